/** A list that was exported or read can be imported elsewhere unchanged. */
import { evictDurableObject } from 'cloudflare:test';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type * as api from '../../../shared/api.ts';
import { expectFieldProblem } from '../support/expect-problem.ts';
import { runInside } from '../support/faulty-bindings.ts';
import { env, TestAccount, TestWorker } from '../support/test-worker.ts';

const NOW = Date.UTC(2030, 0, 31, 8);
const HOUR_MS = 3_600_000;
const worker = new TestWorker();

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: NOW });
});
afterEach(() => {
  vi.useRealTimers();
});

/**
 * Makes an account whose list observes, with entries of every format. One has expired, and one is
 * about to.
 */
async function listed(): Promise<TestAccount> {
  const account = await TestAccount.create(worker);
  for (const body of [
    { format: 'address', values: ['192.0.2.1'], expiresInSeconds: 3_600, remark: 'Was here' },
    { format: 'segment', values: ['2001:db8:1::/64'], remark: 'Office' },
    { format: 'range', values: ['198.51.100.6-198.51.100.8'], expiresInSeconds: 7_200 },
  ]) {
    const answer = await account.call('POST', '/allowlist/entries', { body });
    expect(answer.status).toBe(201);
  }
  const observed = await account.call('PATCH', '/allowlist', { body: { mode: 'observe' } });
  expect(observed.status).toBe(200);
  vi.setSystemTime(NOW + HOUR_MS);
  return account;
}

async function exported(account: TestAccount): Promise<api.AllowlistExport> {
  const answer = await account.call<api.AllowlistExport>('GET', '/export?format=json');
  expect(answer.status).toBe(200);
  return answer.body;
}

async function importInto(account: TestAccount, body: object): Promise<api.Change> {
  const answer = await account.call('POST', '/allowlist/import', { body });
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return answer.body;
}

/** The part of an export that an import takes. */
function listOf({ mode, entries, admits, segments }: api.AllowlistExport) {
  const terms = entries.map(({ format, value, remark, expiresAt, expired }) => {
    return { format, value, remark, expiresAt, expired };
  });
  return { mode, entries: terms, admits, segments };
}

it('an export as json is the same list in another account, expired entries included', async () => {
  const before = await exported(await listed());
  expect(before).toMatchObject({ mode: 'observe', count: 3, expired: 1 });
  const other = await TestAccount.create(worker);
  await importInto(other, before);
  expect(listOf(await exported(other))).toEqual(listOf(before));
});

it('what the allowlist’s own call gives is taken, too', async () => {
  const account = await listed();
  const other = await TestAccount.create(worker);
  await importInto(other, await account.list());
  expect(listOf(await exported(other))).toEqual(listOf(await exported(account)));
});

it('the entries of included lists are passed over: only the account’s own are taken', async () => {
  const before = await exported(await listed());
  const entry = { ...before.entries[1], id: 'o1', value: '2001:db8:2::/64' };
  const lists = [
    { list: 'office', revision: 3, entries: [entry] },
    { list: 'old', gone: true },
  ];
  const other = await TestAccount.create(worker);
  await importInto(other, { ...before, lists });
  expect(listOf(await exported(other))).toEqual(listOf(before));
});

it('an entry that expired since the export lets nobody in', async () => {
  const before = await exported(await listed());
  vi.setSystemTime(NOW + 3 * HOUR_MS);
  const other = await TestAccount.create(worker);
  const { added } = await importInto(other, { ...before, mode: 'enforce' });
  expect(added.map(({ value, expired }) => [value, expired])).toEqual([
    ['192.0.2.1', true],
    ['2001:db8:1::/64', false],
    ['198.51.100.6-198.51.100.8', true],
  ]);
  expect(await other.check('198.51.100.7')).toMatchObject({ verdict: 'deny', reason: 'expired' });
  expect(await other.check('2001:db8:1::7')).toMatchObject({ verdict: 'allow' });
});

it('a list is given back after it was disabled, and the preview takes the same', async () => {
  const account = await listed();
  const before = await exported(account);
  await account.call('DELETE', '/allowlist');
  const preview = await account.call<api.Preview>('POST', '/allowlist/preview', {
    body: { import: before },
  });
  expect(preview.body).toMatchObject({ mode: 'observe', count: 3, expired: 1 });
  await importInto(account, before);
  expect(listOf(await exported(account))).toEqual(listOf(before));
});

it('an empty list is taken back: nothing is added, and no list changes', async () => {
  const empty = await TestAccount.create(worker);
  const listing = await listed();
  for (const before of [await exported(empty), await empty.list()]) {
    expect(before).toMatchObject({ mode: 'off', count: 0 });
    for (const into of [empty, listing]) {
      const was = await exported(into);
      const preview = await into.call<api.Preview>('POST', '/allowlist/preview', {
        body: { import: before },
      });
      expect(preview.status).toBe(200);
      const { mode, revision, added } = await importInto(into, before);
      expect({ mode, revision, added }).toEqual({
        mode: was.mode,
        revision: was.revision,
        added: [],
      });
      expect(await exported(into)).toEqual(was);
    }
  }
});

it('a list with a row that can’t be read is refused for that value, which is named', async () => {
  const account = await TestAccount.create(worker);
  await account.add('192.0.2.1');
  const stub = env.ACCOUNTS.getByName(account.name);
  await runInside(stub, (_object, { storage: { sql } }) => {
    sql.exec("UPDATE entries SET value = 'nonsense'");
  });
  await evictDurableObject(stub);
  const before = await exported(account);
  expect(before.entries).toMatchObject([{ value: 'nonsense', unreadable: true }]);
  const other = await TestAccount.create(worker);
  const answer = await other.call('POST', '/allowlist/import', { body: before });
  expectFieldProblem(answer, 'invalid-value', '/entries/0/value');
});

it('neither its ids nor who added its entries are taken over', async () => {
  const account = await listed();
  const before = await exported(account);
  const other = await TestAccount.create(worker);
  await importInto(other, before);
  const after = await other.list();
  expect(after.revision).not.toBe(before.revision);
  const ids = before.entries.map(({ id }) => id);
  expect(after.entries.filter(({ id }) => ids.includes(id))).toEqual([]);
  expect(before.entries[0]?.createdBy.tokenId).not.toBe(after.entries[0]?.createdBy.tokenId);
});
