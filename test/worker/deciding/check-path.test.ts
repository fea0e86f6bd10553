/** The answers of a check when its sources are stale, slow or gone. */
import { evictDurableObject, listDurableObjectIds } from 'cloudflare:test';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type * as api from '../../../shared/api.ts';
import { relayTokensKey } from '../../../worker/replicas/relay-tokens.ts';
import { COPY_MS } from '../../../worker/replicas/replica.ts';
import {
  accountsWith,
  frozenKv,
  hangingAccounts,
  hangingKv,
  kvWith,
  missingKv,
  throwingAccounts,
  throwingKv,
} from '../support/faulty-bindings.ts';
import { env, TestAccount, TestWorker } from '../support/test-worker.ts';

afterEach(() => {
  vi.useRealTimers();
});

const LISTED = '192.0.2.1';
const OTHER = '198.51.100.9';

/**
 * Makes an account whose list is published, and a relay that has asked once at each of the workers.
 */
async function enforcing(settings: object = {}) {
  const account = await TestAccount.create(new TestWorker(), settings);
  await account.add(LISTED);
  const relay = await account.worker.relayToken();
  await account.publish();
  const ask = async (worker: TestWorker, address: string) => {
    const body = { account: account.name, address };
    const answer = await worker.call<api.Decision>('POST /v1/check', { token: relay, body });
    expect(answer.status).toBe(200);
    return answer.body;
  };
  return { account, relay, ask };
}

describe('a stale replica', () => {
  it('R7: KV serves an old list, an address just added is allowed by the next check anywhere', async () => {
    const { account, ask } = await enforcing();
    const elsewhere = new TestWorker({ REPLICA: frozenKv() });
    expect(await ask(elsewhere, OTHER)).toMatchObject({ verdict: 'deny', reason: 'not-listed' });
    const { revision } = await account.add(OTHER);
    const expected = { verdict: 'allow', reason: 'listed', revision };
    expect(await ask(elsewhere, OTHER)).toMatchObject(expected);
  });

  it('R7: KV has cached that there is no list, an address just added is allowed', async () => {
    const { ask } = await enforcing();
    const elsewhere = new TestWorker({ REPLICA: missingKv() });
    expect(await ask(elsewhere, LISTED)).toMatchObject({ verdict: 'allow', reason: 'listed' });
    expect(await ask(elsewhere, OTHER)).toMatchObject({ verdict: 'deny', reason: 'not-listed' });
  });

  it('R9, R17: a removal is seen at once where it was made, elsewhere once the copies have run out', async () => {
    const { account, ask } = await enforcing();
    const { added } = await account.add(OTHER);
    const elsewhere = new TestWorker();
    expect((await ask(elsewhere, OTHER)).verdict).toBe('allow');
    const { revision } = await account.delete(added[0]?.id);
    expect(await ask(account.worker, OTHER)).toMatchObject({ verdict: 'deny', revision });
    await account.publish();
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + COPY_MS });
    expect(await ask(elsewhere, OTHER)).toMatchObject({ verdict: 'deny', revision });
  });

  it('R17: strict: a removal is seen at once everywhere, even where KV and memory are old', async () => {
    const { account, ask } = await enforcing({ consistency: 'strict' });
    const { added } = await account.add(OTHER);
    const elsewhere = new TestWorker({ REPLICA: frozenKv() });
    expect((await ask(elsewhere, OTHER)).verdict).toBe('allow');
    const { revision } = await account.delete(added[0]?.id);
    expect(await ask(elsewhere, OTHER)).toMatchObject({ verdict: 'deny', revision });
  });

  it('R10: the list goes off, and a stale copy that still refuses is corrected', async () => {
    const { account, ask } = await enforcing();
    const elsewhere = new TestWorker({ REPLICA: frozenKv() });
    expect((await ask(elsewhere, OTHER)).verdict).toBe('deny');
    const list = await account.list();
    await account.delete(list.entries[0]?.id);
    expect(await ask(elsewhere, OTHER)).toMatchObject({ verdict: 'allow', reason: 'off' });
  });

  it('never goes back: a KV older than what the isolate has seen is passed over', async () => {
    const { account, ask } = await enforcing();
    const { added } = await account.add(OTHER);
    const elsewhere = new TestWorker({ REPLICA: frozenKv() });
    expect((await ask(elsewhere, OTHER)).verdict).toBe('allow');
    const { revision } = await account.delete(added[0]?.id);
    expect((await ask(elsewhere, '198.51.100.77')).revision).toBe(revision);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + COPY_MS });
    expect(await ask(elsewhere, OTHER)).toMatchObject({ verdict: 'deny', revision });
  });

  it('R9, R17: a clock that is set back keeps no copy for longer', async () => {
    const { account, ask } = await enforcing();
    const { added } = await account.add(OTHER);
    const elsewhere = new TestWorker();
    expect((await ask(elsewhere, OTHER)).verdict).toBe('allow');
    const { revision } = await account.delete(added[0]?.id);
    await account.publish();
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() - 3_600_000 });
    expect(await ask(elsewhere, OTHER)).toMatchObject({ verdict: 'deny', revision });
  });

  it('R13: an entry that expires matches nothing from then on, without anything being published', async () => {
    const { account, ask } = await enforcing();
    const body = { format: 'address', values: [OTHER], expiresInSeconds: 3_600 };
    await account.call('POST', '/allowlist/entries', { body });
    expect((await ask(account.worker, OTHER)).reason).toBe('listed');
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 3_600_000 });
    expect(await ask(account.worker, OTHER)).toMatchObject({ verdict: 'deny', reason: 'expired' });
    expect(await ask(account.worker, LISTED)).toMatchObject({ verdict: 'allow' });
    expect((await account.list()).mode).toBe('enforce');
  });

  it('what is no replica reads as none: the object answers', async () => {
    const { ask } = await enforcing();
    for (const bytes of [
      new ArrayBuffer(0),
      new ArrayBuffer(24),
      new TextEncoder().encode('{"mode":"off"}').buffer,
    ]) {
      const garbage = kvWith((get, key) =>
        key === relayTokensKey(env) ? get() : Promise.resolve(bytes),
      );
      const worker = new TestWorker({ REPLICA: garbage });
      expect(await ask(worker, LISTED)).toMatchObject({ verdict: 'allow', reason: 'listed' });
      expect(await ask(worker, OTHER)).toMatchObject({ verdict: 'deny', reason: 'not-listed' });
    }
  });

  it('an evicted object answers from its tables', async () => {
    const { account, ask } = await enforcing();
    await evictDurableObject(env.ACCOUNTS.getByName(account.name));
    const elsewhere = new TestWorker({ REPLICA: missingKv() });
    expect(await ask(elsewhere, LISTED)).toMatchObject({ verdict: 'allow', reason: 'listed' });
    expect((await account.list()).count).toBe(1);
  });
});

