import { beforeAll, describe, expect, it } from 'vitest';
import type * as api from '../../../shared/api.ts';
import { WORKERS_ADDRESS } from '../../../shared/special-purpose.ts';
import { expectFieldProblem } from '../support/expect-problem.ts';
import { queueingKv, throwingAccounts, throwingKv } from '../support/faulty-bindings.ts';
import { TestAccount, TestWorker } from '../support/test-worker.ts';

const worker = new TestWorker();
let relay: string;

beforeAll(async () => {
  relay = await worker.relayToken();
});

async function ask(account: string, address: string, from?: string) {
  const body = { account, address };
  const call = { token: relay, body, ...(from !== undefined && { from }) };
  const answer = await worker.call<api.Decision>('POST /v1/check', call);
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.body;
}

describe('POST /v1/check', () => {
  it('answers with the entry that allows, and with the revision', async () => {
    const account = await TestAccount.create(worker);
    const body = { format: 'segment', values: ['198.51.100.0/24'], remark: 'office' };
    const { added } = (await account.call('POST', '/allowlist/entries', { body })).body;
    expect(await ask(account.name, '198.51.100.77')).toEqual({
      verdict: 'allow',
      reason: 'listed',
      mode: 'enforce',
      account: account.name,
      decidedBy: account.name,
      address: '198.51.100.77',
      entry: { id: added[0]?.id, value: '198.51.100.0/24', remark: 'office', list: null },
      revision: 2,
    });
    expect(await ask(account.name, '203.0.113.9')).toEqual({
      verdict: 'deny',
      reason: 'not-listed',
      mode: 'enforce',
      account: account.name,
      decidedBy: account.name,
      address: '203.0.113.9',
      entry: null,
      revision: 2,
    });
  });

  it.each([
    ['198.51.100.7', '198.51.100.7'],
    ['::ffff:198.51.100.7', '198.51.100.7'],
    ['::FFFF:C633:6407', '198.51.100.7'],
    ['2001:DB8:0:0::7', '2001:db8::7'],
  ])('reads %s as %s', async (address, canonical) => {
    const account = await TestAccount.create(worker);
    await account.add('198.51.100.7', '2001:db8::7');
    expect(await ask(account.name, address)).toMatchObject({
      verdict: 'allow',
      address: canonical,
    });
  });

  it('without an address asks for the caller’s own, where the token is the account’s', async () => {
    const account = await TestAccount.create(worker);
    await account.add('198.51.100.7');
    const token = await account.token('checker');
    const body = { account: account.name };
    const own = (from: string) =>
      worker.call<api.Decision>('POST /v1/check', { token, body, from });
    expect((await own('198.51.100.7')).body).toMatchObject({
      verdict: 'allow',
      address: '198.51.100.7',
    });
    expect((await own('198.51.100.8')).body).toMatchObject({ verdict: 'deny' });
    expectFieldProblem(await own(''), 'invalid-value', '/address');
  });

  it.each(['closed', 'open'] as const)(
    'without an address, while nothing can be read, gets what FAIL_MODE says: %s',
    async (failMode) => {
      const account = await TestAccount.create(worker);
      await account.add('198.51.100.7');
      const token = await account.token('checker');
      const unavailable = { REPLICA: throwingKv(), ACCOUNTS: throwingAccounts() };
      const at = new TestWorker({ ...unavailable, FAIL_MODE: failMode });
      const query = `account=${encodeURIComponent(account.name)}`;
      const call = { token, from: '198.51.100.7' };
      expect((await at.call<api.Decision>(`GET /v1/check?${query}`, call)).body).toMatchObject({
        verdict: failMode === 'open' ? 'allow' : 'deny',
        reason: 'unavailable',
        address: '198.51.100.7',
      });
    },
  );

  it('without an address is refused to a relay, whose own address is never the client’s', async () => {
    const account = await TestAccount.create(worker);
    await account.add('198.51.100.7');
    const call = { token: relay, from: '198.51.100.7' };
    const body = { account: account.name };
    const posted = await worker.call('POST /v1/check', { ...call, body });
    expectFieldProblem(posted, 'invalid-request', '/address');
    const query = `account=${encodeURIComponent(account.name)}`;
    const queried = await worker.call(`GET /v1/check?${query}`, call);
    expectFieldProblem(queried, 'invalid-request', '/query/address');
    const batch = await worker.call('POST /v1/check/batch', { ...call, body: { checks: [body] } });
    expectFieldProblem(batch, 'invalid-request', '/checks/0/address');
  });

  it('without an address is refused to a Cloudflare Worker, whose address every other one has', async () => {
    const account = await TestAccount.create(worker);
    await account.add(WORKERS_ADDRESS);
    const token = await account.token('checker');
    const body = { account: account.name };
    const call = { token, body, from: WORKERS_ADDRESS };
    const answer = await worker.call('POST /v1/check', call);
    expect(expectFieldProblem(answer, 'invalid-value', '/address').detail).toContain('Worker');
    const batch = { ...call, body: { checks: [body] } };
    const batched = await worker.call('POST /v1/check/batch', batch);
    expectFieldProblem(batched, 'invalid-value', '/checks/0/address');
  });

  it('never takes the caller’s address for the one that is asked about', async () => {
    const account = await TestAccount.create(worker);
    await account.add('198.51.100.7');
    expect(await ask(account.name, '198.51.100.8', '198.51.100.7')).toMatchObject({
      verdict: 'deny',
      address: '198.51.100.8',
    });
  });
});

