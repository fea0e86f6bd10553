/** The packages whose code is in the bundle, with their licenses: each license wants its text to go along. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface BundledPackage {
  /** From the root. */
  readonly folder: string;
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly text: string;
}

/** Reads the packages of these modules, which are paths below the root. */
export function readPackages(root: string, modules: readonly string[]): BundledPackage[] {
  const folders = modules.flatMap(
    (path) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? [],
  );
  return [...new Set(folders)].sort().map((folder) => readPackage(root, folder));
}

function readPackage(root: string, folder: string): BundledPackage {
  const path = join(root, folder);
  const { name, version, license } = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8'));
  const file = readdirSync(path).find((each) => /^licen[cs]e(\.\w+)?$/i.test(each));
  if (file === undefined) throw new Error(`${name} ${version} has no file with its license`);
  return { folder, name, version, license, text: readFileSync(join(path, file), 'utf8').trim() };
}

/** The text that goes with the program, wherever it goes. */
export function noticeOf(own: string, packages: readonly BundledPackage[]): string {
  const parts = packages.map(
    ({ name, version, license, text }) => `${name} ${version} (${license}):\n\n${text}\n`,
  );
  return `sendgate-agent:\n\n${own.trim()}\n\n${parts.join('\n')}`;
}
