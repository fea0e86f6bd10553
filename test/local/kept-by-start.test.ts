/** A second `npm start` bundles and builds nothing that the first one has kept. */
import { appendFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { STARTING } from '../../local/announcement.ts';
import { bundleWorker } from '../../local/worker-bundle.ts';
import { VERSION } from '../../worker/platform/version.ts';
import { ROOT } from '../repository/source-files.ts';
import { makeOwnCopy, type OwnCopy } from './own-copy.ts';
import { StartProcess } from './start-process.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** Enough for two cold builds and a warm start, beside tests that keep the machine busy. */
const PATIENCE_MS = 120_000;

function startOf({ root, start }: OwnCopy): StartProcess {
  return new StartProcess({ STATE_DIR: join(root, '.sendgate'), BUILD_EXTENSION: '1' }, start);
}

async function whatRuns(copy: OwnCopy) {
  await using run = startOf(copy);
  const url = await run.printed(/listens on (\S+)/);
  const answer = await fetch(`${url}/healthz`);
  const { version } = (await answer.json()) as { version: string };
  const folder = await run.printed(/The browser extension is in (\S+)/);
  const { name } = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
  return { version, folder, name };
}

function replaceInKept({ kept }: OwnCopy, what: string, file: string, was: string): void {
  const [name = ''] = readdirSync(kept).filter((name) => name.startsWith(what));
  const path = join(kept, name, file);
  const text = readFileSync(path, 'utf8');
  expect(text).toContain(was);
  writeFileSync(path, text.replace(was, '"kept"'));
}

test(
  'a second start takes what the first has made; one whose sources changed does not',
  async () => {
    using folder = temporaryFolder();
    const copy = makeOwnCopy(folder.path);
    const first = await whatRuns(copy);
    expect(first.version).toBe(VERSION);
    const files = readdirSync(first.folder, { recursive: true }).sort();

    replaceInKept(copy, 'worker', 'index.js', `"${VERSION}"`);
    replaceInKept(copy, 'extension', 'manifest.json', `"${first.name}"`);
    writeFileSync(join(first.folder, 'stray.js'), '');
    expect(await whatRuns(copy)).toEqual({ ...first, version: 'kept', name: 'kept' });
    expect(readdirSync(first.folder, { recursive: true }).sort()).toEqual(files);

    appendFileSync(join(copy.root, 'wrangler.toml'), '\n[[[');
    await using refused = startOf(copy);
    expect(await refused.ended).toEqual({ code: 1, signal: null });
    expect(refused.output).toBe(STARTING);
    expect(refused.errors).toMatch(/^The Worker can't be bundled\./);
    expect(refused.errors).toContain('wrangler.toml');
  },
  PATIENCE_MS,
);

test('all that is in the bundle comes from where a change makes it anew', async () => {
  using folder = temporaryFolder();
  await bundleWorker(folder.path);
  const map = JSON.parse(readFileSync(join(folder.path, 'index.js.map'), 'utf8'));
  const sources: string[] = map.sources.map((source: string) => resolve(map.sourceRoot, source));
  const deciding = ['worker', 'shared', 'node_modules'].map((name) => join(ROOT, name, '/'));
  expect(sources.length).toBeGreaterThan(100);
  expect(sources.filter((path) => !deciding.some((from) => path.startsWith(from)))).toEqual([]);
});
