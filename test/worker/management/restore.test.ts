import { afterEach, describe, expect, it, vi } from 'vitest';
import { expectFieldProblem, expectProblem } from '../support/expect-problem.ts';
import { TestAccount, TestWorker } from '../support/test-worker.ts';

const DAY = 86_400_000;
const worker = new TestWorker();

afterEach(() => {
  vi.useRealTimers();
});

function restore(account: TestAccount, body: object) {
  return account.call('POST', '/allowlist/restore', { body });
}

/** Makes a list of two entries at revision 2, and deletes the first at revision 3. */
async function withDeleted() {
  const account = await TestAccount.create(worker);
  const { added } = await account.add('198.51.100.7', '198.51.100.8');
  const [first, second] = added;
  if (!first || !second) throw new Error('two entries were added');
  await account.delete(first.id);
  return { account, first, second };
}

describe('R16: restoring deleted entries', () => {
  it('puts an entry back under its id, as it was', async () => {
    const { account, first, second } = await withDeleted();
    const { status, body, headers } = await restore(account, { entries: [first.id] });
    expect(status).toBe(200);
    expect(body).toMatchObject({ revision: 4, count: 2, updated: [], removed: [] });
    expect(body.added).toEqual([first]);
    expect(headers.get('etag')).toBe('"4"');
    const { entries } = await account.list();
    expect(entries).toHaveLength(2);
    expect(entries).toEqual(expect.arrayContaining([first, second]));
    expect(await account.check('198.51.100.7')).toMatchObject({ verdict: 'allow' });
  });

  it('turns a disabled list on again', async () => {
    const account = await TestAccount.create(worker);
    const { added } = await account.add('198.51.100.7', '198.51.100.8');
    await account.call('DELETE', '/allowlist');
    const { body } = await restore(account, { entries: added.map(({ id }) => id) });
    expect(body).toMatchObject({ mode: 'enforce', count: 2 });
    expect(body.warnings.map(({ code }) => code)).toContain('allowlist-on');
  });

  it('takes an id given twice once', async () => {
    const { account, first } = await withDeleted();
    const { body } = await restore(account, { entries: [first.id, first.id] });
    expect(body.added).toEqual([first]);
  });

  it('is refused for what stands, what never was, and what is another account’s', async () => {
    const { account, first, second } = await withDeleted();
    const other = await withDeleted();
    for (const id of [second.id, 'ffffffffffffffff', other.first.id]) {
      expectProblem(await restore(account, { entries: [first.id, id] }), 'entry-unknown');
    }
    expect(await account.list()).toMatchObject({ count: 1, revision: 3 });
  });

  it('is refused over the limit and beside a twin', async () => {
    const { account, first } = await withDeleted();
    await worker.operator(`PATCH ${account.path()}`, { body: { limit: 1 } });
    const full = await restore(account, { entries: [first.id] });
    expect(expectProblem(full, 'limit-reached')).toMatchObject({ limit: 1, room: 0 });
    await worker.operator(`PATCH ${account.path()}`, { body: { limit: 10 } });
    const twin = await account.add('198.51.100.7');
    const refused = expectFieldProblem(
      await restore(account, { entries: [first.id] }),
      'duplicate-entry',
      '/entries/0',
    );
    expect(refused.errors[0]?.message).toContain(twin.added[0]?.id);
  });

  it('is possible for 30 days and not longer', async () => {
    const start = Date.UTC(2030, 0, 1);
    vi.useFakeTimers({ toFake: ['Date'], now: start });
    const { account, first, second } = await withDeleted();
    vi.setSystemTime(start + 30 * DAY + 1);
    expectProblem(await restore(account, { entries: [first.id] }), 'entry-unknown');
    expectFieldProblem(await restore(account, { revision: 2 }), 'invalid-value', '/revision');
    expect((await account.list()).entries).toEqual([second]);
    vi.setSystemTime(start + 30 * DAY - 1);
    expect((await restore(account, { entries: [first.id] })).body.added).toEqual([first]);
  });
});
