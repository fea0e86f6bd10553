/**
 * `npm run package:agent`: puts into dist/agent/ the agent as one file, and as a Debian package, with their checksums.
 * Another folder may follow, after `--`.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join, relative, resolve } from 'node:path';
import { VERSION } from '../../worker/platform/version.ts';
import { bundleAgent, ROOT } from './bundle-agent.ts';
import { makeDebianPackage } from './debian-package.ts';

const folder = resolve(ROOT, process.argv[2] ?? 'dist/agent');

try {
  mkdirSync(folder, { recursive: true });
  const bundle = await bundleAgent();
  const program = join(folder, 'sendgate-agent.mjs');
  writeFileSync(program, `#!/usr/bin/env node\n${bundle.text}`);
  chmodSync(program, 0o755);
  const debian = await makeDebianPackage({ bundle, version: VERSION, epoch: readEpoch(), folder });
  const files = [program, debian];
  writeFileSync(join(folder, 'SHA256SUMS'), files.map(checksumLine).join(''));
  for (const file of files) process.stdout.write(`${relative(process.cwd(), file)}\n`);
} catch (error) {
  const failed = error instanceof Error ? error.message : String(error);
  process.stderr.write(`The agent can't be packaged.\n${failed}\n`);
  process.exitCode = 1;
}

/** The time of the commit, unless the environment has another one. */
function readEpoch(): number {
  const given = process.env.SOURCE_DATE_EPOCH ?? timeOfCommit();
  if (!/^\d{1,10}$/.test(given))
    throw new Error('SOURCE_DATE_EPOCH is not a number of seconds; wanted: 1790000000');
  return Number(given);
}

function timeOfCommit(): string {
  try {
    const log = ['log', '-1', '--format=%ct'];
    return execFileSync('git', log, { cwd: ROOT, encoding: 'utf8', stdio: 'pipe' }).trim();
  } catch {
    throw new Error('This is no clone of the repository; set SOURCE_DATE_EPOCH.');
  }
}

function checksumLine(file: string): string {
  const digest = createHash('sha256').update(readFileSync(file)).digest('hex');
  return `${digest}  ${basename(file)}\n`;
}
