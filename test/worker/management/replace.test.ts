import { describe, expect, it } from 'vitest';
import { expectFieldProblem, expectProblem } from '../support/expect-problem.ts';
import { TestAccount, TestWorker } from '../support/test-worker.ts';

const worker = new TestWorker();

async function listed(...values: string[]) {
  const account = await TestAccount.create(worker);
  const { added } = await account.add(...values);
  return { account, ids: added.map(({ id }) => id), added };
}

describe('POST …/allowlist/replace', () => {
  it('deletes and adds in one revision', async () => {
    const { account, ids, added } = await listed('198.51.100.7', '198.51.100.8');
    const add = { format: 'segment', values: ['198.51.100.64/28'], remark: 'new' };
    const body = { remove: [ids[0]], add };
    const answer = await account.call('POST', '/allowlist/replace', { body });
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ mode: 'enforce', revision: 3, count: 2, updated: [] });
    expect(answer.body.removed).toEqual([added[0]]);
    expect(answer.body.added[0]).toMatchObject({ value: '198.51.100.64/28', remark: 'new' });
    expect((await account.list()).entries).toEqual([added[1], answer.body.added[0]]);
  });

  it('makes room before it adds, and takes back the very addresses it deletes', async () => {
    const account = await TestAccount.create(worker, { limit: 1 });
    const { added } = await account.add('198.51.100.7');
    const add = { format: 'segment', values: ['198.51.100.7/32'] };
    const body = { remove: [added[0]?.id], add };
    const answer = await account.call('POST', '/allowlist/replace', { body });
    expect(answer.body).toMatchObject({ mode: 'enforce', count: 1 });
    expect(answer.body.warnings.map(({ code }) => code)).not.toContain('allowlist-off');
  });

  it.each([
    [
      'a bad value',
      (ids: string[]) => ({
        remove: ids,
        add: { format: 'address', values: ['198.51.100.1', '1.2.3'] },
      }),
      'invalid-value',
      '/add/values/1',
    ],
    [
      'a duplicate',
      ([id]: string[]) => ({ remove: [id], add: { format: 'address', values: ['198.51.100.8'] } }),
      'duplicate-entry',
      '/add/values/0',
    ],
    [
      'an unknown id',
      ([id]: string[]) => ({
        remove: [id, 'ffff'],
        add: { format: 'address', values: ['198.51.100.1'] },
      }),
      'entry-unknown',
      undefined,
    ],
    [
      'no room',
      ([id]: string[]) => ({
        remove: [id],
        add: { format: 'address', values: ['198.51.100.1', '198.51.100.2'] },
      }),
      'limit-reached',
      undefined,
    ],
    [
      'nothing to delete',
      () => ({ remove: [], add: { format: 'address', values: ['198.51.100.1'] } }),
      'invalid-request',
      '/remove',
    ],
    ['nothing to add', (ids: string[]) => ({ remove: ids }), 'invalid-request', '/add'],
    [
      'a past expiry',
      (ids: string[]) => ({
        remove: ids,
        add: { format: 'address', values: ['198.51.100.1'], expiresAt: '2001-01-01T00:00:00Z' },
      }),
      'invalid-value',
      '/add/expiresAt',
    ],
    [
      'an unknown field inside',
      (ids: string[]) => ({
        remove: ids,
        add: { format: 'address', values: ['198.51.100.1'], extra: 1 },
      }),
      'invalid-request',
      '/add/extra',
    ],
  ] as const)('does neither with %s', async (_what, bodyOf, code, pointer) => {
    const { account, ids } = await listed('198.51.100.7', '198.51.100.8');
    await worker.operator(`PATCH ${account.path()}`, { body: { limit: 2 } });
    const before = await account.list();
    const answer = await account.call('POST', '/allowlist/replace', { body: bodyOf([...ids]) });
    if (pointer === undefined) expectProblem(answer, code);
    else expectFieldProblem(answer, code, pointer);
    expect(await account.list()).toEqual(before);
  });
});
