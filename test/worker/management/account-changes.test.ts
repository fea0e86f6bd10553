import { describe, expect, it } from 'vitest';
import type * as api from '../../../shared/api.ts';
import { expectFieldProblem, expectProblem } from '../support/expect-problem.ts';
import { newCallerAddress, TestAccount, TestWorker } from '../support/test-worker.ts';

const worker = new TestWorker();

function change(account: TestAccount, body: object, headers: Record<string, string> = {}) {
  return worker.operator<api.Account>(`PATCH ${account.path()}`, { body, headers });
}

describe('PATCH /v1/accounts/{account}', () => {
  it.each<[Partial<api.Account>, number]>([
    [{ limit: 10_000 }, 2],
    [{ consistency: 'strict' }, 2],
    [{ failMode: 'open' }, 2],
    [{ suspended: true }, 2],
    [{ note: 'only a note' }, 1],
    [{ limit: 20, note: 'with a note' }, 2],
    [{ limit: 10, consistency: 'default', failMode: 'default', suspended: false, note: '' }, 1],
  ])('sets %j at revision %i', async (settings, revision) => {
    const account = await TestAccount.create(worker);
    const before = (await worker.operator<api.Account>(`GET ${account.path()}`)).body;
    const answer = await change(account, settings);
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({ ...before, ...settings, revision });
    expect(answer.headers.get('etag')).toBe(`"${revision}"`);
    expect((await worker.operator(`GET ${account.path()}`)).body).toEqual(answer.body);
  });

  it('changes nothing of the list, and the list shows the new limit', async () => {
    const account = await TestAccount.create(worker);
    await account.add('198.51.100.1', '198.51.100.2');
    const before = await account.list();
    await change(account, { limit: 1 });
    expect(await account.list()).toEqual({ ...before, limit: 1, revision: 3 });
  });

  it.each([
    [{}, ''],
    [{ limit: null }, '/limit'],
    [{ limit: 0 }, '/limit'],
    [{ limit: 10_001 }, '/limit'],
    [{ suspended: 'yes' }, '/suspended'],
    [{ consistency: null }, '/consistency'],
    [{ failMode: 'ajar' }, '/failMode'],
    [{ note: 7 }, '/note'],
    [{ mode: 'off' }, '/mode'],
    [{ note: 'x', revision: 9 }, '/revision'],
  ])('refuses %j', async (body, pointer) => {
    const account = await TestAccount.create(worker);
    const before = await worker.operator(`GET ${account.path()}`);
    expectFieldProblem(await change(account, body), 'invalid-request', pointer);
    expect((await worker.operator(`GET ${account.path()}`)).body).toEqual(before.body);
  });

  it('follows If-Match', async () => {
    const account = await TestAccount.create(worker);
    const refused = await change(account, { limit: 5 }, { 'If-Match': '"7"' });
    expect(expectProblem(refused, 'revision-changed')).toMatchObject({ revision: 1 });
    const changed = await change(account, { limit: 5 }, { 'If-Match': '"1"' });
    expect(changed.body).toMatchObject({ limit: 5, revision: 2 });
  });
});

describe('a suspended account', () => {
  it('refuses every address, listed or not, and allows again afterwards', async () => {
    const account = await TestAccount.create(worker);
    await account.add('198.51.100.1');
    await change(account, { suspended: true });
    for (const address of ['198.51.100.1', '198.51.100.2']) {
      expect(await account.check(address)).toMatchObject({
        verdict: 'deny',
        reason: 'suspended',
        entry: null,
      });
    }
    await change(account, { suspended: false });
    expect(await account.check('198.51.100.1')).toMatchObject({ verdict: 'allow' });
  });

  it('refuses also while its list is off or observes, and its managers still manage it', async () => {
    const account = await TestAccount.create(worker);
    await change(account, { suspended: true });
    expect(await account.check('198.51.100.1')).toMatchObject({ reason: 'suspended' });
    await account.add('198.51.100.1');
    await account.call('PATCH', '/allowlist', { body: { mode: 'observe' } });
    expect(await account.check('198.51.100.1')).toMatchObject({
      verdict: 'deny',
      reason: 'suspended',
    });
  });
});

describe('DELETE /v1/accounts/{account}', () => {
  it('takes the list, the history and every token with it', async () => {
    const account = await TestAccount.create(worker);
    await account.add('198.51.100.1');
    const viewer = await account.token('viewer');
    const deleted = await worker.operator(`DELETE ${account.path()}`);
    expect(deleted.status).toBe(204);
    expect(deleted.body).toBe('');
    for (const path of ['', '/allowlist', '/history', '/tokens']) {
      expectProblem(await worker.operator(`GET ${account.path(path)}`), 'account-unknown');
    }
    expectProblem(await worker.operator(`DELETE ${account.path()}`), 'account-unknown');
    const from = newCallerAddress();
    for (const token of [account.manager, viewer]) {
      const answer = await worker.call(`GET ${account.path()}`, { token, from });
      expectProblem(answer, 'unauthorized');
    }
  });

  it('lets it be made again: empty, its revision rising, its old tokens dead', async () => {
    const settings = { limit: 3, failMode: 'open', note: 'first life' };
    const account = await TestAccount.create(worker, settings);
    const { added } = await account.add('198.51.100.1');
    await worker.operator(`DELETE ${account.path()}`);
    const again = await worker.operator<api.Account>('POST /v1/accounts', {
      body: { account: account.name },
    });
    expect(again.status).toBe(201);
    expect(again.body).toMatchObject({ mode: 'off', count: 0, limit: 10, note: '' });
    expect(again.body.failMode).toBe('default');
    expect(again.body.revision).toBeGreaterThan(2);
    const from = newCallerAddress();
    expectProblem(await account.call('GET', '/allowlist', { from }), 'unauthorized');
    const history = await worker.operator<api.HistoryPage>(`GET ${account.path('/history')}`);
    expect(history.body.events.map(({ action }) => action)).toEqual(['account-created']);
    const body = { entries: [added[0]?.id] };
    const restored = await worker.operator(`POST ${account.path('/allowlist/restore')}`, { body });
    expectProblem(restored, 'entry-unknown');
  });

  it('follows If-Match', async () => {
    const account = await TestAccount.create(worker);
    const headers = { 'If-Match': '"9"' };
    const answer = await worker.operator(`DELETE ${account.path()}`, { headers });
    expectProblem(answer, 'revision-changed');
    expect((await account.list()).revision).toBe(1);
  });
});