describe('faults', () => {
  it.each([
    ['throws', throwingKv],
    ['never answers', hangingKv],
  ])('KV %s: the object answers', async (_fault, kv) => {
    const { ask } = await enforcing();
    const worker = new TestWorker({ REPLICA: kv() });
    expect(await ask(worker, LISTED)).toMatchObject({ verdict: 'allow', reason: 'listed' });
    expect(await ask(worker, OTHER)).toMatchObject({ verdict: 'deny', reason: 'not-listed' });
  });

  it.each([
    ['throws', throwingAccounts],
    ['never answers', hangingAccounts],
  ])('the object %s: the replica decides, a refusal included', async (_fault, accounts) => {
    const { ask } = await enforcing();
    const worker = new TestWorker({ ACCOUNTS: accounts() });
    expect(await ask(worker, LISTED)).toMatchObject({ verdict: 'allow', reason: 'listed' });
    expect(await ask(worker, OTHER)).toMatchObject({ verdict: 'deny', reason: 'not-listed' });
  });

  it.each([
    ['closed', 'deny'],
    ['open', 'allow'],
  ])('KV and the object down: FAIL_MODE %s answers %s, as unavailable', async (mode, verdict) => {
    const { account, relay } = await enforcing();
    const worker = new TestWorker({
      FAIL_MODE: mode,
      ACCOUNTS: throwingAccounts(),
      REPLICA: kvWith((get, key) =>
        key === relayTokensKey(env) ? get() : Promise.reject(new Error('down')),
      ),
    });
    for (const address of [LISTED, OTHER]) {
      const body = { account: account.name, address };
      const answer = await worker.call<api.Decision>('POST /v1/check', { token: relay, body });
      expect(answer).toMatchObject({
        status: 200,
        body: { verdict, reason: 'unavailable', mode: null, revision: null, entry: null },
      });
    }
  });

  it.each([
    ['closed', 'deny', -1],
    ['open', 'allow', 0],
  ])(
    'not even the token can be verified: FAIL_MODE %s, and no account’s data',
    async (mode, verdict, status) => {
      const { account, relay } = await enforcing();
      const directory = {
        getByName: () => ({ readRelayTokens: () => Promise.reject(new Error('down')) }),
      };
      const worker = new TestWorker({
        FAIL_MODE: mode,
        REPLICA: throwingKv(),
        ACCOUNTS: throwingAccounts(),
        DIRECTORY: directory as never,
      });
      const body = { account: account.name, address: LISTED };
      const answer = await worker.call<api.Decision>('POST /v1/check', { token: relay, body });
      expect(answer.body).toMatchObject({ verdict, reason: 'unavailable', entry: null });
      const login = { login: account.name, remote: LISTED };
      const policy = await worker.call('POST /v1/dovecot?command=allow', {
        token: relay,
        body: login,
      });
      expect(policy).toMatchObject({ status: 200, body: { status } });
      const managers = await worker.call<api.Decision>('POST /v1/check', {
        token: account.manager,
        body,
      });
      expect(managers.body).toMatchObject({ verdict, reason: 'unavailable' });
    },
  );

  it('strict: with the object down, no copy decides; FAIL_MODE does', async () => {
    const { ask } = await enforcing({ consistency: 'strict' });
    const worker = new TestWorker({ ACCOUNTS: throwingAccounts() });
    expect(await ask(worker, LISTED)).toMatchObject({ verdict: 'deny', reason: 'unavailable' });
  });

  it('a wrong variable answers nothing but what is wrong with it', async () => {
    const { account, relay } = await enforcing();
    const worker = new TestWorker({ FAIL_MODE: 'opne' });
    const health = await worker.call<api.ProblemDocument>('GET /healthz');
    expect(health).toMatchObject({ status: 500, body: { code: 'internal' } });
    expect(health.body.detail).toContain('FAIL_MODE');
    const login = { login: account.name, remote: LISTED };
    const policy = await worker.call('POST /v1/dovecot?command=allow', {
      token: relay,
      body: login,
    });
    expect(policy).toMatchObject({ status: 200, body: { status: -1 } });
  });
});

