import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, inject, it } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { ROOT } from '../repository/source-files.ts';
import { readFolder } from './built-files.ts';
import { readArchive } from './read-archive.ts';
import { runWxt } from './run-wxt.ts';

const [first, second] = inject('packages');

function archiveOf(what: string, output = first): string {
  return join(output, `sendgate-${manifest.version}-${what}.zip`);
}

function hashOf(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}

it.each(['chrome', 'firefox', 'sources'])('the %s archive made twice is the same', (what) => {
  expect(hashOf(archiveOf(what, second))).toBe(hashOf(archiveOf(what, first)));
});

it.each(['chrome', 'firefox'])('the %s archive holds the build, and nothing else', (browser) => {
  const build = readFolder(join(first, `${browser}-mv3`));
  expect(build.length).toBeGreaterThan(10);
  expect(readArchive(archiveOf(browser))).toEqual(build);
});

it('the sources hold what it takes to build, and nothing that is made', () => {
  const names = readArchive(archiveOf('sources')).map(({ name }) => name);
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

it('the sources, unpacked elsewhere, make the very Firefox build that is in its archive', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'sendgate-sources-'));
  try {
    for (const { name, content } of readArchive(archiveOf('sources'))) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), content);
    }
    symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
    await runWxt('build', 'firefox', join(folder, 'rebuilt'), folder);
    const rebuilt = readFolder(join(folder, 'rebuilt/firefox-mv3'));
    expect(rebuilt).toEqual(readArchive(archiveOf('firefox')));
  } finally {
    rmSync(folder, { recursive: true });
  }
});