describe('GET /v1/check', () => {
  it('answers as POST does', async () => {
    const account = await TestAccount.create(worker);
    await account.add('198.51.100.7');
    for (const address of ['198.51.100.7', '2001:db8::7']) {
      const query = new URLSearchParams({ account: account.name.toUpperCase(), address });
      const answer = await worker.call(`GET /v1/check?${query}`, { token: relay });
      expect(answer.status).toBe(200);
      expect(answer.body).toEqual(await ask(account.name, address));
    }
  });

  it.each([
    ['', 'invalid-request', '/query/account'],
    ['?account=&address=203.0.113.7', 'invalid-value', '/query/account'],
    ['?account=a&account=b', 'invalid-request', '/query/account'],
    ['?account=a&address=203.0.113.07', 'invalid-value', '/query/address'],
    ['?account=a&address=', 'invalid-value', '/query/address'],
    ['?account=a&ip=203.0.113.7', 'invalid-request', '/query/ip'],
  ] as const)('refuses %j', async (query, code, pointer) => {
    expectFieldProblem(await worker.call(`GET /v1/check${query}`, { token: relay }), code, pointer);
  });
});

describe('POST /v1/check/batch', () => {
  it('answers up to 100 checks in their order', async () => {
    const [one, two] = [await TestAccount.create(worker), await TestAccount.create(worker)];
    await one.add('198.51.100.7');
    const checks = Array.from({ length: 100 }, (_, n) => ({
      account: n % 3 ? one.name : two.name,
      address: n % 2 ? '198.51.100.7' : `198.51.100.${n + 100}`,
    }));
    const answer = await worker.call<{ decisions: api.Decision[] }>('POST /v1/check/batch', {
      token: relay,
      body: { checks },
    });
    expect(answer.status).toBe(200);
    const wanted = checks.map(({ account, address }) => ({
      account,
      address,
      reason: account === two.name ? 'off' : address === '198.51.100.7' ? 'listed' : 'not-listed',
    }));
    expect(answer.body.decisions).toMatchObject(wanted);
  });

  it('answers all of them, though the platform reads no more than six at once', async () => {
    const accounts = await Promise.all(
      Array.from({ length: 40 }, () => TestAccount.create(new TestWorker())),
    );
    for (const account of accounts) {
      await account.add('198.51.100.7');
      await account.publish();
    }
    // Only KV can answer here, so a read that is given up shows as a refusal.
    const queueing = new TestWorker({ REPLICA: queueingKv(6, 120), ACCOUNTS: throwingAccounts() });
    const checks = accounts.map(({ name }) => ({ account: name, address: '198.51.100.7' }));
    const call = { token: relay, body: { checks } };
    const request = 'POST /v1/check/batch';
    const { body } = await queueing.call<{ decisions: api.Decision[] }>(request, call);
    expect(body.decisions.map(({ reason }) => reason)).toEqual(checks.map(() => 'listed'));
  });
});

describe('R9: an entry that was deleted', () => {
  it('allows nothing any more where it was deleted', async () => {
    const account = await TestAccount.create(worker);
    const { added } = await account.add('198.51.100.7', '198.51.100.8');
    expect(await ask(account.name, '198.51.100.7')).toMatchObject({ verdict: 'allow' });
    await account.delete(added[0]?.id);
    expect(await ask(account.name, '198.51.100.7')).toMatchObject({
      verdict: 'deny',
      reason: 'not-listed',
      revision: 3,
    });
    expect(await ask(account.name, '198.51.100.8')).toMatchObject({ verdict: 'allow' });
  });
});
