import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { StartError } from './start-error.ts';
import { WRANGLER_CONFIG } from './worker-options.ts';

const run = promisify(execFile);
const WRANGLER = createRequire(import.meta.url).resolve('wrangler');
const QUIET_AND_OFFLINE = {
  WRANGLER_SEND_METRICS: 'false',
  WRANGLER_HIDE_BANNER: 'true',
  WRANGLER_WRITE_LOGS: 'false',
  CLOUDFLARE_CF_FETCH_ENABLED: 'false',
};

export const BUNDLE_SCRIPT = 'index.js';

/** Writes into the folder the very bundle that `wrangler deploy` would upload. */
export async function bundleWorker(folder: string): Promise<void> {
  const command = ['deploy', '--dry-run', '--config', WRANGLER_CONFIG, '--outdir', folder];
  try {
    await run(process.execPath, ['--no-warnings', WRANGLER, ...command], {
      cwd: dirname(WRANGLER_CONFIG),
      env: { ...process.env, ...QUIET_AND_OFFLINE },
    });
  } catch (error) {
    const reason = error instanceof Error && 'stderr' in error ? error.stderr : error;
    throw new StartError(`The Worker can't be bundled.\n${String(reason).trim()}`);
  }
}
