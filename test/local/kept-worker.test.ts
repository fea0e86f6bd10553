import { appendFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { bundleWorker } from '../../local/worker-bundle.ts';
import { VERSION } from '../../worker/version.ts';
import { ROOT } from '../repository/source-files.ts';
import { makeOwnCopy, type OwnCopy } from './own-copy.ts';
import { StartProcess } from './start-process.ts';
import { temporaryFolder } from './temporary-folder.ts';

function startOf(copy: OwnCopy): StartProcess {
  return new StartProcess({ STATE_DIR: join(copy.root, '.sendgate') }, copy.start);
}

function replaceIn(path: string, was: string, is: string): void {
  const text = readFileSync(path, 'utf8');
  expect(text).toContain(was);
  writeFileSync(path, text.replace(was, is));
}

async function versionThatRuns(copy: OwnCopy): Promise<string> {
  await using run = startOf(copy);
  const url = await run.printed(/listens on (\S+)/);
  const answer = await fetch(`${url}/healthz`);
  const { version } = (await answer.json()) as { version: string };
  return version;
}

test('a second start runs the Worker that the first has bundled, until its source changes', async () => {
  using folder = temporaryFolder();
  const copy = makeOwnCopy(folder.path);
  expect(await versionThatRuns(copy)).toBe(VERSION);
  const [kept = ''] = readdirSync(copy.kept);
  replaceIn(join(copy.kept, kept, 'index.js'), `"${VERSION}"`, '"kept"');
  expect(await versionThatRuns(copy)).toBe('kept');
  replaceIn(join(copy.root, 'worker/version.ts'), VERSION, '0.1.0-changed');
  expect(await versionThatRuns(copy)).toBe('0.1.0-changed');
});

test('all that is in the bundle comes from where a change makes it anew', async () => {
  using folder = temporaryFolder();
  await bundleWorker(folder.path);
  const map = JSON.parse(readFileSync(join(folder.path, 'index.js.map'), 'utf8'));
  const sources: string[] = map.sources.map((source: string) => resolve(map.sourceRoot, source));
  const deciding = ['worker', 'shared', 'node_modules'].map((name) => join(ROOT, name, '/'));
  expect(sources.length).toBeGreaterThan(100);
  expect(sources.filter((path) => !deciding.some((from) => path.startsWith(from)))).toEqual([]);
});

test('a wrangler.toml that is wrong is told, without a stack', async () => {
  using folder = temporaryFolder();
  const copy = makeOwnCopy(folder.path);
  appendFileSync(join(copy.root, 'wrangler.toml'), '\n[[[');
  await using run = startOf(copy);
  expect(await run.ended).toEqual({ code: 1, signal: null });
  expect(run.output).toBe('');
  expect(run.errors).toContain("The Worker can't be bundled");
  expect(run.errors).toContain('wrangler.toml');
});
