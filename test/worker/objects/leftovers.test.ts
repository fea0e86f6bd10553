/**
 * The data of a deleted account: kept for 30 days without a reader, then deleted. Only the marker
 * stays.
 */
import { evictDurableObject, runDurableObjectAlarm } from 'cloudflare:test';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type * as api from '../../../shared/api.ts';
import { expectProblem } from '../support/expect-problem.ts';
import { runInside, type Stub } from '../support/faulty-bindings.ts';
import { passTime } from '../support/pass-time.ts';
import { env, TestAccount, TestWorker } from '../support/test-worker.ts';

const DAY = 86_400_000;
const worker = new TestWorker();

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2030, 0, 31, 8) });
});
afterEach(() => {
  vi.useRealTimers();
});

const countRows = (stub: Stub, table: string) =>
  runInside(
    stub,
    (_object, { storage }) =>
      storage.sql.exec<{ count: number }>(`SELECT count(*) AS count FROM ${table}`).one().count,
  );
const rowsOf = (stub: Stub) =>
  Promise.all(
    ['history', 'history_entries', 'leftovers', 'account'].map((t) => countRows(stub, t)),
  );

/** Makes an account whose four events have touched five entries, and deletes it. */
async function withHistory() {
  const account = await TestAccount.create(worker);
  const { added } = await account.add('198.51.100.1', '198.51.100.2', '198.51.100.3');
  await account.delete(added[0]?.id);
  await account.add('198.51.100.4');
  return { account, stub: env.ACCOUNTS.getByName(account.name), added };
}

async function deleteAccount(account: TestAccount) {
  expect((await worker.operator(`DELETE ${account.path()}`)).status).toBe(204);
}

async function makeAgain({ name, path }: { name: string; path: string }) {
  const made = await worker.operator<api.Account>('POST /v1/accounts', { body: { account: name } });
  expect(made.status).toBe(201);
  const history = await worker.operator<api.HistoryPage>(`GET ${path}/history`);
  return { made: made.body, actions: history.body.events.map(({ action }) => action) };
}

describe('a deleted account', () => {
  it('R16: leaves its history for 30 days, which is freed then; the marker stays', async () => {
    const { account, stub } = await withHistory();
    expect(await rowsOf(stub)).toEqual([5, 5, 0, 1]);
    await deleteAccount(account);
    await passTime(stub, 30 * DAY - 1);
    expect(await rowsOf(stub)).toEqual([5, 5, 1, 1]);
    await evictDurableObject(stub);
    await passTime(stub, 1);
    expect(await rowsOf(stub)).toEqual([0, 0, 0, 1]);
    const alarm = await runInside(stub, (_object, { storage }) => storage.getAlarm());
    expect(alarm).toBeNull();
    const { made } = await makeAgain({ name: account.name, path: account.path() });
    expect(made.revision).toBe(6);
  });

  it('R2, R16: made again, has a history of its own, from which nothing of the old list comes back', async () => {
    const { account, stub, added } = await withHistory();
    const old = await account.list();
    await deleteAccount(account);
    const again = await makeAgain({ name: account.name, path: account.path() });
    expect(again.actions).toEqual(['account-created']);
    expect(again.made.revision).toBe(old.revision + 2);
    const restore = (body: object) =>
      worker.operator(`POST ${account.path('/allowlist/restore')}`, { body });
    expectProblem(await restore({ entries: [added[0]?.id] }), 'entry-unknown');
    for (const revision of [2, old.revision, old.revision + 1])
      expectProblem(await restore({ revision }), 'allowlist-empty');
    const body = { format: 'address', values: ['192.0.2.1'] };
    const path = account.path('/allowlist/entries');
    const change = await worker.operator<api.Change>(`POST ${path}`, { body });
    expect(change.status).toBe(201);
    await worker.operator(`DELETE ${account.path('/allowlist')}`);
    const { revision } = change.body;
    const back = await restore({ revision });
    expect(back.body).toMatchObject({ count: 1, mode: 'enforce' });
    for (const earlier of [2, old.revision])
      expectProblem(await restore({ revision: earlier }), 'allowlist-empty');

    await passTime(stub, 31 * DAY);
    const events = await worker.operator<api.HistoryPage>(`GET ${account.path('/history')}`);
    expect(events.body.events.map(({ action }) => action)).toEqual([
      'allowlist-restored',
      'allowlist-disabled',
      'entries-added',
      'account-created',
    ]);
    expect(await rowsOf(stub)).toEqual([4, 3, 0, 1]);
  });

  it('R16: deleted again and again, is freed of each history in its time', async () => {
    const { account, stub } = await withHistory();
    await deleteAccount(account);
    await passTime(stub, 10 * DAY);
    await makeAgain({ name: account.name, path: account.path() });
    await deleteAccount(account);
    expect(await rowsOf(stub)).toEqual([6, 5, 2, 1]);
    await passTime(stub, 20 * DAY + 10_000);
    expect(await rowsOf(stub)).toEqual([1, 0, 1, 1]);
    await passTime(stub, 10 * DAY + 10_000);
    expect(await rowsOf(stub)).toEqual([0, 0, 0, 1]);
  });

  it('R16: whose history is long is freed of it a part at a time', {
    timeout: 120_000,
  }, async () => {
    const { account, stub } = await withHistory();
    await runInside(stub, (_object, { storage }) => {
      const query = `INSERT INTO history_entries (sequence, entry_id)
        WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 25000)
        SELECT 1, 'e' || i FROM n`;
      storage.sql.exec(query);
    });
    await deleteAccount(account);
    await passTime(stub, 30 * DAY);
    expect(await rowsOf(stub)).toEqual([5, 15_005, 1, 1]);
    await passTime(stub, 999);
    expect(await countRows(stub, 'history_entries')).toBe(15_005);
    await passTime(stub, 1);
    expect(await rowsOf(stub)).toEqual([5, 5_005, 1, 1]);
    await evictDurableObject(stub);
    await passTime(stub, 1_000);
    expect(await rowsOf(stub)).toEqual([0, 0, 0, 1]);
    expect(await runDurableObjectAlarm(stub)).toBe(false);
  });
});
