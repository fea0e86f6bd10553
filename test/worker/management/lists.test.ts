/** R20: shared lists, as the operator and their managers see them. */
import { evictDurableObject } from 'cloudflare:test';
import { describe, expect, it } from 'vitest';
import type * as api from '../../../shared/api.ts';
import { directoryOf } from '../../../worker/platform/objects.ts';
import { expectFieldProblem, expectProblem } from '../support/expect-problem.ts';
import { TestList } from '../support/test-list.ts';
import { env, newCallerAddress, TestAccount, TestWorker } from '../support/test-worker.ts';

const worker = new TestWorker();
/** An object tells the directory within a second or two. */
const SOON = { timeout: 20_000 };
const from = () => newCallerAddress();

describe('a shared list', () => {
  it('is made, described, changed and deleted by the operator', async () => {
    const body = { list: 'office', note: 'Berlin' };
    const made = await worker.operator<api.SharedList>('POST /v1/lists', { body });
    expect(made.status).toBe(201);
    expect(made.headers.get('location')).toBe('/v1/lists/office');
    expect(made.headers.get('etag')).toBe('"1"');
    expect(made.body).toEqual({
      ...{ list: 'office', limit: 100, note: 'Berlin', count: 0, expired: 0, revision: 1 },
      ...{ accounts: 0, createdAt: expect.any(String), publishedRevision: null },
      unpublishedSince: expect.any(String),
    });
    expectProblem(await worker.operator('POST /v1/lists', { body }), 'list-exists');
    const settings = { limit: 10_000, note: '' };
    const changed = await worker.operator('PATCH /v1/lists/office', { body: settings });
    expect(changed.body).toMatchObject({ ...settings, revision: 2 });
    expect((await worker.operator('DELETE /v1/lists/office')).status).toBe(204);
    for (const call of ['GET', 'DELETE'])
      expectProblem(await worker.operator(`${call} /v1/lists/office`), 'list-unknown');
    const again = await worker.operator<api.SharedList>('POST /v1/lists', { body });
    expect(again.body).toMatchObject({ revision: 4, count: 0, limit: 100 });
  });

  it('is found by a part of its name, page by page', async () => {
    for (const list of ['vpn-a', 'vpn-b', 'vpn-c'])
      await worker.operator('POST /v1/lists', { body: { list } });
    const read = async (query: string) =>
      (
        await worker.operator<{ lists: api.SharedList[]; cursor: string | null; total: number }>(
          `GET /v1/lists?${query}`,
        )
      ).body;
    const first = await read('q=VPN&limit=2');
    expect(first).toMatchObject({ cursor: 'vpn-b', total: 3 });
    expect(first.lists.map(({ list }) => list)).toEqual(['vpn-a', 'vpn-b']);
    const second = await read(`q=vpn&limit=2&cursor=${first.cursor}`);
    expect(second).toMatchObject({ cursor: null, total: 3 });
    expect(second.lists.map(({ list }) => list)).toEqual(['vpn-c']);
    const accounts = await worker.operator('GET /v1/accounts?q=vpn');
    expect(accounts.body).toMatchObject({ accounts: [], total: 0 });
  });

  it('has entries like the list of an account, and no mode', async () => {
    const list = await TestList.create(worker);
    const added = await list.add('192.0.2.1', '192.0.2.2');
    expect(added).toEqual({
      ...{ revision: 2, count: 2, expired: 0, limit: 100 },
      ...{ added: expect.any(Array), updated: [], removed: [], warnings: expect.any(Array) },
    });
    const [first] = added.added;
    const edited = await list.call('PATCH', `/allowlist/entries/${first?.id}`, {
      body: { remark: 'router' },
    });
    expect(edited.body.updated).toMatchObject([{ id: first?.id, remark: 'router' }]);
    const deleted = await list.call('DELETE', `/allowlist/entries/${first?.id}`);
    expect(deleted.status).toBe(200);
    const restored = await list.call('POST', '/allowlist/restore', { body: { revision: 2 } });
    expect(restored.body).toMatchObject({ revision: 5, count: 2 });
    const { entries, ...rest } = await list.list();
    expect(rest).toEqual({ list: list.name, revision: 5, count: 2, expired: 0, limit: 100 });
    expect(entries.map(({ value }) => value).sort()).toEqual(['192.0.2.1', '192.0.2.2']);
    const none = await list.worker.operator(`PATCH ${list.path('/allowlist')}`, {
      body: { mode: 'observe' },
    });
    expectProblem(none, 'method-not-allowed');
    const off = await list.worker.operator(`DELETE ${list.path('/allowlist')}`);
    expectProblem(off, 'method-not-allowed');
  });

  it('keeps everything when its object begins anew', async () => {
    const list = await TestList.create(worker, { note: 'kept' });
    await list.add('192.0.2.1');
    const before = [await list.list(), await list.describe()];
    await evictDurableObject(list.stub);
    expect([await list.list(), await list.describe()]).toEqual(before);
    const history = await list.call<api.HistoryPage>('GET', '/history');
    const actions = history.body.events.map(({ action, before: was, after }) => [
      action,
      was,
      after,
    ]);
    expect(actions).toEqual([
      ['entries-added', {}, {}],
      ['token-issued', {}, expect.objectContaining({ role: 'manager' })],
      ['list-created', {}, { limit: 100 }],
    ]);
  });

  it('is written as files, for programs that know no logins', async () => {
    const list = await TestList.create(worker);
    await list.add('192.0.2.1');
    const exported = await list.call<api.SharedListExport>('GET', '/export?format=json');
    expect(exported.body).toEqual({
      ...(await list.list()),
      admits: 'listed',
      segments: ['192.0.2.1/32'],
    });
    const text = await list.call<string>('GET', '/export?format=nginx-allow');
    expect(text.body).toContain(`# Sendgate: the shared list ${list.name} at revision 2`);
    const login = await list.call('GET', '/export?format=dovecot-allow-nets');
    expectFieldProblem(login, 'invalid-value', '/query/format');
  });

  it('has events of its own in the deployment’s', async () => {
    const list = await TestList.create(worker, { note: 'a' });
    await worker.operator(`PATCH ${list.path()}`, { body: { note: 'b' } });
    await worker.operator(`DELETE ${list.path()}`);
    await expect
      .poll(async () => {
        const { body } = await worker.operator<api.DeploymentEventPage>('GET /v1/events');
        return body.events.filter((event) => event.list === list.name).map(({ kind }) => kind);
      }, SOON)
      .toEqual(['list-deleted', 'list-changed', 'list-created']);
  });

  it('leaves the directory once its deletion is published, and its name is free again', async () => {
    const list = await TestList.create(worker);
    const id = list.stub.id.toString();
    expect(await directoryOf(env).hasAccount(id)).toBe(true);
    await list.add('192.0.2.1');
    expect((await worker.operator(`DELETE ${list.path()}`)).status).toBe(204);
    await expect.poll(() => directoryOf(env).hasAccount(id), SOON).toBe(false);
    expectProblem(await worker.operator(`GET ${list.path('/allowlist')}`), 'list-unknown');
    expectProblem(await list.call('GET', '/allowlist', { from: from() }), 'unauthorized');
    const again = await worker.operator('POST /v1/lists', { body: { list: list.name } });
    expect(again.status).toBe(201);
    expect(
      (await worker.operator<api.SharedAllowlist>(`GET ${list.path('/allowlist')}`)).body.entries,
    ).toEqual([]);
  });
});

