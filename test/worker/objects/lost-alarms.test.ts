/**
 * The platform drops an alarm that failed six times. The next event that wakes the object publishes
 * what is owed.
 */
import { evictDurableObject, runDurableObjectAlarm } from 'cloudflare:test';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type * as api from '../../../shared/api.ts';
import { directoryOf } from '../../../worker/platform/objects.ts';
import { relayTokensKey } from '../../../worker/replicas/relay-tokens.ts';
import { openReplica } from '../../../worker/replicas/replica-format.ts';
import { LISTED, MailServer } from '../protocols/mail-server.ts';
import { giveBindings, kvPutting, runInside, type Stub } from '../support/faulty-bindings.ts';
import { env, TestAccount, TestWorker } from '../support/test-worker.ts';

const stubOf = (account: TestAccount) => env.ACCOUNTS.getByName(account.name);
const pass = (milliseconds: number) => vi.setSystemTime(Date.now() + milliseconds);

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
});
afterEach(() => {
  vi.useRealTimers();
});

async function publishedRevision(account: TestAccount): Promise<number | undefined> {
  const bytes = await env.REPLICA.get(stubOf(account).id.toString(), 'arrayBuffer');
  return bytes === null ? undefined : openReplica(bytes)?.revision;
}

/** Refuses every put of the object to KV until the object is evicted. */
function refusePuts(stub: Stub): Promise<void> {
  return giveBindings(stub, { REPLICA: kvPutting(() => Promise.reject(new Error('429'))) });
}

/** Makes reads and writes of these tables fail until the object is evicted. */
function damageTables(stub: Stub, tables: RegExp): Promise<void> {
  return runInside(stub, (_object, { storage: { sql } }) => {
    const exec = sql.exec.bind(sql);
    const failing = (query: string, ...values: SqlStorageValue[]) => {
      if (tables.test(query)) throw new Error('disk I/O error: SQLITE_IOERR');
      return exec(query, ...values);
    };
    Object.assign(sql, { exec: failing });
  });
}

const alarmOf = (stub: Stub) => runInside(stub, (_object, { storage }) => storage.getAlarm());

/** Deletes the alarm, as the platform does after six failures. */
const dropAlarm = (stub: Stub) => runInside(stub, (_object, { storage }) => storage.deleteAlarm());

describe('a duty that fails', () => {
  it('keeps no other from being done, and the alarm rings on', async () => {
    const mail = await MailServer.create();
    const { account } = mail;
    const stub = stubOf(account);
    await account.publish();
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 5_000 });
    await mail.ask({ body: mail.login(LISTED) });
    await refusePuts(stub);
    await account.add('192.0.2.1');
    await damageTables(stub, /activity|alerts|expiry_warnings|deliveries|usage_report/);
    await giveBindings(stub, {});
    pass(60_000);
    expect(await runDurableObjectAlarm(stub)).toBe(true);
    expect(await publishedRevision(account)).toBe((await account.list()).revision);
    const alarm = await alarmOf(stub);
    expect(alarm).toBeGreaterThan(Date.now());
    expect(alarm).toBeLessThanOrEqual(Date.now() + 60_000);
  });

  it('fails no change: it is answered and published', async () => {
    const account = await TestAccount.create();
    await account.publish();
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 5_000 });
    await damageTables(stubOf(account), /expiry_warnings/);
    const { revision } = await account.add('192.0.2.1');
    await vi.waitFor(async () => expect(await publishedRevision(account)).toBe(revision));
  });
});

