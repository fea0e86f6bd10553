import { describe, expect, it } from 'vitest';
import { expectFieldProblem, expectProblem } from '../support/expect-problem.ts';
import { TestAccount, TestWorker } from '../support/test-worker.ts';

const worker = new TestWorker();

async function listed(...values: string[]) {
  const account = await TestAccount.create(worker);
  const { added } = await account.add(...values);
  return { account, ids: added.map(({ id }) => id), added };
}

describe('PATCH …/entries/{id}', () => {
  it('R8: changes the remark and the expiry, never the addresses', async () => {
    const { account, ids, added } = await listed('198.51.100.7', '198.51.100.8');
    const body = { remark: 'the office', expiresAt: '2099-01-01T00:00:00Z' };
    const answer = await account.call('PATCH', `/allowlist/entries/${ids[0]}`, { body });
    expect(answer.status).toBe(200);
    const updated = { ...added[0], ...body, expiresAt: '2099-01-01T00:00:00.000Z' };
    expect(answer.body).toMatchObject({ revision: 3, count: 2, added: [], removed: [] });
    expect(answer.body.updated).toEqual([updated]);
    expect(answer.headers.get('etag')).toBe('"3"');
    expect((await account.list()).entries).toEqual([updated, added[1]]);
    expect(await account.check('198.51.100.7')).toMatchObject({ entry: { remark: 'the office' } });
  });

  it.each([
    [{ value: '198.51.100.9' }, '/value'],
    [{ remark: 'x', values: ['198.51.100.9'] }, '/values'],
    [{ format: 'segment' }, '/format'],
    [{ id: 'other' }, '/id'],
    [{ remark: null }, '/remark'],
    [{ remark: 'x'.repeat(201) }, '/remark'],
    [{ remark: 'bell\u0007' }, '/remark'],
    [{}, ''],
  ])('R8: refuses %j', async (body, pointer) => {
    const { account, ids } = await listed('198.51.100.7');
    const before = await account.list();
    const answer = await account.call('PATCH', `/allowlist/entries/${ids[0]}`, { body });
    expectFieldProblem(answer, 'invalid-request', pointer);
    expect(await account.list()).toEqual(before);
  });

  it('leaves the revision when it changes nothing, and an absent field as it is', async () => {
    const { account, ids } = await listed('198.51.100.7');
    const edit = (body: object) => account.call('PATCH', `/allowlist/entries/${ids[0]}`, { body });
    await edit({ remark: 'kept', expiresAt: '2099-01-01T00:00:00Z' });
    expect((await edit({ remark: 'kept' })).body.revision).toBe(3);
    const { body } = await edit({ expiresAt: null });
    expect(body.updated[0]).toMatchObject({ remark: 'kept', expiresAt: null });
    expect((await edit({ remark: '' })).body.updated[0]).toMatchObject({ remark: '' });
  });

  it('knows no entry that is none, was deleted, or is another account’s', async () => {
    const { account, ids } = await listed('198.51.100.7', '198.51.100.8');
    const other = await listed('198.51.100.7');
    await account.delete(ids[1]);
    for (const id of ['ffffffffffffffff', ids[1], other.ids[0]]) {
      const path = `/allowlist/entries/${id}`;
      const edited = await account.call('PATCH', path, { body: { remark: 'x' } });
      expectProblem(edited, 'entry-unknown');
      expectProblem(await account.call('DELETE', path), 'entry-unknown');
    }
    const malformed = await account.call('DELETE', '/allowlist/entries/NO-ID');
    expectFieldProblem(malformed, 'invalid-request', '/path/id');
    expect((await other.account.list()).entries).toEqual(other.added);
  });
});
