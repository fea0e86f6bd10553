/** Runs the trial of the agent's page beside a Sendgate, at ports of its own. */
import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../local/temporary-folder.ts';
import { findFreePort } from '../mail/loopback-port.ts';
import { ROOT } from '../repository/source-files.ts';
import { startDeployed } from './deployed.ts';
import { commandsOf } from './page-commands.ts';

const PAGE = 'agent/README.md';
const DEMO = 'demo@example.com';
const MAX_MS = 60_000;

it('the trial of the agent’s page: one address is allowed, the other refused, and nothing is left', {
  timeout: MAX_MS + 10_000,
}, async () => {
  await using deployed = await startDeployed();
  const { api, url, operatorToken } = deployed;
  await api.createAccount(DEMO);
  await api.addEntry(DEMO, '203.0.113.7');
  using folder = temporaryFolder();
  const tokenFile = join(folder.path, 'operator-token');
  writeFileSync(tokenFile, operatorToken, { mode: 0o600 });
  const port = String(await findFreePort());
  const commands = commandsOf(PAGE).join('\n');
  const script = [
    'set -eu',
    // A trial that breaks off leaves no agent behind either.
    'trap \'kill "$AGENT" 2>/dev/null || true\' EXIT',
    commands
      .replaceAll('http://127.0.0.1:8787', url.replace(/\/$/, ''))
      .replaceAll('127.0.0.1:8786', `127.0.0.1:${port}`)
      .replaceAll('.sendgate/operator-token', tokenFile),
    'test ! -e "$TRIAL" && echo gone',
  ].join('\n');
  const { PATH, HOME } = process.env;
  const env = { PATH, HOME, SENDGATE_LISTEN: `127.0.0.1:${port}` };
  const options = { cwd: ROOT, env, timeout: MAX_MS };
  const { stdout } = await promisify(execFile)('bash', ['-c', script], options);
  expect(stdout).not.toMatch(/^WRONG/m);
  expect(stdout).toMatch(/^ok {4}it has the right to copies, and the feed can be read$/m);
  expect(stdout.match(/"verdict": ?"(?:allow|deny)"/g)).toHaveLength(2);
  expect(stdout).toMatch(/"verdict": ?"allow"[\s\S]*"verdict": ?"deny"/);
  expect(stdout).toMatch(/^right +the token has the right to copies$/m);
  expect(stdout.trimEnd()).toMatch(/^gone$/m);
});
