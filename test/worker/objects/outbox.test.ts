import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  PUBLISH_DEADLINE_MS,
  VERIFIED_AFTER_MS,
} from '../../../worker/objects/machinery/outbox.ts';
import { openReplica } from '../../../worker/replicas/replica-format.ts';
import { failWrites } from '../support/failing-writes.ts';
import { publishThrough } from '../support/faulty-bindings.ts';
import { leaveAsFirst } from '../support/other-tables.ts';
import { env, TestAccount } from '../support/test-worker.ts';

/** Reads what KV holds of the account, past every cache. */
async function published(account: TestAccount) {
  const key = env.ACCOUNTS.idFromName(account.name).toString();
  const bytes = await env.REPLICA.get(key, 'arrayBuffer');
  return bytes === null ? undefined : openReplica(bytes);
}

const stubOf = (account: TestAccount) => env.ACCOUNTS.getByName(account.name);
const alarmOf = (account: TestAccount) =>
  runInDurableObject(stubOf(account), (_object, state) => state.storage.getAlarm());

/** Fires the alarm that is due. It is due a second or more from now. */
async function fireAlarm(account: TestAccount, afterMs = 1_000) {
  vi.setSystemTime(Date.now() + afterMs);
  expect(await runDurableObjectAlarm(stubOf(account))).toBe(true);
}

const isTold = (account: TestAccount) =>
  runInDurableObject(stubOf(account), (_object, { storage: { sql } }) => {
    const query = 'SELECT told.version = outbox.version AS is_told FROM told, outbox';
    return sql.exec<{ is_told: number }>(query).one().is_told === 1;
  });

/** Makes a change whose publishing may hang. The object answers before that is through. */
async function changeInBackground(account: TestAccount, value: string) {
  const addition = { format: 'address', values: [value], remark: '', expiresAt: null } as const;
  const by = { tokenId: 'test', name: 'test' };
  const context = { by, revisions: undefined, idempotency: undefined, caller: undefined };
  const result = await stubOf(account).change({ kind: 'add', addition }, context);
  if (!result.ok) throw new Error(result.error.detail);
  return result.value.value;
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
});

afterEach(() => {
  vi.useRealTimers();
});

