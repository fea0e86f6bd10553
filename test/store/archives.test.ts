import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, inject, it } from 'vitest';
import { archiveOf } from './archive-of.ts';
import { readFolder } from './built-files.ts';
import { readArchive } from './read-archive.ts';

const [first, second] = inject('packages');

function hashOf(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}

const WHAT = ['chrome', 'firefox', 'sources'] as const;

it.each(WHAT)('the sources, unpacked elsewhere, make the very %s archive', (what) => {
  expect(hashOf(archiveOf(what, second))).toBe(hashOf(archiveOf(what, first)));
});

it.each(['chrome', 'firefox'] as const)(
  'the %s archive holds the build, and nothing else',
  (browser) => {
    const build = readFolder(join(first, `${browser}-mv3`));
    expect(build.length).toBeGreaterThan(10);
    expect(readArchive(archiveOf(browser, first))).toEqual(build);
  },
);

it('the sources hold what it takes to build, and nothing that is made', () => {
  const names = readArchive(archiveOf('sources', first)).map(({ name }) => name);
  expect(names).toEqual(
    expect.arrayContaining([
      'LICENSE',
      'README.md',
      'package.json',
      'package-lock.json',
      'tsconfig.json',
      'extension/wxt.config.ts',
      'extension/entrypoints/background.ts',
      'shared/ip-address.ts',
    ]),
  );
  const wrong = names.filter((name) =>
    /node_modules|\.output|\.wxt|^(?!extension|shared).*\//.test(name),
  );
  expect(wrong).toEqual([]);
});
