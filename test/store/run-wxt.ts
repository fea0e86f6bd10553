import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ROOT } from '../repository/source-files.ts';

const WXT = join(ROOT, 'node_modules/wxt/bin/wxt.mjs');
const MAX_MS = 240_000;

const run = promisify(execFile);

/** Runs wxt as from a person's command line. The environment of a test would give another build. */
export async function runWxt(
  command: 'build' | 'zip',
  browser: 'chrome' | 'firefox',
  output: string,
  root = ROOT,
): Promise<void> {
  const { PATH, HOME } = process.env;
  await run(process.execPath, [WXT, command, 'extension', '-b', browser], {
    cwd: root,
    env: { PATH, HOME, EXTENSION_OUTPUT: output },
    timeout: MAX_MS,
  });
}
