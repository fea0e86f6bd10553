import { evictDurableObject } from 'cloudflare:test';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type * as api from '../../../shared/api.ts';
import { expectFieldProblem, expectProblem } from '../support/expect-problem.ts';
import { env, TestAccount, TestWorker } from '../support/test-worker.ts';

const NOW = Date.UTC(2030, 0, 31, 8);
const HOUR = 3_600_000;
const ENTRIES = '/allowlist/entries';
const worker = new TestWorker();
const CI = '198.51.100.7';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: NOW });
});
afterEach(() => {
  vi.useRealTimers();
});

const lease = (remark: string, values = [CI]) => ({
  format: 'address',
  values,
  remark,
  expiresInSeconds: 3600,
});

/** Makes a list with an entry that stays and one that has expired, at revision 3. */
async function withExpired(settings = {}) {
  const account = await TestAccount.create(worker, settings);
  const { added: listed } = await account.add('198.51.100.1');
  const { body } = await account.call('POST', ENTRIES, { body: lease('run 1') });
  const [expired] = body.added;
  if (!expired) throw new Error('an entry was added');
  vi.setSystemTime(Date.now() + 2 * HOUR);
  return { account, expired, listed: listed[0]?.id };
}

const codesOf = ({ warnings }: Pick<api.Change, 'warnings'>) => warnings.map(({ code }) => code);

describe('R13: adding exactly an expired entry’s addresses', () => {
  it('renews it under its id: 201, in updated, with the warning renewed; the next check is let in', async () => {
    const { account, expired } = await withExpired();
    expect(await account.check(CI)).toMatchObject({ verdict: 'deny', reason: 'expired' });
    const answer = await account.call('POST', ENTRIES, { body: lease('run 2') });
    expect(answer.status).toBe(201);
    expect(answer.headers.get('etag')).toBe('"4"');
    const expiresAt = '2030-01-31T11:00:00.000Z';
    const renewed = { ...expired, remark: 'run 2', expiresAt, expired: false };
    expect(answer.body).toMatchObject({
      revision: 4,
      count: 2,
      expired: 0,
      added: [],
      removed: [],
    });
    expect(answer.body.updated).toEqual([renewed]);
    const warning = answer.body.warnings.find(({ code }) => code === 'renewed');
    expect(warning).toMatchObject({ value: CI, message: expect.stringContaining(expired.id) });
    expect((await account.list()).entries).toContainEqual(renewed);
    expect(await account.check(CI)).toMatchObject({ verdict: 'allow', entry: { id: expired.id } });
  });

  it('stays renewed when the object begins anew', async () => {
    const { account, expired } = await withExpired();
    await account.call('POST', ENTRIES, { body: lease('run 2') });
    const before = await account.list();
    await evictDurableObject(env.ACCOUNTS.getByName(account.name));
    expect(await account.list()).toEqual(before);
    expect(before.entries.map(({ id }) => id)).toContain(expired.id);
  });

  it('renews the current address too', async () => {
    const account = await TestAccount.create(worker);
    const body = { current: true, expiresInSeconds: 3600 };
    const first = await account.call('POST', ENTRIES, { body, from: CI });
    vi.setSystemTime(NOW + 2 * HOUR);
    const again = await account.call('POST', ENTRIES, { body, from: CI });
    expect(again.status).toBe(201);
    expect(again.body.updated.map(({ id }) => id)).toEqual([first.body.added[0]?.id]);
  });

  it('renews by an import and by the add of a replacement', async () => {
    const first = await withExpired();
    const entries = [{ format: 'address', value: CI, remark: 'by import' }];
    const imported = await first.account.call('POST', '/allowlist/import', { body: { entries } });
    expect(imported.status).toBe(201);
    expect(imported.body.updated).toMatchObject([{ id: first.expired.id, remark: 'by import' }]);
    const second = await withExpired();
    const replace = { remove: [second.listed], add: lease('run 2') };
    const replaced = await second.account.call('POST', '/allowlist/replace', { body: replace });
    expect(replaced.status).toBe(200);
    expect(replaced.body.updated).toMatchObject([{ id: second.expired.id, remark: 'run 2' }]);
    expect(replaced.body).toMatchObject({ count: 1, mode: 'enforce', added: [] });
  });

  it('twice in one request is refused, and renews nothing', async () => {
    const { account } = await withExpired();
    const twice = await account.call('POST', ENTRIES, { body: lease('', [CI, CI]) });
    expectFieldProblem(twice, 'duplicate-entry', '/values/1');
    expect(await account.list()).toMatchObject({ revision: 3, expired: 1 });
  });

  it('while it is live is a duplicate as ever', async () => {
    const { account, expired } = await withExpired();
    await account.call('POST', ENTRIES, { body: lease('run 2') });
    const refused = await account.call('POST', ENTRIES, { body: lease('run 3') });
    expect(expectProblem(refused, 'duplicate-entry').detail).toContain(expired.id);
  });

  it('R5: counts against the limit', async () => {
    const { account } = await withExpired({ limit: 2 });
    await account.add('198.51.100.2');
    const refused = await account.call('POST', ENTRIES, { body: lease('run 2') });
    expect(expectProblem(refused, 'limit-reached')).toMatchObject({ limit: 2, room: 0 });
    expect(await account.list()).toMatchObject({ count: 3, expired: 1 });
  });

  it('with its Idempotency-Key again gives the first answer again, and renews nothing twice', async () => {
    const { account } = await withExpired();
    const call = { body: lease('run 2'), headers: { 'Idempotency-Key': 'run-2' } };
    const first = await account.call('POST', ENTRIES, call);
    vi.setSystemTime(NOW + 4 * HOUR);
    const again = await account.call('POST', ENTRIES, call);
    expect([again.status, again.body]).toEqual([201, first.body]);
    expect(await account.list()).toMatchObject({ revision: 4, expired: 1 });
  });

  it('R15: a preview says so before, and changes nothing', async () => {
    const { account } = await withExpired();
    const body = { add: lease('run 2') };
    const preview = await account.call<api.Preview>('POST', '/allowlist/preview', { body });
    expect(preview.status).toBe(200);
    expect(preview.body).toMatchObject({ revision: 3, count: 2, expired: 0, limit: 10 });
    expect(codesOf(preview.body)).toContain('renewed');
    expect(await account.list()).toMatchObject({ revision: 3, count: 2, expired: 1 });
  });

  it('R16: the history has it as an add, with the entry before and after, and it can be undone', async () => {
    const { account, expired } = await withExpired();
    const { body } = await account.call('POST', ENTRIES, { body: lease('run 2') });
    const before = { ...expired, expired: true };
    const history = await account.call<api.HistoryPage>('GET', '/history?limit=1');
    expect(history.body.events).toMatchObject([
      { revision: 4, action: 'entries-added', by: { name: 'manager of the test' }, added: [] },
    ]);
    const [renewed] = body.updated;
    expect(history.body.events[0]?.updated).toEqual([{ before, after: renewed }]);
    const restore = { body: { revision: 3 } };
    const undone = await account.call('POST', '/allowlist/restore', restore);
    expect(undone.body).toMatchObject({
      revision: 5,
      count: 2,
      expired: 1,
      added: [],
      removed: [],
    });
    expect(undone.body.updated).toEqual([before]);
    expect(await account.check(CI)).toMatchObject({ reason: 'expired' });
    const redone = await account.call('POST', '/allowlist/restore', { body: { revision: 4 } });
    expect(redone.body.updated).toEqual([renewed]);
  });
});
