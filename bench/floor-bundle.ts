/**
 * Makes the bundle without the module that the Worker loads only when it is needed. Its start shows the lowest
 * possible cost. It is made like the deployed bundle, but from a copy of the sources in which that module is
 * empty.
 */
import { cp, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const ROOT = join(import.meta.dirname, '..');
const SOURCES = ['worker', 'shared', 'local', 'wrangler.toml', 'package.json', 'tsconfig.json'];
const ENTRY = join('worker', 'index.ts');
const DYNAMIC_IMPORT = /(?<!\btypeof\s+)\bimport\(\s*['"](\.[^'"]+)['"]\s*\)/g;

/**
 * Makes the bundle. It is undefined if the Worker loads everything at once. The copy of the sources goes into
 * `scratch`.
 */
export async function bundleFloor(folder: string, scratch: string): Promise<string | undefined> {
  const lazy = await findLazyModule();
  if (lazy === undefined) return undefined;
  await mkdir(scratch);
  for (const source of SOURCES) {
    await cp(join(ROOT, source), join(scratch, source), { recursive: true });
  }
  await symlink(join(ROOT, 'node_modules'), join(scratch, 'node_modules'));
  await writeFile(resolve(scratch, 'worker', lazy), 'export {};\n');
  const bundler = pathToFileURL(join(scratch, 'local', 'worker-bundle.ts')).href;
  const copied: typeof import('../local/worker-bundle.ts') = await import(bundler);
  await copied.bundleWorker(folder);
  return join(folder, copied.BUNDLE_SCRIPT);
}

/** Finds that module by the name that the entry file imports. */
async function findLazyModule(): Promise<string | undefined> {
  const entry = await readFile(join(ROOT, ENTRY), 'utf8');
  const [lazy, ...others] = new Set(
    Array.from(entry.matchAll(DYNAMIC_IMPORT), (match) => match[1]),
  );
  if (others.length > 0) throw new Error(`${ENTRY} loads more than one module when it is wanted`);
  return lazy;
}
