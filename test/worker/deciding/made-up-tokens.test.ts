import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type * as api from '../../../shared/api.ts';
import { heal } from '../../faults/healing.ts';
import { frozenKv, missingKv, objectsWith, throwingKv } from '../support/faulty-bindings.ts';
import { env, newCallerAddress, TestAccount, TestWorker } from '../support/test-worker.ts';

function madeUp(index: number): string {
  return `sgr_${index.toString(16).padStart(16, '0')}_${'A'.repeat(43)}`;
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
});

afterEach(() => {
  vi.useRealTimers();
});

it.each(['GET /v1/session', 'GET /v1/accounts', 'GET /v1/check?account=a&address=192.0.2.1'])(
  'made-up relay tokens at %s hardly reach the directory, and a good one is still served',
  async (request) => {
    let calls = 0;
    const worker = new TestWorker({
      DIRECTORY: objectsWith(env.DIRECTORY, (call) => {
        calls++;
        return call();
      }),
    });
    const relay = await worker.relayToken();
    calls = 0;
    for (let index = 0; index < 60; index++) {
      const answer = await worker.call(request, { token: madeUp(index) });
      expect([401, 429]).toContain(answer.status);
    }
    expect(calls).toBeLessThanOrEqual(6);
    const session = await worker.call<{ role: string }>('GET /v1/session', { token: relay });
    expect(session).toMatchObject({ status: 200, body: { role: 'relay' } });
  },
);

/** Makes an account with wrong tokens that name its object, and counts the calls of that object. */
async function countedAccount() {
  let calls = 0;
  const worker = new TestWorker({
    ACCOUNTS: objectsWith(env.ACCOUNTS, (call) => {
      calls++;
      return call();
    }),
  });
  const account = await TestAccount.create(worker);
  await account.add('192.0.2.1');
  await account.publish();
  const wrong = (index: number) =>
    account.manager.replace(/.{4}$/, index.toString(16).padStart(4, '0'));
  const count = async (work: () => Promise<unknown>) => {
    calls = 0;
    await work();
    return calls;
  };
  return { worker, account, wrong, count };
}

const QUERY = 'account=a&address=192.0.2.1';

it.each([
  'GET /v1/session',
  'GET /v1/accounts/a/allowlist',
  `GET /v1/check?${QUERY}`,
  'POST /v1/check/batch',
])('wrong tokens that name an account’s object hardly reach it: %s', async (request) => {
  const { worker, account, wrong, count } = await countedAccount();
  const from = newCallerAddress();
  const body = request.startsWith('POST')
    ? { checks: [{ account: account.name, address: '192.0.2.1' }] }
    : undefined;
  const calls = await count(async () => {
    for (let index = 0; index < 60; index++) {
      const answer = await worker.call(request, { token: wrong(index), from, body });
      expect(answer.status).toBe(index < 20 ? 401 : 429);
    }
  });
  // The 20 failures reach the object. One more call finds that the caller is over the limit.
  expect(calls).toBeLessThanOrEqual(21);
});

it('a good token beside a flood of wrong ones from its address goes on as ever', async () => {
  const { worker, account, wrong } = await countedAccount();
  const relay = await worker.relayToken();
  vi.useRealTimers();
  await heal(env.DIRECTORY.getByName('directory'));
  const from = newCallerAddress();
  for (let index = 0; index < 30; index++) {
    await worker.call('GET /v1/session', { token: wrong(index), from });
  }
  expect((await account.call('GET', '/allowlist', { from })).status).toBe(200);
  const query = `account=${encodeURIComponent(account.name)}&address=192.0.2.1`;
  const elsewhere = new TestWorker();
  for (let index = 0; index < 3; index++) {
    await elsewhere.call('GET /v1/session', { token: wrong(index), from });
  }
  for (const at of [worker, elsewhere]) {
    const answer = await at.call<api.Decision>(`GET /v1/check?${query}`, { token: relay, from });
    expect(answer.body).toMatchObject({ verdict: 'allow' });
  }
});

it.each([
  ['fails', throwingKv],
  ['has nothing', missingKv],
])(
  'good tokens go on beside a flood of wrong ones from their address, though KV %s',
  async (_, kv) => {
    const worker = new TestWorker({ REPLICA: kv() });
    const account = await TestAccount.create(worker);
    await account.add('192.0.2.1');
    const relay = await worker.relayToken();
    const from = newCallerAddress();
    const query = `account=${encodeURIComponent(account.name)}&address=192.0.2.1`;
    const elsewhere = new TestWorker({ REPLICA: kv() });
    for (const at of [worker, elsewhere]) {
      for (let index = 0; index < 25; index++) {
        await at.call('GET /v1/session', { token: madeUp(index), from });
      }
      // The flood is over, and the isolate no longer trusts its copies.
      vi.setSystemTime(Date.now() + 6_000);
      const answer = await at.call<api.Decision>(`GET /v1/check?${query}`, { token: relay, from });
      expect(answer.body).toMatchObject({ verdict: 'allow' });
      const manager = { token: account.manager, from };
      expect((await at.call('GET /v1/session', manager)).status).toBe(200);
    }
  },
);

it('a token that failed is not asked for again within a minute', async () => {
  const { worker, wrong, count } = await countedAccount();
  const failing = () =>
    worker.call(`GET /v1/check?${QUERY}`, { token: wrong(1), from: newCallerAddress() });
  const calls = await count(async () => {
    for (let time = 0; time < 10; time++) expect((await failing()).status).toBe(401);
  });
  expect(calls).toBeLessThanOrEqual(1);
});

it.each(['relay', 'checker'] as const)(
  'a new %s token stands a second after a flood of made-up ones, though KV is stale',
  async (role) => {
    const healthy = new TestWorker();
    const account = await TestAccount.create(healthy);
    await account.publish();
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
    await heal(env.DIRECTORY.getByName('directory'));
    const elsewhere = new TestWorker({ REPLICA: frozenKv() });
    const ask = (token: string) =>
      elsewhere.call(
        `GET /v1/check?account=${encodeURIComponent(account.name)}&address=192.0.2.1`,
        {
          ...{ token, from: newCallerAddress() },
        },
      );
    const wrong = (index: number) =>
      role === 'relay'
        ? madeUp(index)
        : account.manager.replace(/_[^_]{16}_/, `_${index.toString(16).padStart(16, '0')}_`);
    for (let index = 0; index < 20; index++) expect((await ask(wrong(index))).status).toBe(401);
    const token = role === 'relay' ? await healthy.relayToken() : await account.token(role);
    // In a flood, an answer that is up to one second old is good enough.
    expect((await ask(token)).status).toBe(401);
    vi.setSystemTime(Date.now() + 1_000);
    expect((await ask(token)).status).toBe(200);
  },
);

it('failures from one IPv6 /64 add up, whatever address in it they come from', async () => {
  const worker = new TestWorker();
  const statuses: number[] = [];
  for (let host = 1; host <= 21; host++) {
    const from = `2001:db8:64:1::${host.toString(16)}`;
    statuses.push((await worker.call('GET /v1/session', { from })).status);
  }
  expect(statuses).toEqual([...Array(20).fill(401), 429]);
  expect((await worker.call('GET /v1/session', { from: '2001:db8:64:2::1' })).status).toBe(401);
});
