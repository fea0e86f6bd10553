import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { announceExtension } from '../../local/announcement.ts';
import { failure } from '../../shared/result.ts';
import { makeOwnCopy } from './own-copy.ts';
import { processesOf } from './processes-of.ts';
import { StartProcess } from './start-process.ts';
import { temporaryFolder } from './temporary-folder.ts';

function environmentIn(folder: string) {
  const output = join(folder, 'extension');
  return { STATE_DIR: join(folder, 'state'), BUILD_EXTENSION: '1', EXTENSION_OUTPUT: output };
}

test('builds the extension, and says where it is and how to load it', async () => {
  using folder = temporaryFolder();
  await using run = new StartProcess(environmentIn(folder.path));
  const built = await run.printed(/The browser extension is in (\S+)/);
  expect(existsSync(join(built, 'manifest.json'))).toBe(true);
  await run.printed(/Ctrl-C ends it\.\n$/);
  expect(run.output).toMatch(/Load unpacked[\s\S]*In its options enter http:\/\/127\.0\.0\.1:\d+ /);
  expect(run.errors).toBe('');
});

test('Ctrl-C while the extension is built ends it with 0 and says no more', async () => {
  using folder = temporaryFolder();
  // This copy has no extension built yet.
  const { start } = makeOwnCopy(join(folder.path, 'copy'));
  await using run = new StartProcess(environmentIn(folder.path), start);
  await run.printed(/The browser extension is being built/);
  const building = () =>
    expect(processesOf(join(folder.path, 'state')).join()).toContain('wxt.mjs');
  await vi.waitFor(building, { timeout: 20_000, interval: 5 });
  run.killGroup('SIGINT');
  expect(await run.ended).toEqual({ code: 0, signal: null });
  expect(run.output).toMatch(/The browser extension is being built…\n$/);
  expect(run.errors).toBe('');
});

test('an extension that can’t be built is said, and that all else works', () => {
  const said = announceExtension('http://127.0.0.1:8787', failure('style.css is missing'));
  expect(said).toContain('could not be built; all else works.\nstyle.css is missing');
});
