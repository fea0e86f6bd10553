import { describe, expect, it } from 'vitest';
import { expectFieldProblem, expectProblem } from '../support/expect-problem.ts';
import { TestAccount, TestWorker } from '../support/test-worker.ts';

const worker = new TestWorker();

function restore(account: TestAccount, body: object) {
  return account.call('POST', '/allowlist/restore', { body });
}

/** Makes a list of two entries at revision 2, and deletes the first at revision 3. */
async function withDeleted() {
  const account = await TestAccount.create(worker);
  const { added } = await account.add('198.51.100.7', '198.51.100.8');
  await account.delete(added[0]?.id);
  return { account, second: added[1] };
}

describe('R16: restoring a revision', () => {
  it('makes the list what it was: entries, remarks, expiries and mode', async () => {
    const account = await TestAccount.create(worker);
    const { added } = await account.add('198.51.100.7', '198.51.100.8');
    await account.call('PATCH', '/allowlist', { body: { mode: 'observe' } });
    const then = await account.list();
    const edit = { remark: 'later', expiresAt: '2099-01-01T00:00:00Z' };
    await account.call('PATCH', `/allowlist/entries/${added[0]?.id}`, { body: edit });
    await account.delete(added[1]?.id);
    const later = await account.add('198.51.100.9');
    await account.call('PATCH', '/allowlist', { body: { mode: 'enforce' } });
    const { status, body } = await restore(account, { revision: then.revision });
    expect(status).toBe(200);
    expect(body).toMatchObject({ mode: 'observe', revision: 8, count: 2 });
    expect(body.added).toEqual([added[1]]);
    expect(body.updated).toEqual([added[0]]);
    expect(body.removed).toEqual(later.added);
    expect(await account.list()).toEqual({
      ...then,
      revision: 8,
      entries: expect.arrayContaining(then.entries),
    });
  });

  it('can itself be undone', async () => {
    const { account, second } = await withDeleted();
    await restore(account, { revision: 2 });
    expect((await account.list()).count).toBe(2);
    await restore(account, { revision: 3 });
    expect((await account.list()).entries).toEqual([second]);
  });

  it('after a disable brings the whole list back', async () => {
    const account = await TestAccount.create(worker);
    await account.add('198.51.100.7', '198.51.100.8');
    const then = await account.list();
    await account.call('DELETE', '/allowlist');
    const { body } = await restore(account, { revision: 2 });
    expect(body).toMatchObject({ mode: 'enforce', count: 2 });
    const { entries } = await account.list();
    expect(entries).toHaveLength(2);
    expect(entries).toEqual(expect.arrayContaining(then.entries));
  });

  it('of now changes nothing', async () => {
    const { account } = await withDeleted();
    const { status, body } = await restore(account, { revision: 3 });
    expect(status).toBe(200);
    expect(body).toMatchObject({ revision: 3, added: [], updated: [], removed: [] });
  });

  it('is refused for a revision to come, one without entries, and what is none', async () => {
    const { account } = await withDeleted();
    const future = expectFieldProblem(
      await restore(account, { revision: 4 }),
      'invalid-value',
      '/revision',
    );
    expect(future.errors[0]?.value).toBe('4');
    expectProblem(await restore(account, { revision: 1 }), 'allowlist-empty');
    for (const revision of [-1, 1.5, '2', null, 1e300]) {
      expectFieldProblem(await restore(account, { revision }), 'invalid-request', '/revision');
    }
    expect(await account.list()).toMatchObject({ count: 1, revision: 3 });
  });

  it.each([
    [{}, ''],
    [{ entries: [] }, '/entries'],
    [{ entries: 'all' }, '/entries'],
    [{ entries: ['NO-ID'] }, '/entries/0'],
    [{ revision: 2, entries: ['ffff'] }, ''],
    [{ revision: 2, mode: 'enforce' }, '/mode'],
  ])('is refused for %j', async (body, pointer) => {
    const { account } = await withDeleted();
    expectFieldProblem(await restore(account, body), 'invalid-request', pointer);
    expect((await account.list()).revision).toBe(3);
  });
});