describe('an alarm that was dropped while a removal was owed', () => {
  /** Suspends an account without KV knowing it, so that an isolate elsewhere still allows. */
  async function suspendUnpublished() {
    const mail = await MailServer.create();
    const { account } = mail;
    const stub = stubOf(account);
    await account.publish();
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 5_000 });
    await refusePuts(stub);
    await damageTables(stub, /activity/);
    const body = { suspended: true };
    const { status } = await account.worker.operator(`PATCH ${account.path()}`, { body });
    expect(status).toBe(200);
    pass(60_000);
    await runDurableObjectAlarm(stub).catch(() => undefined);
    await dropAlarm(stub);
    const { revision } = await account.list();
    expect(await publishedRevision(account)).toBeLessThan(revision);
    return { mail, account, stub, revision };
  }

  it('is set again by the report of an isolate that wrongly allowed, after the object had ended', async () => {
    const { mail, account, stub, revision } = await suspendUnpublished();
    await evictDurableObject(stub);
    pass(3_600_000);
    const elsewhere = new TestWorker();
    expect(await mail.ask({ body: mail.login(LISTED), at: elsewhere })).toMatchObject({
      status: 0,
    });
    await vi.waitFor(async () => expect(await alarmOf(stub)).not.toBeNull());
    pass(1_000);
    await runDurableObjectAlarm(stub);
    expect(await publishedRevision(account)).toBe(revision);
    expect(await mail.ask({ body: mail.login(LISTED), at: new TestWorker() })).toMatchObject({
      status: -1,
    });
  });

  it('is not needed for that report to publish, where the object lives', async () => {
    const { mail, account, stub, revision } = await suspendUnpublished();
    await giveBindings(stub, {});
    pass(3_600_000);
    expect(await mail.ask({ body: mail.login(LISTED), at: new TestWorker() })).toMatchObject({
      status: 0,
    });
    await vi.waitFor(async () => expect(await publishedRevision(account)).toBe(revision));
  });

  it('is set again for an account that was deleted', async () => {
    const { mail, account, stub } = await suspendUnpublished();
    const { status } = await account.worker.operator(`DELETE ${account.path()}`);
    expect(status).toBe(204);
    await dropAlarm(stub);
    await evictDurableObject(stub);
    pass(3_600_000);
    await mail.ask({ body: mail.login(LISTED), at: new TestWorker() });
    await vi.waitFor(async () => expect(await alarmOf(stub)).not.toBeNull());
    pass(1_000);
    await runDurableObjectAlarm(stub);
    const bytes = await env.REPLICA.get(stub.id.toString(), 'arrayBuffer');
    expect(bytes && openReplica(bytes)).toMatchObject({ deleted: true });
  });
});

it('an object that has nothing to do sets no alarm when it begins anew', async () => {
  const account = await TestAccount.create();
  const stub = stubOf(account);
  await account.publish();
  await account.publish();
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
  for (let minutes = 0; minutes < 3; minutes++) {
    pass(60_000);
    await runDurableObjectAlarm(stub);
  }
  expect(await alarmOf(stub)).toBeNull();
  await evictDurableObject(stub);
  await account.list();
  expect(await alarmOf(stub)).toBeNull();
});

describe('the directory, whose alarm was dropped while a revocation was owed', () => {
  async function revokeUnpublished() {
    const worker = new TestWorker();
    const body = { name: 'mx' };
    const { body: issued } = await worker.operator<api.IssuedToken>('POST /v1/relay-tokens', {
      body,
    });
    const stub = directoryOf(env);
    pass(60_000);
    await runDurableObjectAlarm(stub);
    await refusePuts(stub);
    pass(5_000);
    const revoked = await worker.operator(`DELETE /v1/relay-tokens/${issued.id}`);
    expect(revoked.status).toBe(204);
    pass(60_000);
    await runDurableObjectAlarm(stub);
    await dropAlarm(stub);
    expect(await env.REPLICA.get(relayTokensKey(env), 'text')).toContain(issued.id);
    return { stub, issued };
  }

  it('sets it again when the token’s use wakes it', async () => {
    const { stub, issued } = await revokeUnpublished();
    await evictDurableObject(stub);
    pass(3_600_000);
    await stub.recordTokenUse(issued.id, Date.now());
    await vi.waitFor(async () => expect(await alarmOf(stub)).not.toBeNull());
    pass(1_000);
    await runDurableObjectAlarm(stub);
    const text = await env.REPLICA.get(relayTokensKey(env), 'text');
    expect(text).not.toContain(issued.id);
  });

  it('publishes with that use, where it lives', async () => {
    const { stub, issued } = await revokeUnpublished();
    await giveBindings(stub, {});
    pass(3_600_000);
    await stub.recordTokenUse(issued.id, Date.now());
    await vi.waitFor(async () => {
      const text = await env.REPLICA.get(relayTokensKey(env), 'text');
      expect(text).not.toContain(issued.id);
    });
  });
});
