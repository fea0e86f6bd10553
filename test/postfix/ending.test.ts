import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, it, vi } from 'vitest';
import { LISTED } from '../mail/smtp-client.ts';
import { PASS, TRY_LATER } from './actions.ts';
import { ACCOUNT, describePolicyd } from './describe-policyd.ts';
import { PolicyClient } from './policy-client.ts';
import { flagsFor } from './policyd-flags.ts';
import { listeningPolicyd, runPolicyd } from './policyd-process.ts';

const listed = { sasl_username: ACCOUNT, client_address: LISTED };

describePolicyd('the end of sendgate-policyd', (worker) => {
  it.each(['SIGTERM', 'SIGINT'] as const)(
    '%s: what is asked is answered, what is idle is closed, nothing is taken',
    async (signal) => {
      const { front } = worker();
      await using policyd = await listeningPolicyd([
        ...flagsFor(worker()),
        '--timeout-seconds',
        '1',
      ]);
      using idle = await PolicyClient.open(policyd.port);
      expect(await idle.ask({})).toBe(PASS);
      using busy = await PolicyClient.open(policyd.port);
      front.fault = 'late';
      const answer = busy.ask(listed);
      await vi.waitFor(() => expect(front.takeQuestions()).toHaveLength(1), { interval: 10 });
      policyd.child.kill(signal);
      expect(await idle.next()).toBeUndefined();
      const refused = connect(policyd.port, '127.0.0.1');
      const [error] = await once(refused, 'error').catch((error) => [error]);
      expect(error).toMatchObject({ code: 'ECONNREFUSED' });
      expect(await answer).toBe(TRY_LATER);
      expect(await busy.next()).toBeUndefined();
      expect(await policyd.ended()).toBe(0);
      front.fault = 'none';
    },
  );

  it('a client that takes no answers does not keep it from ending', async () => {
    await using policyd = await listeningPolicyd([...flagsFor(worker()), '--timeout-seconds', '1']);
    using deaf = await PolicyClient.open(policyd.port);
    deaf.socket.on('error', () => {});
    const flood = Buffer.alloc(32 * 1024 * 1024, 'request=smtpd_access_policy\n\n');
    deaf.socket.write(flood);
    using other = await PolicyClient.open(policyd.port);
    expect(await other.ask({})).toBe(PASS);
    policyd.child.kill('SIGTERM');
    expect(await policyd.ended()).toBe(0);
  });

  it('a unix socket: gone after the end, taken over after a kill, and never from one that lives', async () => {
    const flags = flagsFor(worker());
    const path = `${worker().setUp('socket').directory}/sendgate`;
    const start = () => runPolicyd([...flags, '--listen', `unix:${path}`]);
    const untilListening = (policyd: ReturnType<typeof start>) =>
      vi.waitFor(() => expect(policyd.errors()).toContain('listening'), { timeout: 10_000 });

    await using killed = start();
    await untilListening(killed);
    killed.child.kill('SIGKILL');
    await killed.ended();
    await using second = start();
    await untilListening(second);
    await using third = start();
    expect(await third.ended()).toBe(1);
    expect(third.errors()).toContain('EADDRINUSE');
    using client = await PolicyClient.open(path);
    expect(await client.ask(listed)).toBe(PASS);
    second.child.kill('SIGTERM');
    expect(await second.ended()).toBe(0);
    await expect(PolicyClient.open(path)).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
