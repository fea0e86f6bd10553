import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { provide } from '../../local/kept.ts';
import { temporaryFolder } from './temporary-folder.ts';

const KEPT = 'node_modules/.cache/sendgate';

/** Makes a project with one source, and something that is built from it. */
function project(root: string) {
  const write = (path: string, text: string) => writeFileSync(join(root, path), text);
  for (const folder of ['sources/deep', 'sources/.made', 'node_modules']) {
    mkdirSync(join(root, folder), { recursive: true });
  }
  write('sources/deep/a.ts', 'one');
  write('node_modules/.package-lock.json', '{}');
  const make = vi.fn(async (folder: string) => {
    mkdirSync(folder);
    writeFileSync(join(folder, 'made'), readFileSync(join(root, 'sources/deep/a.ts')));
  });
  const provided = async (to = 'target', making: (folder: string) => Promise<void> = make) => {
    const folder = join(root, to);
    const recipe = { name: 'thing', root, sources: ['sources'], variables: /^THING_/ };
    await provide({ ...recipe, make: making }, folder);
    return readFileSync(join(folder, 'made'), 'utf8');
  };
  const kept = () => readdirSync(join(root, KEPT));
  return { write, make, provided, kept };
}

test('it is made once, and put wherever it is wanted', async () => {
  using folder = temporaryFolder();
  const { make, provided } = project(folder.path);
  expect(await provided('first')).toBe('one');
  expect(await provided('second')).toBe('one');
  expect(make).toHaveBeenCalledOnce();
});

test.each([
  ['a source', 'sources/deep/a.ts'],
  ['a source more', 'sources/b.ts'],
  ['a setting of the root', 'tsconfig.json'],
  ['what .env sets', '.env'],
  ['what is installed', 'node_modules/.package-lock.json'],
])('%s, changed, makes it anew; changed back, it is still there', async (_what, path) => {
  using folder = temporaryFolder();
  const { write, make, provided } = project(folder.path);
  write(path, 'two');
  await provided();
  write(path, 'three');
  await provided();
  expect(make).toHaveBeenCalledTimes(2);
  write(path, 'two');
  await provided();
  expect(make).toHaveBeenCalledTimes(2);
});

test('a variable that matters makes it anew; another does not, nor what was made of the sources', async () => {
  using folder = temporaryFolder();
  const { write, make, provided } = project(folder.path);
  await provided();
  vi.stubEnv('OTHER', '1');
  write('sources/.made/types.ts', 'made');
  write('start.log', 'said');
  await provided();
  expect(make).toHaveBeenCalledTimes(1);
  vi.stubEnv('THING_MODE', '1');
  await provided();
  expect(make).toHaveBeenCalledTimes(2);
  vi.unstubAllEnvs();
});

test('nothing of what was in its place is left', async () => {
  using folder = temporaryFolder();
  const { write, provided } = project(folder.path);
  for (const _time of ['made', 'kept']) {
    mkdirSync(join(folder.path, 'target'), { recursive: true });
    write('target/stray', '');
    await provided();
    expect(readdirSync(join(folder.path, 'target'))).toEqual(['made']);
  }
});

test('what could only be made half is not kept', async () => {
  using folder = temporaryFolder();
  const { make, provided } = project(folder.path);
  const half = async (target: string) => {
    mkdirSync(target);
    throw new Error('cut off');
  };
  await expect(provided('target', half)).rejects.toThrow('cut off');
  expect(await provided()).toBe('one');
  expect(make).toHaveBeenCalledOnce();
});

test('what a start that was killed while keeping has left is not taken, and removed later', async () => {
  using folder = temporaryFolder();
  const { write, make, provided, kept } = project(folder.path);
  await provided();
  const [whole = ''] = kept();
  const half = 'half-Ab12Cd';
  renameSync(join(folder.path, KEPT, whole), join(folder.path, KEPT, half));
  expect(await provided()).toBe('one');
  expect(make).toHaveBeenCalledTimes(2);
  // A young folder stays, since another process may still be filling it.
  expect(kept()).toContain(half);
  const yesterday = Date.now() / 1_000 - 86_400;
  utimesSync(join(folder.path, KEPT, half), yesterday, yesterday);
  write('sources/deep/a.ts', 'two');
  await provided();
  expect(kept()).not.toContain(half);
});

test('what was made of sources that changed meanwhile is not kept', async () => {
  using folder = temporaryFolder();
  const { write, make, provided } = project(folder.path);
  await provided('target', async (target) => {
    await make(target);
    write('sources/deep/a.ts', 'two');
  });
  write('sources/deep/a.ts', 'one');
  await provided();
  expect(make).toHaveBeenCalledTimes(2);
});

test('many at once all get it, and one is kept', async () => {
  using folder = temporaryFolder();
  const { provided, kept } = project(folder.path);
  const targets = Array.from({ length: 8 }, (_, which) => `target-${which}`);
  const all = await Promise.all(targets.map((target) => provided(target)));
  expect(new Set(all)).toEqual(new Set(['one']));
  expect(kept()).toHaveLength(1);
});

test('of all that were made the last few are kept', async () => {
  using folder = temporaryFolder();
  const { write, make, provided, kept } = project(folder.path);
  const sources = Array.from({ length: 20 }, (_, which) => String(which));
  for (const source of sources) {
    write('sources/deep/a.ts', source);
    await provided();
  }
  expect(kept()).toHaveLength(6);
  await provided();
  expect(make).toHaveBeenCalledTimes(sources.length);
});

test.each([
  ['nothing can be kept', '.cache', 'a file'],
  ['what is installed can’t be told', '.package-lock.json', undefined],
])('where %s, it is made each time', async (_what, name, text) => {
  using folder = temporaryFolder();
  const { write, make, provided } = project(folder.path);
  const path = `node_modules/${name}`;
  if (text) write(path, text);
  else rmSync(join(folder.path, path));
  expect(await provided()).toBe('one');
  expect(await provided()).toBe('one');
  expect(make).toHaveBeenCalledTimes(2);
});
