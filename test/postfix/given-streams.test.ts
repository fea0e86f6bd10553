import { expect, it, vi } from 'vitest';
import { LISTED, UNLISTED } from '../mail/smtp-client.ts';
import { CANNOT_BE_ASKED, PASS, REFUSE } from './actions.ts';
import { ACCOUNT, describePolicyd } from './describe-policyd.ts';
import { PolicyClient, requestOf } from './policy-client.ts';
import { flagsFor } from './policyd-flags.ts';
import { runPolicyd, runPolicydOnSocket } from './policyd-process.ts';

describePolicyd('sendgate-policyd on what it is given', (worker) => {
  it('--stdio answers until its input ends, and says nothing beside', async () => {
    await using policyd = runPolicyd([...flagsFor(worker()), '--stdio']);
    const from = (address: string) =>
      requestOf({ sasl_username: ACCOUNT, client_address: address });
    policyd.child.stdin.end(`${from(LISTED)}${from(UNLISTED)}${from('nowhere')}`);
    expect(await policyd.ended()).toBe(0);
    const answers = [PASS, REFUSE, CANNOT_BE_ASKED].map((action) => `action=${action}\n\n`);
    expect(policyd.output()).toBe(answers.join(''));
    expect(policyd.errors()).toBe('');
  });

  it('--listen fd:3 serves the socket that is handed to it', async () => {
    const path = `${worker().setUp('handed').directory}/sendgate`;
    await using policyd = runPolicydOnSocket(path, [...flagsFor(worker()), '--listen', 'fd:3']);
    await vi.waitFor(() => expect(policyd.errors()).toContain('listening'), { timeout: 10_000 });
    using client = await PolicyClient.open(path);
    expect(await client.ask({ sasl_username: ACCOUNT, client_address: LISTED })).toBe(PASS);
    policyd.child.kill('SIGTERM');
    expect(await policyd.ended()).toBe(0);
  });
});
