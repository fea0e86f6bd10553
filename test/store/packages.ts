/** What goes to the stores, made twice: each time the archives, and beside them the builds in them. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { runWxt } from './run-wxt.ts';

declare module 'vitest' {
  interface ProvidedContext {
    packages: readonly [first: string, second: string];
  }
}

export async function setup(project: TestProject): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), 'sendgate-packages-'));
  const packages = [join(folder, 'first'), join(folder, 'second')] as const;
  for (const output of packages) {
    await runWxt('zip', 'chrome', output);
    await runWxt('zip', 'firefox', output);
  }
  project.provide('packages', packages);
  return () => rmSync(folder, { recursive: true });
}
