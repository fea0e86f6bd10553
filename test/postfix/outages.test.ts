import { afterEach, expect, it } from 'vitest';
import { LISTED, UNLISTED } from '../mail/smtp-client.ts';
import type { Fault } from '../mail/worker-front.ts';
import { PASS, TRY_LATER } from './actions.ts';
import { ACCOUNT, describePolicyd } from './describe-policyd.ts';
import { PolicyClient } from './policy-client.ts';
import { flagsFor } from './policyd-flags.ts';
import { listeningPolicyd } from './policyd-process.ts';

const listed = { sasl_username: ACCOUNT, client_address: LISTED };

describePolicyd('while Sendgate fails', (worker) => {
  afterEach(() => {
    worker().front.fault = 'none';
  });

  async function start(...flags: string[]) {
    const timeout = ['--timeout-seconds', '1'];
    const policyd = await listeningPolicyd([...flagsFor(worker()), ...timeout, ...flags]);
    return { ...policyd, client: await PolicyClient.open(policyd.port) };
  }

  it('defers by default, whoever was allowed before, and passes on when it is back', async () => {
    await using policyd = await start();
    expect(await policyd.client.ask(listed)).toBe(PASS);
    await worker().front.stop();
    expect(await policyd.client.ask(listed)).toBe(TRY_LATER);
    await worker().front.resume();
    expect(await policyd.client.ask(listed)).toBe(PASS);
    await expect.poll(() => policyd.errors()).toContain('ECONNREFUSED');
  });

  it.each<[Fault, string]>([
    ['status-500', 'no answer of Sendgate’s, status 500'],
    ['garbage', 'no answer of Sendgate’s, status 200'],
    ['late', 'no answer within 1 s'],
    ['unreadable', 'Sendgate could not read the list'],
    ['status-401', 'Sendgate answered 401'],
    ['status-400', 'Sendgate answered 400'],
  ])('defers and logs why: %s', async (fault, why) => {
    await using policyd = await start();
    worker().front.fault = fault;
    expect(await policyd.client.ask(listed)).toBe(TRY_LATER);
    await expect.poll(() => policyd.errors()).toContain(why);
  });

  it('with --outage-minutes it passes on those who were allowed, and no one else', async () => {
    await using policyd = await start('--outage-minutes', '1');
    expect(await policyd.client.ask(listed)).toBe(PASS);
    await worker().front.stop();
    expect(await policyd.client.ask(listed)).toBe(PASS);
    expect(await policyd.client.ask({ ...listed, client_address: UNLISTED })).toBe(TRY_LATER);
    await worker().front.resume();
    await expect.poll(() => policyd.errors()).toContain('let through as last time');
  });

  it('with --outage-minutes it remembers the login that was allowed, not all of its domain', async () => {
    const { api, front } = worker();
    await api.createAccount('@company.test');
    await api.addEntry('@company.test', LISTED);
    await using policyd = await start('--outage-minutes', '1');
    const ada = { ...listed, sasl_username: 'ada@company.test' };
    expect(await policyd.client.ask(ada)).toBe(PASS);
    await front.stop();
    expect(await policyd.client.ask(ada)).toBe(PASS);
    const ben = { ...listed, sasl_username: 'ben@company.test' };
    expect(await policyd.client.ask(ben)).toBe(TRY_LATER);
    await front.resume();
    expect(await policyd.client.ask(ben)).toBe(PASS);
  });

  it.each<Fault>(['status-500', 'garbage', 'late'])(
    'with --outage-minutes %s is an outage',
    async (fault) => {
      await using policyd = await start('--outage-minutes', '1');
      expect(await policyd.client.ask(listed)).toBe(PASS);
      worker().front.fault = fault;
      expect(await policyd.client.ask(listed)).toBe(PASS);
    },
  );

  it.each<Fault>(['bad-token', 'unreadable'])(
    'with --outage-minutes %s is none: Sendgate can be reached',
    async (fault) => {
      await using policyd = await start('--outage-minutes', '1');
      expect(await policyd.client.ask(listed)).toBe(PASS);
      worker().front.fault = fault;
      expect(await policyd.client.ask(listed)).toBe(TRY_LATER);
    },
  );
});
