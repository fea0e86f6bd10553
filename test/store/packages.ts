/**
 * Builds the archives for the stores twice, with the builds beside them. The second time it uses
 * the sources that the first put into an archive, unpacked elsewhere, like a store's reviewer.
 */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { ROOT } from '../repository/source-files.ts';
import { archiveOf } from './archive-of.ts';
import { readArchive } from './read-archive.ts';
import { runWxt } from './run-wxt.ts';

declare module 'vitest' {
  interface ProvidedContext {
    packages: readonly [first: string, second: string];
  }
}

export async function setup(project: TestProject): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), 'sendgate-packages-'));
  const packages = [join(folder, 'first'), join(folder, 'second')] as const;
  const [first, second] = packages;
  await zip(first, ROOT);
  const sources = join(folder, 'sources');
  for (const { name, content } of readArchive(archiveOf('sources', first))) {
    mkdirSync(dirname(join(sources, name)), { recursive: true });
    writeFileSync(join(sources, name), content);
  }
  symlinkSync(join(ROOT, 'node_modules'), join(sources, 'node_modules'));
  await zip(second, sources);
  project.provide('packages', packages);
  return () => rmSync(folder, { recursive: true });
}

async function zip(output: string, root: string): Promise<void> {
  await runWxt('zip', 'chrome', output, root);
  await runWxt('zip', 'firefox', output, root);
}