describe('accounts that are not there', () => {
  it('R2: unknown logins make no storage', async () => {
    const worker = new TestWorker();
    const relay = await worker.relayToken();
    const before = (await listDurableObjectIds(env.ACCOUNTS)).length;
    for (let index = 0; index < 50; index++) {
      const body = { account: `nobody-${index}@example.com`, address: LISTED };
      const answer = await worker.call<api.Decision>('POST /v1/check', { token: relay, body });
      expect(answer.body).toMatchObject({
        verdict: 'deny',
        reason: 'unknown-account',
        revision: null,
      });
    }
    expect((await listDurableObjectIds(env.ACCOUNTS)).length).toBe(before);
  });

  it('R2: an account provisioned a moment after it was asked about is known to the next check', async () => {
    const relay = await new TestWorker().relayToken();
    const worker = new TestWorker({ REPLICA: frozenKv() });
    const name = 'late@example.com';
    const ask = () =>
      worker.call<api.Decision>('POST /v1/check', {
        token: relay,
        body: { account: name, address: LISTED },
      });
    expect((await ask()).body.reason).toBe('unknown-account');
    expect(
      (await new TestWorker().operator('POST /v1/accounts', { body: { account: name } })).status,
    ).toBe(201);
    expect((await ask()).body.reason).toBe('off');
  });

  it('a deleted account is unknown everywhere, and its old list does not come back when it is made again', async () => {
    const { account, ask } = await enforcing();
    const elsewhere = new TestWorker({ REPLICA: frozenKv() });
    expect((await ask(elsewhere, LISTED)).verdict).toBe('allow');
    expect((await account.worker.operator(`DELETE ${account.path()}`)).status).toBe(204);
    expect((await ask(account.worker, LISTED)).reason).toBe('unknown-account');
    await account.publish();
    expect((await ask(new TestWorker(), LISTED)).reason).toBe('unknown-account');
    const recreated = { body: { account: account.name } };
    expect((await account.worker.operator('POST /v1/accounts', recreated)).status).toBe(201);
    expect((await ask(account.worker, LISTED)).reason).toBe('off');
    await account.publish();
    expect((await ask(new TestWorker(), LISTED)).reason).toBe('off');
  });

  it('suspending refuses every address, listed ones too, and ending it lets them in again', async () => {
    const { account, ask } = await enforcing();
    const suspend = (suspended: boolean) =>
      account.worker.operator(`PATCH ${account.path()}`, { body: { suspended } });
    expect((await suspend(true)).status).toBe(200);
    expect(await ask(account.worker, LISTED)).toMatchObject({
      verdict: 'deny',
      reason: 'suspended',
    });
    const elsewhere = new TestWorker({ REPLICA: frozenKv() });
    await account.publish();
    expect((await ask(new TestWorker(), LISTED)).reason).toBe('suspended');
    expect((await suspend(false)).status).toBe(200);
    expect((await ask(elsewhere, LISTED)).reason).toBe('listed');
  });
});

describe('a flood of refusals', () => {
  it('asks the object at most a few times a second, and answers every one', async () => {
    const { account, relay } = await enforcing();
    let fetches = 0;
    const counting = accountsWith((fetch) => {
      fetches++;
      return fetch();
    });
    const worker = new TestWorker({ ACCOUNTS: counting });
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
    const flood = await Promise.all(
      Array.from({ length: 200 }, (_, index) =>
        worker.call<api.Decision>('POST /v1/check', {
          token: relay,
          body: { account: account.name, address: `198.51.100.${index}` },
        }),
      ),
    );
    expect(flood.every(({ status, body }) => status === 200 && body.reason === 'not-listed')).toBe(
      true,
    );
    expect(fetches).toBeLessThanOrEqual(6);
    await account.add('198.51.100.7');
    vi.setSystemTime(Date.now() + 1_000);
    const later = await worker.call<api.Decision>('POST /v1/check', {
      token: relay,
      body: { account: account.name, address: '198.51.100.7' },
    });
    expect(later.body).toMatchObject({ verdict: 'allow', reason: 'listed' });
  });
});
