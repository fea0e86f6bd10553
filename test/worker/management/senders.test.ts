import { evictDurableObject } from 'cloudflare:test';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type * as api from '../../../shared/api.ts';
import { expectFieldProblem, expectProblem } from '../support/expect-problem.ts';
import { throwingAccounts } from '../support/faulty-bindings.ts';
import { env, TestAccount, TestWorker } from '../support/test-worker.ts';

const LISTED = '198.51.100.7';
const OTHER = '192.0.2.44';

/** Makes an account whose list has one entry, and a relay that asks about it. */
async function listed(worker = new TestWorker()) {
  const account = await TestAccount.create(worker);
  const { added } = await account.add(LISTED);
  const relay = await worker.relayToken();
  const check = (address: string, at = worker) =>
    at.call<api.Decision>('POST /v1/check', {
      token: relay,
      body: { account: account.name, address },
    });
  return { account, relay, entryId: added[0]?.id, check };
}

async function sendersOf(account: TestAccount): Promise<api.SenderList> {
  const { status, body } = await account.call<api.SenderList>('GET', '/senders');
  expect(status).toBe(200);
  return body;
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2030, 0, 31, 8) });
});

afterEach(() => {
  vi.useRealTimers();
});

const pass = (milliseconds: number) => vi.setSystemTime(Date.now() + milliseconds);

describe('GET …/senders', () => {
  it('has each address once, with its counts, the entry that let it in and who asked', async () => {
    const { account, entryId, check } = await listed();
    await check(OTHER);
    pass(60_000);
    await check(LISTED);
    pass(60_000);
    await check(LISTED);
    const { senders, entries, days } = await sendersOf(account);
    expect(senders).toMatchObject([
      {
        address: LISTED,
        firstSeenAt: '2030-01-31T08:01:00.000Z',
        lastSeenAt: '2030-01-31T08:02:00.000Z',
        allowed: 2,
        refused: 0,
        observed: 0,
        verdict: 'allow',
        entry: { id: entryId, value: LISTED },
        server: { name: 'mx' },
        passwordWasRight: false,
      },
      { address: OTHER, allowed: 0, refused: 1, verdict: 'deny', entry: null },
    ]);
    expect(entries).toEqual([{ id: entryId, uses: 2, lastUsedAt: '2030-01-31T08:02:00.000Z' }]);
    expect(days).toEqual([{ day: '2030-01-31', allowed: 2, refused: 1, observed: 0 }]);
  });

  it('has what a checker of the account asked, and not what its manager or viewer wondered', async () => {
    const { account, entryId } = await listed();
    const ask = (address: string, token: string) =>
      account.worker.call<api.Decision>('POST /v1/check', {
        token,
        body: { account: account.name, address },
      });
    for (const token of [account.manager, await account.token('viewer')]) {
      expect((await ask(LISTED, token)).body).toMatchObject({ verdict: 'allow' });
      expect((await ask(OTHER, token)).body).toMatchObject({ verdict: 'deny' });
    }
    const described = await account.call<api.Account>('GET', '');
    expect(described.body).toMatchObject({ lastCheckAt: null });
    expect(await sendersOf(account)).toEqual({ senders: [], entries: [], days: [] });

    await ask(LISTED, await account.token('checker'));
    const { senders, entries, days } = await sendersOf(account);
    expect(senders).toMatchObject([
      { address: LISTED, allowed: 1, server: { name: 'checker of the test' } },
    ]);
    expect(entries).toMatchObject([{ id: entryId, uses: 1 }]);
    expect(days).toEqual([{ day: '2030-01-31', allowed: 1, refused: 0, observed: 0 }]);
  });

  it('is empty for an account that was never asked about', async () => {
    const account = await TestAccount.create();
    expect(await sendersOf(account)).toEqual({ senders: [], entries: [], days: [] });
  });

  it('R14: counts what an observing list would have refused as observed', async () => {
    const { account, check } = await listed();
    await account.call('PATCH', '/allowlist', { body: { mode: 'observe' } });
    await check(OTHER);
    expect((await sendersOf(account)).senders).toMatchObject([
      { address: OTHER, allowed: 0, refused: 0, observed: 1, verdict: 'allow' },
    ]);
  });

  it('knows from Dovecot that the password had been right, and never the password', async () => {
    const { account, relay } = await listed();
    const body = { login: account.name, remote: OTHER, pwhash: 'a7', password: 'hunter2' };
    await account.worker.call('POST /v1/dovecot?command=allow', { token: relay, body });
    const list = await sendersOf(account);
    expect(list.senders).toMatchObject([{ address: OTHER, refused: 1, passwordWasRight: true }]);
    expect(JSON.stringify(list)).not.toMatch(/hunter2|pwhash/);
  });

  it('reports a new address at once, and a known one every ten seconds', async () => {
    const { account, check } = await listed();
    await check(LISTED);
    await check(OTHER);
    await check(LISTED);
    const allowed = async () =>
      (await sendersOf(account)).senders.find(({ address }) => address === LISTED)?.allowed;
    expect(await allowed()).toBe(1);
    pass(10_000);
    await check(OTHER);
    expect(await allowed()).toBe(2);
  });

  it('outlives the object, to within ten seconds', async () => {
    const { account, check } = await listed();
    await check(OTHER);
    pass(10_000);
    await check(OTHER);
    await evictDurableObject(env.ACCOUNTS.getByName(account.name));
    expect((await sendersOf(account)).senders).toMatchObject([{ address: OTHER, refused: 2 }]);
  });

  it('forgets an address after 30 days, and an entry’s use with the entry', async () => {
    const { account, entryId, check } = await listed();
    await check(LISTED);
    await account.delete(entryId);
    pass(10_000);
    await check(OTHER);
    expect((await sendersOf(account)).entries).toEqual([]);
    pass(30 * 24 * 3_600_000 + 1);
    expect(await sendersOf(account)).toEqual({ senders: [], entries: [], days: [] });
  });

  it('starts afresh with an account that is deleted and made again', async () => {
    const worker = new TestWorker();
    const { account, check } = await listed(worker);
    await check(OTHER);
    await worker.operator(`DELETE ${account.path()}`);
    await worker.operator('POST /v1/accounts', { body: { account: account.name } });
    const answer = await worker.operator<api.SenderList>(`GET ${account.path('/senders')}`);
    expect(answer.body).toEqual({ senders: [], entries: [], days: [] });
  });

  it('an object that can’t be told changes no answer', async () => {
    const { account, relay } = await listed();
    await account.publish();
    const worker = new TestWorker({ ACCOUNTS: throwingAccounts() });
    const body = { account: account.name, address: LISTED };
    const answer = await worker.call<api.Decision>('POST /v1/check', { token: relay, body });
    expect(answer.body).toMatchObject({ verdict: 'allow', reason: 'listed' });
  });

  it('an account that nobody provisioned is not made by being asked about', async () => {
    const worker = new TestWorker();
    const relay = await worker.relayToken();
    const body = { account: 'nobody@example.com', address: OTHER };
    await worker.call('POST /v1/check', { token: relay, body });
    const answer = await worker.operator('GET /v1/accounts/nobody@example.com/senders');
    expectProblem(answer, 'account-unknown');
  });
});

