/** Expired entries that leave a list by themselves, through the alarm of its object. */
import { evictDurableObject } from 'cloudflare:test';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type * as api from '../../../shared/api.ts';
import { openReplica } from '../../../worker/replicas/replica-format.ts';
import { runInside } from '../support/faulty-bindings.ts';
import { leaveAsFirst } from '../support/other-tables.ts';
import { passTime } from '../support/pass-time.ts';
import { env, TestAccount, TestWorker } from '../support/test-worker.ts';

const NOW = Date.UTC(2030, 0, 31, 8);
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const worker = new TestWorker();

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: NOW });
});
afterEach(() => {
  vi.useRealTimers();
});

const stubOf = (account: TestAccount) => env.ACCOUNTS.getByName(account.name);
const valuesOf = (entries: readonly api.Entry[]) => entries.map(({ value }) => value);
const iso = (ms: number) => new Date(ms).toISOString();

/** Imports values that expire so many milliseconds after the first moment. */
async function importFor(account: TestAccount, ends: Readonly<Record<string, number>>) {
  const entries = Object.entries(ends).map(([value, ms]) => ({
    format: 'address',
    value,
    expiresAt: iso(NOW + ms),
  }));
  const answer = await account.call('POST', '/allowlist/import', { body: { entries } });
  expect(answer.status).toBe(201);
  return answer.body.added;
}

async function historyOf(account: TestAccount): Promise<api.HistoryEvent[]> {
  return (await account.call<api.HistoryPage>('GET', '/history')).body.events;
}

/** Makes a list with two entries that have expired by the next day, and one that stays. */
async function withTwo() {
  const account = await TestAccount.create(worker);
  const added = await importFor(account, { '198.51.100.1': HOUR, '198.51.100.2': 2 * HOUR });
  await account.add('192.0.2.1');
  return { account, stub: stubOf(account), added };
}

