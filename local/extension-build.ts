import { execFile } from 'node:child_process';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { failure, type Result, success } from '../shared/result.ts';
import { provide } from './kept.ts';

const ROOT = join(import.meta.dirname, '..');
const WXT = join(ROOT, 'node_modules/wxt/bin/wxt.mjs');
/** The name that wxt gives this build in its output. */
const CHROME_BUILD = 'chrome-mv3';

const run = promisify(execFile);

/**
 * Builds the extension and returns the folder that Chrome and Edge load, or the reason why there is none.
 * Without the extension the Worker still runs.
 */
export async function buildExtension(signal?: AbortSignal): Promise<Result<string, string>> {
  const output = process.env.EXTENSION_OUTPUT || join(ROOT, 'extension/.output');
  const folder = join(output, CHROME_BUILD);
  try {
    await provide(
      {
        name: 'extension',
        root: ROOT,
        sources: ['extension', 'shared', 'local'],
        variables: /^(NODE_ENV$|VITE_|WXT_)/,
        make: (folder) => make(folder, signal),
      },
      folder,
    );
    return success(folder);
  } catch (error) {
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : '';
    return failure(said || String(error));
  }
}

async function make(folder: string, signal: AbortSignal | undefined): Promise<void> {
  await run(process.execPath, [WXT, 'build', 'extension'], {
    cwd: ROOT,
    env: { ...process.env, EXTENSION_OUTPUT: dirname(folder) },
    ...(signal && { signal }),
  });
}
