/**
 * KV does not take an account's newest list. Elsewhere an older one decides, and the operator sees
 * that.
 */
import { evictDurableObject, runDurableObjectAlarm } from 'cloudflare:test';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as api from '../../../shared/api.ts';
import { publishThrough } from '../support/faulty-bindings.ts';
import { env, TestAccount } from '../support/test-worker.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const stubOf = (account: TestAccount) => env.ACCOUNTS.getByName(account.name);
const now = () => new Date(Date.now()).toISOString();

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

async function read(account: TestAccount): Promise<api.Account> {
  const { body } = await account.worker.operator<api.Account>(`GET ${account.path()}`);
  expect(api.Account.parse(body)).toEqual(body);
  return body;
}

async function ring(account: TestAccount, afterMs: number): Promise<void> {
  vi.setSystemTime(Date.now() + afterMs);
  expect(await runDurableObjectAlarm(stubOf(account))).toBe(true);
}

/**
 * Makes an account that is published. From then on, KV refuses its object until `kv.fails` is
 * false.
 */
async function refused() {
  const account = await TestAccount.create();
  await ring(account, 1_000);
  const kv = { fails: true };
  await publishThrough(account.name, (put) =>
    kv.fails ? Promise.reject(new Error('429 Too Many Requests')) : put(),
  );
  vi.setSystemTime(Date.now() + 5_000);
  return { account, kv };
}

const patch = (account: TestAccount, body: object) =>
  account.worker.operator<api.Account>(`PATCH ${account.path()}`, { body });

describe('an account', () => {
  it('that was just made has published nothing, and then its newest revision', async () => {
    const account = await TestAccount.create();
    expect(await read(account)).toMatchObject({ revision: 1, unpublishedSince: now() });
    await ring(account, 1_000);
    expect(await read(account)).toMatchObject({ publishedRevision: 1, unpublishedSince: null });
  });

  it('says which revision was published and since when it lags', async () => {
    const { account, kv } = await refused();
    const since = now();
    const { status } = await patch(account, { suspended: true });
    expect(status).toBe(200);
    expect(await read(account)).toMatchObject({
      ...{ revision: 2, publishedRevision: 1, unpublishedSince: since, suspended: true },
    });
    await ring(account, MINUTE_MS);
    await account.add('192.0.2.1');
    expect(await read(account)).toMatchObject({ publishedRevision: 1, unpublishedSince: since });
    kv.fails = false;
    await ring(account, MINUTE_MS);
    expect(await read(account)).toMatchObject({
      ...{ revision: 3, publishedRevision: 3, unpublishedSince: null },
    });
  });

  it('lags for a revoked token too, which changes no revision', async () => {
    const { account } = await refused();
    const { body } = await account.call<{ tokens: api.Token[] }>('GET', '/tokens');
    const since = now();
    const revoked = await account.worker.operator(
      `DELETE ${account.path(`/tokens/${body.tokens[0]?.id}`)}`,
    );
    expect(revoked.status).toBe(204);
    const { revision, publishedRevision, unpublishedSince } = await read(account);
    expect([publishedRevision, unpublishedSince]).toEqual([revision, since]);
  });

  it('that changes while a put is under way lags since that change', async () => {
    const account = await TestAccount.create();
    await ring(account, 1_000);
    let released = false;
    let begun = 0;
    await publishThrough(account.name, async (put) => {
      begun++;
      await vi.waitUntil(() => released, { interval: 1, timeout: 5_000 });
      await put();
    });
    vi.setSystemTime(Date.now() + 5_000);
    const by = { tokenId: 'test', name: 'test' };
    const context = { by, revisions: undefined };
    expect((await stubOf(account).changeSettings({ suspended: true }, context)).ok).toBe(true);
    await vi.waitUntil(() => begun === 1, { interval: 1 });
    vi.setSystemTime(Date.now() + 3_000);
    const since = now();
    expect((await stubOf(account).changeSettings({ limit: 20 }, context)).ok).toBe(true);
    released = true;
    await vi.waitFor(async () =>
      expect(await read(account)).toMatchObject({
        ...{ revision: 3, publishedRevision: 2, unpublishedSince: since },
      }),
    );
  });
});

describe('the log', () => {
  function linesOf(account: TestAccount) {
    const log = vi.spyOn(console, 'error');
    return () =>
      log.mock.calls
        .map(([line]) => JSON.parse(String(line)))
        .filter(({ event, account: name }) => event === 'publish-late' && name === account.name);
  }

  it('says once an hour that an account lags more than a minute, until it does not', async () => {
    const { account, kv } = await refused();
    const late = linesOf(account);
    const since = now();
    await patch(account, { suspended: true });
    await ring(account, 30_000);
    expect(late()).toEqual([]);
    await ring(account, 31_000);
    expect(late()).toMatchObject([{ account: account.name, since }]);
    for (let minutes = 0; minutes < 5; minutes++) await ring(account, MINUTE_MS);
    expect(late()).toHaveLength(1);
    await ring(account, HOUR_MS);
    expect(late()).toHaveLength(2);
    kv.fails = false;
    await ring(account, MINUTE_MS);
    await ring(account, HOUR_MS);
    expect(late()).toHaveLength(2);
  });

  it('says it no oftener where the object ends in between', async () => {
    const { account } = await refused();
    const late = linesOf(account);
    await patch(account, { suspended: true });
    await ring(account, 2 * MINUTE_MS);
    for (let ends = 0; ends < 3; ends++) {
      await evictDurableObject(stubOf(account));
      await publishThrough(account.name, () => Promise.reject(new Error('429')));
      await ring(account, MINUTE_MS);
    }
    expect(late()).toHaveLength(1);
  });
});
