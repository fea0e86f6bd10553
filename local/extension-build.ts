import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { failure, type Result, success } from '../shared/result.ts';

const ROOT = join(import.meta.dirname, '..');
const WXT = join(ROOT, 'node_modules/wxt/bin/wxt.mjs');

const run = promisify(execFile);

/** The folder that Chrome and Edge load; or why there is none, which is no reason for the Worker not to run. */
export async function buildExtension(signal?: AbortSignal): Promise<Result<string, string>> {
  const output = process.env.EXTENSION_OUTPUT || join(ROOT, 'extension/.output');
  try {
    await run(process.execPath, [WXT, 'build', 'extension'], {
      cwd: ROOT,
      env: { ...process.env, EXTENSION_OUTPUT: output },
      ...(signal && { signal }),
    });
    return success(join(output, 'chrome-mv3'));
  } catch (error) {
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : '';
    return failure(said || String(error));
  }
}