describe('a token of a shared list', () => {
  it('opens its own list, by its role, and no account', async () => {
    const list = await TestList.create(worker);
    const other = await TestList.create(worker);
    const account = await TestAccount.create(worker);
    const viewer = await list.token('viewer');
    expect(viewer).toMatch(/^sgl_/);
    const session = await worker.call<api.Session>('GET /v1/session', { token: viewer });
    expect(session.body).toMatchObject({ role: 'viewer', account: null, list: list.name });
    const read = await worker.call(`GET ${list.path('/allowlist')}`, { token: viewer });
    expect(read.status).toBe(200);
    const described = await worker.call<api.SharedList>(`GET ${list.path()}`, { token: viewer });
    expect(described.body).not.toHaveProperty('note');
    const body = { format: 'address', values: ['192.0.2.1'] };
    const write = await worker.call(`POST ${list.path('/allowlist/entries')}`, {
      token: viewer,
      body,
    });
    expectProblem(write, 'forbidden');
    const elsewhere = [
      other.path('/allowlist'),
      account.path('/allowlist'),
      '/v1/lists',
      '/v1/events',
    ];
    for (const path of elsewhere)
      expectProblem(await worker.call(`GET ${path}`, { token: list.manager }), 'forbidden');
    const check = { account: account.name, address: '192.0.2.1' };
    expectProblem(
      await worker.call('POST /v1/check', { token: list.manager, body: check }),
      'forbidden',
    );
    expectProblem(await list.call('GET', '/allowlist', { token: account.manager }), 'forbidden');
  });

  it('is issued for managers and viewers alone, and is worth nothing once it is revoked', async () => {
    const list = await TestList.create(worker);
    for (const role of ['checker', 'relay', 'operator']) {
      const refused = await list.call('POST', '/tokens', { body: { role, name: 'x' } });
      expectFieldProblem(refused, 'invalid-request', '/role');
    }
    const issued = await list.call<api.IssuedToken>('POST', '/tokens', {
      body: { role: 'viewer', name: 'desk' },
    });
    const tokens = await list.call<{ tokens: api.Token[] }>('GET', '/tokens');
    expect(tokens.body.tokens.map(({ role }) => role)).toEqual(['manager', 'viewer']);
    expect((await list.call('DELETE', `/tokens/${issued.body.id}`)).status).toBe(204);
    const after = await worker.call('GET /v1/session', { token: issued.body.token, from: from() });
    expectProblem(after, 'unauthorized');
    for (const call of ['/tokens/0000000000000000', '/tokens/0000000000000000?issued=true']) {
      const { detail } = expectProblem(await list.call('DELETE', call), 'token-unknown');
      expect(detail).toMatch(/^The shared list has no token/);
    }
  });

  it('is no token of an account, nor the other way round, whatever its prefix says', async () => {
    const list = await TestList.create(worker);
    const account = await TestAccount.create(worker);
    for (const token of [
      list.manager.replace(/^sgl/, 'sga'),
      account.manager.replace(/^sga/, 'sgl'),
    ])
      expectProblem(await worker.call('GET /v1/session', { token, from: from() }), 'unauthorized');
  });
});

