import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { provide } from './kept.ts';
import { StartError } from './start-error.ts';

const run = promisify(execFile);
const ROOT = join(import.meta.dirname, '..');
const WRANGLER = createRequire(import.meta.url).resolve('wrangler');
const QUIET_AND_OFFLINE = {
  WRANGLER_SEND_METRICS: 'false',
  WRANGLER_HIDE_BANNER: 'true',
  WRANGLER_WRITE_LOGS: 'false',
  CLOUDFLARE_CF_FETCH_ENABLED: 'false',
};

export const BUNDLE_SCRIPT = 'index.js';
/** The settings of the Worker from wrangler.toml, without its code. */
export const DESCRIPTION = 'worker.json';

/** Puts into the folder exactly the bundle that `wrangler deploy` would upload. */
export async function bundleWorker(folder: string): Promise<void> {
  await provide(
    {
      name: 'worker',
      root: ROOT,
      sources: ['worker', 'shared', 'local'],
      variables: /^(NODE_ENV$|CLOUDFLARE_|WRANGLER_)/,
      make,
    },
    folder,
  );
}

async function make(folder: string): Promise<void> {
  const command = ['deploy', '--dry-run', '--config', join(ROOT, 'wrangler.toml')];
  try {
    await run(process.execPath, ['--no-warnings', WRANGLER, ...command, '--outdir', folder], {
      cwd: ROOT,
      env: { ...process.env, ...QUIET_AND_OFFLINE },
    });
  } catch (error) {
    const reason = error instanceof Error && 'stderr' in error ? error.stderr : error;
    throw new StartError(`The Worker can't be bundled.\n${String(reason).trim()}`);
  }
  const { describeWorker } = await import('./wrangler-config.ts');
  await writeFile(join(folder, DESCRIPTION), JSON.stringify(describeWorker()));
}
