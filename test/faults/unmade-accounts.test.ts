/**
 * Makes an account under every fault. In the end the directory has the account if and only if it
 * lives.
 */
import { evictDurableObject, runDurableObjectAlarm } from 'cloudflare:test';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type * as api from '../../shared/api.ts';
import { failWrites } from '../worker/support/failing-writes.ts';
import { giveBindings, runInside, type Stub } from '../worker/support/faulty-bindings.ts';
import { env, TestAccount, TestWorker } from '../worker/support/test-worker.ts';
import { FAULT_NAMES } from './expected.ts';
import { bindingsWith, FAULTS_IN_PLACE, runSkewed, skewClocks } from './faults.ts';
import { heal, outlast } from './healing.ts';

const directory = env.DIRECTORY.getByName('directory');
const healthy = new TestWorker();
const MAX_ALARMS = 10;
let accounts = 0;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
  skewClocks();
});

afterEach(() => {
  vi.useRealTimers();
});

const newName = () => `unmade-${++accounts}@example.com`;
const stubOf = (account: string) => env.ACCOUNTS.getByName(account);
const create = (account: string, worker = healthy) =>
  worker.operator<api.Account>('POST /v1/accounts', { body: { account } });
const remove = (account: string, worker = healthy) =>
  worker.operator(`DELETE /v1/accounts/${encodeURIComponent(account)}`);

const isInDirectory = (account: string) =>
  directory.hasAccount(env.ACCOUNTS.idFromName(account).toString());

/** Starts the object anew, and rings every alarm that it has set. */
async function ringOut(stub: Stub): Promise<void> {
  await runInside(stub, () => undefined);
  await evictDurableObject(stub);
  for (let alarms = 0; alarms < MAX_ALARMS; alarms++) {
    vi.setSystemTime(Date.now() + 60_000);
    if (!(await runDurableObjectAlarm(stub))) return;
  }
}

/** Expects the totals to match the accounts in the directory, and none of the accounts to lag. */
async function expectTotals(): Promise<void> {
  const { rows, totals } = await runInside(directory, (_object, { storage: { sql } }) => ({
    rows: sql.exec('SELECT count(*) AS accounts FROM accounts').one(),
    totals: sql.exec('SELECT accounts, unpublished FROM totals').one(),
  }));
  expect(totals).toEqual({ ...rows, unpublished: 0 });
}

/**
 * Returns an account whose object failed after the directory had heard of it. With `before`, the
 * account had been made and deleted earlier.
 */
async function unmade(before?: 'deleted'): Promise<string> {
  const account = newName();
  if (before) {
    await create(account);
    await heal(stubOf(account));
    expect((await remove(account)).status).toBe(204);
    await heal(stubOf(account));
  }
  await failWrites(stubOf(account), before ? 'UPDATE outbox' : 'CREATE');
  await failWrites(stubOf(account), 'INSERT INTO account');
  expect((await create(account)).status).toBe(500);
  expect(await isInDirectory(account)).toBe(true);
  await runInside(stubOf(account), () => undefined);
  return account;
}

it.each(FAULT_NAMES)(
  '%s: an account that is made is in the directory if it lives',
  async (name) => {
    const fault = FAULTS_IN_PLACE[name];
    const { env: bindings, strike } = bindingsWith(fault, env.REPLICA);
    const worker = new TestWorker(bindings);
    const account = newName();
    const stub = stubOf(account);
    if (fault.objectKv) await giveBindings(stub, { REPLICA: fault.objectKv });
    await fault.strike?.(stub);
    if (fault.everywhere) await fault.strike?.(directory);
    strike();
    const { status } = await runSkewed(fault.skewMs ?? 0, () => create(account, worker));
    expect([201, 500, 503]).toContain(status);

    await outlast(stubOf(account), fault.lastsMs ?? 0);
    await heal(directory);
    await ringOut(stubOf(account));
    const isLive = (await stubOf(account).describe()).ok;
    if (status === 201) expect(isLive).toBe(true);
    expect(await isInDirectory(account)).toBe(isLive);
    await expectTotals();
    expect((await create(account)).status).toBe(isLive ? 409 : 201);
    await ringOut(stubOf(account));
    await expectTotals();
  },
);

it.each([undefined, 'deleted'] as const)(
  'an account that was not made (before: %s) is no account, and leaves the directory by itself',
  async (before) => {
    const account = await unmade(before);
    const { body } = await healthy.operator<api.AccountPage>('GET /v1/accounts?limit=100');
    expect(body.accounts.map((shown) => shown.account)).not.toContain(account);
    await ringOut(stubOf(account));
    expect(await isInDirectory(account)).toBe(false);
    await expectTotals();
    expect((await remove(account)).status).toBe(404);
  },
);

it.each([undefined, 'deleted'] as const)(
  'an account that was not made (before: %s) is deleted as one that was, and then it is unknown',
  async (before) => {
    const account = await unmade(before);
    await evictDurableObject(stubOf(account));
    expect((await remove(account)).status).toBe(204);
    expect(await isInDirectory(account)).toBe(false);
    await expectTotals();
    expect((await remove(account)).status).toBe(404);
  },
);

it.each([undefined, 'deleted'] as const)(
  'an account that was not made (before: %s) can be made, and then stays',
  async (before) => {
    const account = await unmade(before);
    await evictDurableObject(stubOf(account));
    expect((await create(account)).status).toBe(201);
    await ringOut(stubOf(account));
    expect(await isInDirectory(account)).toBe(true);
    await expectTotals();
  },
);

it('an account that can’t be deleted for its If-Match stays in the directory', async () => {
  const account = await TestAccount.create();
  const { status } = await account.worker.operator(`DELETE ${account.path()}`, {
    headers: { 'If-Match': '"77"' },
  });
  expect(status).toBe(412);
  expect(await isInDirectory(account.name)).toBe(true);
});