describe('a name', () => {
  it.each(['Office', 'büro', '-a', '', 'a b', 'a_b', 'x'.repeat(64), '\0office'])(
    'such as %j is refused for a list, naming the field',
    async (list) => {
      const made = await worker.operator('POST /v1/lists', { body: { list } });
      expectFieldProblem(made, 'invalid-value', '/list');
    },
  );

  it('of an account never reaches a shared list', async () => {
    const list = await TestList.create(worker);
    const path = `/v1/accounts/${encodeURIComponent(`\0${list.name}`)}`;
    expectFieldProblem(
      await worker.operator(`GET ${path}/allowlist`),
      'invalid-value',
      '/path/account',
    );
    for (const call of ['describe', 'readSenders'] as const)
      expect(await list.stub[call]()).toMatchObject({ error: { code: 'account-unknown' } });
    const account = await TestAccount.create(worker);
    const stub = env.ACCOUNTS.getByName(account.name);
    expect(await stub.describeList()).toMatchObject({ error: { code: 'list-unknown' } });
    const by = { tokenId: 'test', name: 'test' };
    expect(await stub.removeList(undefined, by)).toMatchObject({ error: { code: 'list-unknown' } });
    expect(await list.stub.remove(undefined, by)).toMatchObject({
      error: { code: 'account-unknown' },
    });
  });
});

describe('an account that includes a list', () => {
  const attach = (list: TestList, account: TestAccount) =>
    worker.operator(`PUT ${account.path(`/lists/${list.name}`)}`);
  const detach = (list: TestList, account: TestAccount) =>
    worker.operator(`DELETE ${account.path(`/lists/${list.name}`)}`);

  it('is counted, and keeps the list from being deleted', async () => {
    const list = await TestList.create(worker);
    const account = await TestAccount.create(worker);
    await account.add('192.0.2.1');
    expect((await attach(list, account)).status).toBe(200);
    expect((await list.describe()).accounts).toBe(1);
    const includers = await worker.operator(`GET ${list.path('/accounts')}`);
    expect(includers.body).toEqual({ accounts: [account.name], cursor: null, total: 1 });
    const refused = expectProblem(await worker.operator(`DELETE ${list.path()}`), 'list-in-use');
    expect(refused).toMatchObject({ accounts: [account.name], total: 1 });
    expect(refused.detail).toContain(`1 account includes the shared list ${list.name}`);
    expect((await detach(list, account)).status).toBe(200);
    await expect.poll(async () => (await list.describe()).accounts, SOON).toBe(0);
    expect((await worker.operator(`DELETE ${list.path()}`)).status).toBe(204);
    expectProblem(await attach(list, account), 'list-unknown');
  });

  it('is told to the list once, however often it is said', async () => {
    const list = await TestList.create(worker);
    const by = { tokenId: 'operator', name: 'operator' };
    for (const _time of [1, 2])
      expect(await list.stub.admitAccount('told@example.com', by)).toMatchObject({ ok: true });
    for (const _time of [1, 2]) await list.stub.releaseAccount('told@example.com', by);
    const history = await list.call<api.HistoryPage>('GET', '/history');
    const said = history.body.events.filter(({ action }) => /^list-(at|de)tached$/.test(action));
    expect(said.map(({ action }) => action)).toEqual(['list-detached', 'list-attached']);
  });
});
