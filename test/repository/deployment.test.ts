/** Builds what an operator deploys, offline. */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { VERSION } from '../../worker/platform/version.ts';
import { ROOT } from './source-files.ts';

/** The free plan takes a Worker of up to 3 MiB, compressed. */
const MAX_BUNDLE_BYTES = 2 * 1024 * 1024;

const run = promisify(execFile);
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sendgate-deployment-'));
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

it('wrangler deploy --dry-run passes and finds every binding', async () => {
  const { stdout } = await run('npx', ['wrangler', 'deploy', '--dry-run', '--outdir', folder], {
    cwd: ROOT,
    env: { ...process.env, WRANGLER_SEND_METRICS: 'false', CLOUDFLARE_CF_FETCH_ENABLED: 'false' },
  });
  for (const binding of ['ACCOUNTS', 'DIRECTORY', 'REPLICA', 'AUTH_FAILURES']) {
    expect(stdout).toContain(`env.${binding}`);
  }
  expect((await stat(join(folder, 'index.js'))).size).toBeLessThan(MAX_BUNDLE_BYTES);
}, 60_000);

it('the Worker says the version that package.json says', async () => {
  const manifest = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'));
  expect(VERSION).toBe(manifest.version);
});