describe('an expired entry', () => {
  it('R13: leaves 30 days after by itself, which the history says and the copies are told', async () => {
    const { account, stub, added } = await withTwo();
    await passTime(stub, HOUR + 30 * DAY - 1);
    expect(await account.list()).toMatchObject({ count: 3, expired: 2, revision: 3 });
    await passTime(stub, 1);
    const list = await account.list();
    expect(list).toMatchObject({ count: 2, expired: 1, revision: 4, mode: 'enforce' });
    expect((await historyOf(account))[0]).toEqual({
      revision: 4,
      at: iso(NOW + HOUR + 30 * DAY),
      action: 'expired-entries-removed',
      by: { tokenId: 'expiry', name: 'expiry' },
      before: {},
      after: {},
      added: [],
      updated: [],
      removed: [{ ...added[0], expired: true }],
    });
    await passTime(stub, HOUR);
    expect(await account.list()).toMatchObject({ count: 1, expired: 0, revision: 5 });
    const bytes = await env.REPLICA.get(stub.id.toString(), 'arrayBuffer');
    expect(bytes && openReplica(bytes)).toMatchObject({ revision: 5, mode: 'enforce' });
    expect(bytes).toEqual(await stub.readReplica(-1));
    expect(await account.check('198.51.100.1', new TestWorker())).toMatchObject({
      reason: 'not-listed',
    });
  });

  it('R13, R16: can be put back for 30 days, stays 30 more, and can be extended meanwhile', async () => {
    const { account, stub, added } = await withTwo();
    const [first] = added;
    await passTime(stub, 31 * DAY);
    expect((await account.list()).count).toBe(1);
    const body = { entries: [first?.id] };
    const restored = await account.call('POST', '/allowlist/restore', { body });
    expect(restored.body).toMatchObject({ count: 2, expired: 1 });
    await evictDurableObject(stub);
    await passTime(stub, 30 * DAY - 1);
    expect(valuesOf((await account.list()).entries)).toContain('198.51.100.1');
    await passTime(stub, 1);
    expect(valuesOf((await account.list()).entries)).toEqual(['192.0.2.1']);
    await account.call('POST', '/allowlist/restore', { body });
    const extended = await account.call('PATCH', `/allowlist/entries/${first?.id}`, {
      body: { expiresAt: null },
    });
    expect(extended.body).toMatchObject({ count: 2, expired: 0 });
    await passTime(stub, 60 * DAY);
    expect((await account.list()).count).toBe(2);
  });

  it.each(['enforce', 'observe'])('R13: never leaves as the last of a list on %s', async (mode) => {
    const account = await TestAccount.create(worker);
    await importFor(account, { '198.51.100.1': 2 * HOUR, '198.51.100.2': HOUR });
    await account.call('PATCH', '/allowlist', { body: { mode } });
    const stub = stubOf(account);
    await passTime(stub, 100 * DAY);
    const list = await account.list();
    expect(list).toMatchObject({ mode, count: 1, expired: 1 });
    expect(valuesOf(list.entries)).toEqual(['198.51.100.1']);
    const answer = await account.add('192.0.2.1');
    expect(valuesOf(answer.removed)).toEqual(['198.51.100.1']);
    expect(answer).toMatchObject({ count: 1, expired: 0, mode });
    expect((await account.list()).revision).toBe(answer.revision);
  });

  it('R13: that is one too many lets the first one leave, in the moment it expires', async () => {
    const account = await TestAccount.create(worker, { limit: 2 });
    await importFor(account, { '198.51.100.1': 2 * HOUR, '198.51.100.2': HOUR });
    vi.setSystemTime(NOW + 2 * HOUR);
    await importFor(account, { '198.51.100.3': 5 * HOUR });
    const stub = stubOf(account);
    await passTime(stub, 3 * HOUR - 1);
    expect(await account.list()).toMatchObject({ count: 3, expired: 2 });
    await passTime(stub, 1);
    const list = await account.list();
    expect(list).toMatchObject({ count: 2, expired: 2, mode: 'enforce' });
    expect(valuesOf(list.entries)).toEqual(['198.51.100.1', '198.51.100.3']);
  });

  it('R13: leaves though the object ended in between', async () => {
    const { account, stub } = await withTwo();
    await evictDurableObject(stub);
    await passTime(stub, 10 * DAY);
    await evictDurableObject(stub);
    await passTime(stub, 21 * DAY);
    expect(await account.list()).toMatchObject({ count: 1, expired: 0, revision: 5 });
  });

  it('R13: leaves with the next alarm where the one that was due was lost', async () => {
    const { account, stub } = await withTwo();
    vi.setSystemTime(NOW + 31 * DAY);
    await runInside(stub, (object) => (object as { alarm(): Promise<void> }).alarm());
    expect(await account.list()).toMatchObject({ count: 1, expired: 0, revision: 4 });
  });

  it('R13: of an account that an earlier version kept leaves too', async () => {
    const { account, stub } = await withTwo();
    await passTime(stub, HOUR);
    await leaveAsFirst(stub);
    await runInside(stub, (_object, { storage }) => storage.deleteAlarm());
    vi.setSystemTime(NOW + 31 * DAY);
    await evictDurableObject(stub);
    expect((await account.list()).count).toBe(3);
    await passTime(stub, 2_000);
    expect(await account.list()).toMatchObject({ count: 1, expired: 0 });
  });

  it('is not watched any more once it has left', async () => {
    const { account, stub } = await withTwo();
    await passTime(stub, 31 * DAY);
    const watched = await runInside(stub, (_object, { storage }) =>
      storage.sql.exec('SELECT * FROM expiry_warnings').toArray(),
    );
    expect(watched).toEqual([]);
    expect((await account.list()).count).toBe(1);
  });
});

describe('thousands that are due at once', () => {
  it('R13: leave a thousand an alarm, so that none takes long', { timeout: 120_000 }, async () => {
    const account = await TestAccount.create(worker, { limit: 2_501 });
    const stub = stubOf(account);
    const value = (index: number) => `10.0.${index >> 8}.${index & 255}`;
    const ends = Array.from({ length: 2_500 }, (_, index) => [value(index), HOUR] as const);
    await importFor(account, Object.fromEntries(ends));
    await account.add('192.0.2.1');
    await passTime(stub, HOUR + 30 * DAY);
    expect((await account.list()).count).toBe(1_501);
    await passTime(stub, 1_000);
    expect((await account.list()).count).toBe(501);
    await passTime(stub, 1_000);
    expect(valuesOf((await account.list()).entries)).toEqual(['192.0.2.1']);
    const sizes = (await historyOf(account)).map(({ removed }) => removed.length);
    expect(sizes.slice(0, 3)).toEqual([500, 1_000, 1_000]);
  });
});
