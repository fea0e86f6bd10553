import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ArchivedFile } from './read-archive.ts';

/** Reads every file of a folder, sorted by its path in the folder. */
export function readFolder(folder: string): ArchivedFile[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ name: path.slice(folder.length + 1), content: readFileSync(path) }))
    .sort((left, right) => (left.name < right.name ? -1 : 1));
}

export function readManifest(build: string): Record<string, unknown> {
  return JSON.parse(readFileSync(join(build, 'manifest.json'), 'utf8'));
}
