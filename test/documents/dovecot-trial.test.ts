/** Runs the trial of Dovecot's page with a real Dovecot, which has a folder of its own. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { describeProgram } from '../exports/describe-program.ts';
import { INTEGRATIONS } from '../mail/published-file.ts';
import { readDocument } from '../repository/documents.ts';
import { startDeployed } from './deployed.ts';

const PAGE = 'integrations/dovecot/README.md';
const DEMO = 'demo@example.com';
const MAX_MS = 60_000;

/** The commands of the trial, for another address than that of `npm start`. */
function trialAt(url: string): string {
  const [, trial = ''] =
    /^## Try it on one machine\n([\s\S]*?)^## /m.exec(readDocument(PAGE).text) ?? [];
  const blocks = [...trial.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(([, block = '']) => block);
  return blocks.join('\n').replaceAll('http://127.0.0.1:8787', url.replace(/\/$/, ''));
}

describeProgram('the trial of Dovecot’s page', { dovecot: 'dovecot', doveadm: 'doveadm' }, () => {
  it('lets the listed address in, refuses the other, and leaves nothing', {
    timeout: MAX_MS + 10_000,
  }, async () => {
    await using deployed = await startDeployed();
    const { api, url } = deployed;
    await api.createAccount(DEMO);
    await api.addEntry(DEMO, '203.0.113.7');
    const script = [
      'set -eu',
      // A trial that breaks off leaves no Dovecot behind either.
      'trap \'command doveadm -c "$TRIAL/dovecot.conf" stop 2>/dev/null || true\' EXIT',
      'editor() { sed -i "s|RELAY_TOKEN|$TOKEN|" "$1"; }',
      // A refused login is not an error of the trial.
      'doveadm() { command doveadm "$@" || true; }',
      trialAt(url),
      'test ! -e "$TRIAL" && echo gone',
    ].join('\n');
    const { PATH } = process.env;
    const { stdout } = await promisify(execFile)('bash', ['-c', script], {
      cwd: join(INTEGRATIONS, 'dovecot'),
      env: { PATH, TOKEN: await api.issueRelayToken() },
      timeout: MAX_MS,
    });
    expect(stdout.match(/auth (?:succeeded|failed)/g)).toEqual(['auth succeeded', 'auth failed']);
    expect(stdout).toContain(
      `policy(${DEMO},198.51.100.9): Authentication failure due to policy server refusal`,
    );
    expect(stdout).not.toContain('203.0.113.7');
    expect(stdout.trimEnd()).toMatch(/^gone$/m);
  });
});