describe('outbox', () => {
  it('R17: publishes a change with its revision, and is done', async () => {
    const account = await TestAccount.create();
    await fireAlarm(account);
    vi.setSystemTime(Date.now() + 1_000);
    const { revision } = await account.add('192.0.2.1');
    await vi.waitFor(async () => expect((await published(account))?.revision).toBe(revision));
    expect((await published(account))?.mode).toBe('enforce');
    // Only one duty is left: to look at what KV kept.
    await fireAlarm(account, 60_000);
    expect(await alarmOf(account)).toBeNull();
  });

  it('lets a second pass between two writes of a key, and the alarm writes the newest', async () => {
    const account = await TestAccount.create();
    const puts: number[] = [];
    await publishThrough(account.name, (put) => {
      puts.push(Date.now());
      return put();
    });
    await fireAlarm(account);
    await account.add('192.0.2.1');
    await account.add('192.0.2.2');
    const last = await account.add('192.0.2.3');
    await fireAlarm(account);
    expect(puts).toHaveLength(2);
    expect(Number(puts[1]) - Number(puts[0])).toBeGreaterThanOrEqual(1_000);
    expect((await published(account))?.revision).toBe(last.revision);
  });

  it('a failing KV loses nothing: the call succeeds, the alarm publishes the newest once KV is back', async () => {
    const account = await TestAccount.create();
    let failing = true;
    let attempts = 0;
    await publishThrough(account.name, (put) => {
      attempts++;
      return failing ? Promise.reject(new Error('429 Too Many Requests')) : put();
    });
    await fireAlarm(account);
    vi.setSystemTime(Date.now() + 60_000);
    await account.add('192.0.2.1');
    await fireAlarm(account, 60_000);
    const last = await account.add('192.0.2.2');
    await fireAlarm(account, 60_000);
    expect(attempts).toBeGreaterThanOrEqual(3);
    expect((await published(account))?.revision).toBeLessThan(last.revision);
    failing = false;
    await fireAlarm(account, 60_000);
    expect(await published(account)).toMatchObject({ revision: last.revision, mode: 'enforce' });
    expect((await account.list()).count).toBe(2);
  });

  it('never writes an older list over a newer one, however unevenly KV takes its time', async () => {
    const account = await TestAccount.create();
    await fireAlarm(account);
    let begun = 0;
    let released = 0;
    let inFlight = 0;
    let most = 0;
    await publishThrough(account.name, async (put) => {
      const turn = ++begun;
      most = Math.max(most, ++inFlight);
      await vi.waitUntil(() => released >= turn, { interval: 1 });
      await put();
      inFlight--;
    });
    vi.setSystemTime(Date.now() + 1_000);
    await changeInBackground(account, '192.0.2.1');
    vi.setSystemTime(Date.now() + 1_000);
    const { revision } = await changeInBackground(account, '192.0.2.2');
    expect(begun).toBe(1);
    released = 1;
    await vi.waitFor(async () => expect((await published(account))?.revision).toBe(revision - 1));
    vi.setSystemTime(Date.now() + 1_000);
    released = 2;
    expect(await runDurableObjectAlarm(stubOf(account))).toBe(true);
    expect((await published(account))?.revision).toBe(revision);
    expect([begun, most]).toEqual([2, 1]);
  });

  it('an object evicted before it could publish does so when it is back', async () => {
    const account = await TestAccount.create();
    await publishThrough(account.name, () => Promise.reject(new Error('gone')));
    vi.setSystemTime(Date.now() + 5_000);
    const { revision } = await account.add('192.0.2.1');
    expect((await published(account))?.revision).toBeLessThan(revision);
    await evictDurableObject(stubOf(account));
    await fireAlarm(account, 60_000);
    expect((await published(account))?.revision).toBe(revision);
    expect((await account.list()).entries.map((entry) => entry.value)).toEqual(['192.0.2.1']);
  });

  it('what KV took and lost is found missing after a minute, and put again', async () => {
    const account = await TestAccount.create();
    await fireAlarm(account);
    let losing = true;
    let puts = 0;
    await publishThrough(account.name, (put) => {
      puts++;
      return losing ? Promise.resolve() : put();
    });
    vi.setSystemTime(Date.now() + 1_000);
    const { revision } = await account.add('192.0.2.1');
    await vi.waitFor(() => expect(puts).toBe(1));
    expect((await published(account))?.revision).toBe(revision - 1);
    await fireAlarm(account, VERIFIED_AFTER_MS);
    expect(puts).toBe(2);
    losing = false;
    await fireAlarm(account, VERIFIED_AFTER_MS);
    expect((await published(account))?.revision).toBe(revision);
    await fireAlarm(account, VERIFIED_AFTER_MS);
    expect(puts).toBe(3);
  });

  it('an object evicted before it looked what KV kept looks when it is back', async () => {
    const account = await TestAccount.create();
    await fireAlarm(account);
    await publishThrough(account.name, () => Promise.resolve());
    vi.setSystemTime(Date.now() + 1_000);
    const { revision } = await account.add('192.0.2.1');
    await evictDurableObject(stubOf(account));
    expect((await published(account))?.revision).toBe(revision - 1);
    await fireAlarm(account, VERIFIED_AFTER_MS);
    expect((await published(account))?.revision).toBe(revision);
  });

  it('a put that KV never answers is given up, and the next one made', async () => {
    const account = await TestAccount.create();
    await fireAlarm(account);
    let hanging = true;
    let puts = 0;
    await publishThrough(account.name, (put) => {
      puts++;
      return hanging ? new Promise(() => undefined) : put();
    });
    // The fake clock has only the timers that the object sets from here on. They must go off within
    // the object.
    vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'], now: Date.now() + 1_000 });
    const { revision } = await changeInBackground(account, '192.0.2.1');
    expect(puts).toBe(1);
    hanging = false;
    await runInDurableObject(stubOf(account), () => {
      vi.advanceTimersByTime(PUBLISH_DEADLINE_MS);
    });
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
    await fireAlarm(account);
    expect(puts).toBe(2);
    expect((await published(account))?.revision).toBe(revision);
  });

  it.each([
    ['UPDATE outbox SET published_version', 0],
    ['UPDATE outbox SET late_logged_at', 2 * VERIFIED_AFTER_MS],
  ])(
    'a publication that can’t be noted (%s) is made again: the directory is told meanwhile',
    async (query, afterMs) => {
      const account = await TestAccount.create();
      await fireAlarm(account);
      const mend = await failWrites(stubOf(account), query);
      let failing = afterMs > 0;
      await publishThrough(account.name, (put) =>
        failing ? Promise.reject(new Error('429 Too Many Requests')) : put(),
      );
      const log = vi.spyOn(console, 'error');
      const lines = () => log.mock.calls.map(([line]) => JSON.parse(String(line)).event);
      vi.setSystemTime(Date.now() + 5_000);
      const { revision } = await changeInBackground(account, '192.0.2.1');
      if (afterMs > 0) await fireAlarm(account, afterMs);
      await vi.waitFor(() => expect(lines()).toContain('publication-not-noted'));
      await vi.waitFor(async () => expect(await isTold(account)).toBe(true));
      expect(lines()).not.toContain('duty-failed');

      failing = false;
      mend();
      await fireAlarm(account, 60_000);
      expect((await published(account))?.revision).toBe(revision);
      // Only one duty is left: to look at what KV kept.
      await fireAlarm(account, VERIFIED_AFTER_MS);
      expect(await alarmOf(account)).toBeNull();
      vi.restoreAllMocks();
    },
  );

  it('a word to the directory that can’t be noted is told again', async () => {
    const account = await TestAccount.create();
    await fireAlarm(account);
    const mend = await failWrites(stubOf(account), 'UPDATE told');
    const log = vi.spyOn(console, 'error');
    const lines = () => log.mock.calls.map(([line]) => JSON.parse(String(line)).event);
    vi.setSystemTime(Date.now() + 5_000);
    await changeInBackground(account, '192.0.2.1');
    await vi.waitFor(() => expect(lines()).toContain('directory-not-told'));
    await fireAlarm(account, 60_000);
    expect(lines()).not.toContain('duty-failed');
    mend();
    await fireAlarm(account, 60_000);
    expect(await isTold(account)).toBe(true);
    vi.restoreAllMocks();
  });

  it('a table from before KV was asked what it kept is brought up to date', async () => {
    const account = await TestAccount.create();
    await fireAlarm(account);
    await leaveAsFirst(stubOf(account), { outbox: 'verified_version' });
    vi.setSystemTime(Date.now() + 1_000);
    const { revision } = await account.add('192.0.2.1');
    await vi.waitFor(async () => expect((await published(account))?.revision).toBe(revision));
    await fireAlarm(account, VERIFIED_AFTER_MS);
  });

  it('what an earlier version put in a layout of its own is put again once a check has asked', async () => {
    const account = await TestAccount.create();
    await account.add('192.0.2.1');
    await fireAlarm(account);
    const key = env.ACCOUNTS.idFromName(account.name).toString();
    const bytes = await env.REPLICA.get(key, 'arrayBuffer');
    const earlier = new Uint8Array(bytes ?? []);
    earlier[3] = 0x33;
    await env.REPLICA.put(key, earlier.buffer);
    await runInDurableObject(stubOf(account), (_object, state) => state.storage.deleteAlarm());
    await leaveAsFirst(stubOf(account), { outbox: 'published_layout' });
    expect(await published(account)).toBeUndefined();

    expect(await account.check('192.0.2.1')).toMatchObject({ verdict: 'allow', reason: 'listed' });
    await fireAlarm(account);
    expect(await published(account)).toMatchObject({ mode: 'enforce', account: account.name });
  });

  it('a deleted account is published as deleted', async () => {
    const account = await TestAccount.create();
    await account.add('192.0.2.1');
    vi.setSystemTime(Date.now() + 1_000);
    expect((await account.worker.operator(`DELETE ${account.path()}`)).status).toBe(204);
    await fireAlarm(account);
    expect(await published(account)).toMatchObject({ deleted: true, tokens: [], mode: 'off' });
  });
});
