import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type * as api from '../../../shared/api.ts';
import { expectProblem } from '../support/expect-problem.ts';
import { TestAccount, TestWorker } from '../support/test-worker.ts';

const NOW = Date.UTC(2030, 0, 31, 8);
const HOUR = 3_600_000;
const ENTRIES = '/allowlist/entries';
const worker = new TestWorker();

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: NOW });
});
afterEach(() => {
  vi.useRealTimers();
});

/** Adds values that expire so many hours from now, one minute apart. */
async function addFor(hours: number, account: TestAccount, ...values: string[]) {
  const entries = values.map((value, index) => ({
    format: 'address',
    value,
    expiresAt: new Date(Date.now() + hours * HOUR + index * 60_000).toISOString(),
  }));
  const answer = await account.call('POST', '/allowlist/import', { body: { entries } });
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return answer.body;
}

const pass = (ms: number) => vi.setSystemTime(Date.now() + ms);
const addresses = (count: number, from = 1) =>
  Array.from({ length: count }, (_, index) => `198.51.100.${from + index}`);
const codesOf = ({ warnings }: Pick<api.Change, 'warnings'>) => warnings.map(({ code }) => code);
const valuesOf = (entries: readonly api.Entry[]) => entries.map(({ value }) => value);

async function historyOf(account: TestAccount): Promise<api.HistoryEvent[]> {
  return (await account.call<api.HistoryPage>('GET', '/history')).body.events;
}

/** Makes a list of nine expired entries and one live one, with room for ten. */
async function nineOfTen() {
  const account = await TestAccount.create(worker);
  const { added } = await addFor(1, account, ...addresses(9));
  const { added: live } = await account.add('192.0.2.1');
  pass(2 * HOUR);
  return { account, expired: added, live: live[0] };
}

describe('R5: expired entries', () => {
  it('do not count against the limit, and are counted beside all in every answer', async () => {
    const { account } = await nineOfTen();
    expect(await account.list()).toMatchObject({ count: 10, expired: 9, limit: 10 });
    const more = await account.add(...addresses(9, 100));
    expect(more).toMatchObject({ count: 19, expired: 9, limit: 10 });
    const body = { format: 'address', values: ['192.0.2.9'] };
    const refused = expectProblem(await account.call('POST', ENTRIES, { body }), 'limit-reached');
    expect(refused).toMatchObject({ limit: 10, room: 0 });
    const described = await account.call<api.Account>('GET', '');
    expect(described.body).toMatchObject({ count: 19, expired: 9, limit: 10 });
    const page = await worker.operator<{ accounts: api.Account[] }>('GET /v1/accounts?limit=100');
    const listed = page.body.accounts.find(({ account: name }) => name === account.name);
    expect(listed).toMatchObject({ count: 19, expired: 9 });
    const note = { body: { note: 'full' } };
    const changed = await worker.operator<api.Account>(`PATCH ${account.path()}`, note);
    expect(changed.body).toMatchObject({ count: 19, expired: 9 });
    const exported = await account.call<api.AllowlistExport>('GET', '/export?format=json');
    expect(exported.body).toMatchObject({ count: 19, expired: 9 });
  });

  it('count when they are extended', async () => {
    const { account, expired } = await nineOfTen();
    await account.add(...addresses(8, 100));
    const extend = (id: string | undefined) => {
      const body = { expiresAt: '2030-03-01T00:00:00Z' };
      return account.call('PATCH', `${ENTRIES}/${id}`, { body });
    };
    expect((await extend(expired[0]?.id)).body).toMatchObject({ count: 18, expired: 8 });
    const refused = expectProblem(await extend(expired[1]?.id), 'limit-reached');
    expect(refused).toMatchObject({ limit: 10, room: 0 });
    const remark = { body: { remark: 'still expired' } };
    const renamed = await account.call('PATCH', `${ENTRIES}/${expired[1]?.id}`, remark);
    expect(renamed.body.updated).toMatchObject([{ remark: 'still expired', expired: true }]);
  });

  it('come back without room where they have expired meanwhile, and not where they live', async () => {
    const { account, expired, live } = await nineOfTen();
    await account.delete(live?.id);
    await account.delete(expired[0]?.id);
    await account.add(...addresses(10, 100));
    const restore = (id: string | undefined) =>
      account.call('POST', '/allowlist/restore', { body: { entries: [id] } });
    expectProblem(await restore(live?.id), 'limit-reached');
    expect((await restore(expired[0]?.id)).body).toMatchObject({ count: 19, expired: 9 });
  });
});