describe('R15: POST …/allowlist/preview', () => {
  async function seen() {
    const scene = await listed();
    await scene.check(LISTED);
    await scene.check(OTHER);
    return scene;
  }
  const preview = (account: TestAccount, body: object, from?: string) =>
    account.call<api.Preview>('POST', '/allowlist/preview', { body, ...(from && { from }) });
  const addressesOf = (senders: readonly api.Sender[]) => senders.map(({ address }) => address);

  it('of an add names who would be let in, and changes nothing', async () => {
    const { account } = await seen();
    const before = await account.list();
    const body = { add: { format: 'segment', values: ['192.0.2.0/24'] } };
    const answer = await preview(account, body, OTHER);
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      mode: 'enforce',
      revision: before.revision,
      count: 2,
      limit: 10,
      senders: 2,
      cutOff: [],
      observed: [],
      caller: { address: OTHER, before: 'deny', after: 'allow' },
    });
    expect(answer.body.letIn).toMatchObject([
      { address: OTHER, refused: 1, server: { name: 'mx' } },
    ]);
    expect(await account.list()).toEqual(before);
  });

  it('of a first add names who would be cut off', async () => {
    const account = await TestAccount.create();
    const relay = await account.worker.relayToken();
    for (const address of [LISTED, OTHER]) {
      const body = { account: account.name, address };
      await account.worker.call('POST /v1/check', { token: relay, body });
    }
    const { body } = await preview(account, { add: { format: 'address', values: [LISTED] } });
    expect(addressesOf(body.cutOff)).toEqual([OTHER]);
    expect(body.warnings.map(({ code }) => code)).toContain('allowlist-on');
    const add = { format: 'address', values: [LISTED], mode: 'observe' };
    const entries = [{ format: 'address', value: LISTED }];
    for (const change of [{ add }, { import: { entries, mode: 'observe' } }]) {
      const { body: first } = await preview(account, change);
      expect(first).toMatchObject({ mode: 'observe', senders: 2, cutOff: [] });
      expect(first.observed).toMatchObject([{ address: OTHER, server: { name: 'mx' } }]);
    }
    expect((await account.list()).mode).toBe('off');
  });

  it('of a deletion, of disabling, of a mode, of a replacement, of an import, of a restore', async () => {
    const { account, entryId } = await seen();
    await account.add('203.0.113.9');
    const letIn = async (body: object) => addressesOf((await preview(account, body)).body.letIn);
    const cutOff = async (body: object) => addressesOf((await preview(account, body)).body.cutOff);
    const entry = { format: 'address', value: OTHER };
    const add = { format: 'address', values: [OTHER] };
    expect(await cutOff({ delete: entryId })).toEqual([LISTED]);
    expect(await letIn({ disable: true })).toEqual([OTHER]);
    expect(await letIn({ mode: 'observe' })).toEqual([OTHER]);
    expect(await cutOff({ replace: { remove: [entryId], add } })).toEqual([LISTED]);
    expect(await letIn({ replace: { remove: [entryId], add } })).toEqual([OTHER]);
    expect(await letIn({ import: { entries: [entry] } })).toEqual([OTHER]);
    expect(await cutOff({ restore: { revision: 2 } })).toEqual([]);
    expect((await account.list()).count).toBe(2);
  });

  it('is refused as the change itself would be, with pointers into this body', async () => {
    const { account, entryId } = await seen();
    const add = (value: string) => ({ format: 'address', values: [value] });
    expectFieldProblem(
      await preview(account, { add: add('1.2.3') }),
      'invalid-value',
      '/add/values/0',
    );
    expectFieldProblem(
      await preview(account, { import: { entries: [{ format: 'address', value: LISTED }] } }),
      'duplicate-entry',
      '/import/entries/0/value',
    );
    expectFieldProblem(
      await preview(account, { replace: { remove: [entryId], add: add('1.2.3') } }),
      'invalid-value',
      '/replace/add/values/0',
    );
    expectProblem(await preview(account, { delete: 'gone' }), 'entry-unknown');
    for (const body of [{}, { disable: false }, { mode: 'off' }, { delete: 'e1', disable: true }]) {
      expectProblem(await preview(account, body), 'invalid-request');
    }
  });
});