describe('R13: a list holds as many expired entries as its limit', () => {
  it('with a lower limit the ones that expired first leave, and the history says by themselves', async () => {
    const { account, expired } = await nineOfTen();
    const answer = await worker.operator<api.Account>(`PATCH ${account.path()}`, {
      body: { limit: 4 },
    });
    expect(answer.body).toMatchObject({ revision: 4, count: 5, expired: 4, limit: 4 });
    expect(answer.headers.get('etag')).toBe('"4"');
    const { revision, entries } = await account.list();
    expect(revision).toBe(4);
    expect(valuesOf(entries)).toEqual([...addresses(4, 6), '192.0.2.1']);
    const [left, changed] = await historyOf(account);
    expect(left).toMatchObject({
      revision: 4,
      action: 'expired-entries-removed',
      by: { tokenId: 'expiry', name: 'expiry' },
      before: {},
      after: {},
    });
    expect(left?.removed.map(({ id }) => id)).toEqual(expired.slice(0, 5).map(({ id }) => id));
    expect(changed).toMatchObject({ revision: 4, action: 'account-changed', removed: [] });
  });

  it('putting one back lets the one leave that expired first, and both are told', async () => {
    const { account, expired } = await nineOfTen();
    await account.delete(expired[8]?.id);
    await worker.operator(`PATCH ${account.path()}`, { body: { limit: 8 } });
    const { body } = await account.call('POST', '/allowlist/restore', {
      body: { entries: [expired[8]?.id] },
    });
    expect(valuesOf(body.added)).toEqual(['198.51.100.9']);
    expect(valuesOf(body.removed)).toEqual(['198.51.100.1']);
    expect(body).toMatchObject({ count: 9, expired: 8 });
    const events = await historyOf(account);
    expect(events.slice(0, 2)).toMatchObject([
      { action: 'expired-entries-removed', revision: body.revision },
      { action: 'allowlist-restored', revision: body.revision, removed: [] },
    ]);
    // One undo takes back both.
    const undone = await account.call('POST', '/allowlist/restore', {
      body: { revision: body.revision - 1 },
    });
    expect(valuesOf(undone.body.added)).toEqual(['198.51.100.1']);
    expect(valuesOf(undone.body.removed)).toEqual(['198.51.100.9']);
  });
});

describe('R6: nobody-allowed', () => {
  it('is said before and after the last live entry is deleted beside expired ones', async () => {
    const { account, live } = await nineOfTen();
    const preview = await account.call<api.Preview>('POST', '/allowlist/preview', {
      body: { delete: live?.id },
    });
    expect(codesOf(preview.body)).toContain('nobody-allowed');
    expect(preview.body).toMatchObject({ mode: 'enforce', count: 9, expired: 9 });
    const deleted = await account.delete(live?.id);
    expect(codesOf(deleted)).toContain('nobody-allowed');
    expect(deleted).toMatchObject({ mode: 'enforce', count: 9, expired: 9 });
    expect(await account.check('192.0.2.1')).toMatchObject({ verdict: 'deny' });
  });

  it('is said before and after only expired entries are put back', async () => {
    const { account, expired } = await nineOfTen();
    await account.call('DELETE', '/allowlist');
    const body = { entries: expired.slice(0, 3).map(({ id }) => id) };
    const preview = await account.call<api.Preview>('POST', '/allowlist/preview', {
      body: { restore: body },
    });
    expect(codesOf(preview.body)).toContain('nobody-allowed');
    const restored = await account.call('POST', '/allowlist/restore', { body });
    expect(codesOf(restored.body)).toContain('nobody-allowed');
    expect(restored.body).toMatchObject({ mode: 'enforce', count: 3, expired: 3 });
    const added = await account.add('192.0.2.2');
    expect(codesOf(added)).not.toContain('nobody-allowed');
  });

  it('is not said of a list that is off', async () => {
    const { account } = await nineOfTen();
    const disabled = await account.call('DELETE', '/allowlist');
    expect(codesOf(disabled.body)).toEqual(['allowlist-off']);
  });
});
