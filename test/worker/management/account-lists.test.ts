/** R20: an account includes shared lists. */
import { evictDurableObject } from 'cloudflare:test';
import { describe, expect, it } from 'vitest';
import type * as api from '../../../shared/api.ts';
import { listObjectName } from '../../../shared/list-name.ts';
import { directoryOf } from '../../../worker/platform/objects.ts';
import { type AccountReplica, openReplica } from '../../../worker/replicas/replica-format.ts';
import { expectFieldProblem, expectProblem } from '../support/expect-problem.ts';
import { giveBindings, objectsWith, runInside } from '../support/faulty-bindings.ts';
import { TestList } from '../support/test-list.ts';
import { env, TestAccount, TestWorker, type WorkerCall } from '../support/test-worker.ts';

const worker = new TestWorker();
const HERE = '198.51.100.4';

type Answer = api.Change & api.ProblemDocument;
const operate = (account: TestAccount, request: string, call: WorkerCall = {}) => {
  const [method, rest] = request.split(' ');
  return worker.operator<Answer>(`${method} ${account.path(rest)}`, { from: HERE, ...call });
};
const attach = (account: TestAccount, list: string, call?: WorkerCall) =>
  operate(account, `PUT /lists/${list}`, call);
const detach = (account: TestAccount, list: string, call?: WorkerCall) =>
  operate(account, `DELETE /lists/${list}`, call);
const preview = (account: TestAccount, body: object, call: WorkerCall = {}) =>
  worker.operator<api.Preview & api.ProblemDocument>(`POST ${account.path('/allowlist/preview')}`, {
    body,
    from: HERE,
    ...call,
  });
const codesOf = ({ warnings }: Pick<api.Change, 'warnings'>) => warnings.map(({ code }) => code);
const stubOf = (account: TestAccount) => env.ACCOUNTS.getByName(account.name);
const eventsOf = async (path: string) =>
  (await worker.operator<api.HistoryPage>(`GET ${path}/history`)).body.events;

async function included(...values: string[]) {
  const [account, list] = [await TestAccount.create(worker), await TestList.create(worker)];
  if (values.length > 0) await list.add(...values);
  const attached = await attach(account, list.name);
  expect(attached.status, JSON.stringify(attached.body)).toBe(200);
  return { account, list, attached: attached.body };
}

/** Lets the object ask its neighbours through `way`, until it is evicted. */
const askThrough = (account: TestAccount, way: Parameters<typeof objectsWith>[1]) =>
  giveBindings(stubOf(account), { ACCOUNTS: objectsWith(env.ACCOUNTS, way) });
const unreachable = () => Promise.reject(new Error('object overloaded'));

describe('a shared list that is attached', () => {
  it('turns an account on that was off, which everybody concerned is told', async () => {
    const { account, list, attached } = await included(HERE);
    expect(attached).toMatchObject({ mode: 'enforce', revision: 2, count: 0, lists: [list.name] });
    expect(codesOf(attached)).toEqual(['allowlist-on']);
    const said = { mode: 'enforce', lists: [list.name], revision: 2 };
    expect(await account.list()).toMatchObject({ ...said, entries: [] });
    expect((await account.call<api.Account>('GET', '')).body).toMatchObject(said);
    const [own] = await eventsOf(account.path());
    expect(own).toMatchObject({
      action: 'list-attached',
      by: { tokenId: 'operator' },
      before: { mode: 'off', lists: '' },
      after: { mode: 'enforce', lists: list.name, list: list.name },
    });
    const [its] = await eventsOf(list.path());
    expect(its).toMatchObject({ action: 'list-attached', after: { account: account.name } });
    const bytes = await stubOf(account).readReplica(-1, 4);
    if (!(bytes instanceof ArrayBuffer)) throw new Error('no replica');
    expect(openReplica(bytes)).toMatchObject({ mode: 'enforce', lists: [list.name] });
    const found = await directoryOf(env).findIncluders('all', list.name, '', 10);
    expect(found).toEqual({ accounts: [account.name], total: 1 });
  });

  it('lets in its addresses, and an account that observes stays what it is', async () => {
    const { account, list } = await included('192.0.2.1');
    expect(await account.check('192.0.2.1')).toMatchObject({ verdict: 'allow', reason: 'listed' });
    expect(await account.check('192.0.2.2')).toMatchObject({ verdict: 'deny' });
    await list.add('192.0.2.2');
    expect(await account.check('192.0.2.2')).toMatchObject({ verdict: 'allow' });
    const other = await TestAccount.create(worker);
    const observing = await attach(other, list.name, { body: { mode: 'observe' } });
    expect(observing.body).toMatchObject({ mode: 'observe', lists: [list.name] });
    const enforced = await other.call('PATCH', '/allowlist', { body: { mode: 'enforce' } });
    expect(enforced.body).toMatchObject({ mode: 'enforce' });
    const second = await TestList.create(worker);
    const kept = await attach(other, second.name, { body: { mode: 'observe' } });
    expect(kept.body).toMatchObject({ mode: 'enforce', lists: [list.name, second.name] });
  });

  it('counts in warnings: of nobody, and of the address that the operator comes from', async () => {
    const empty = await included();
    expect(codesOf(empty.attached)).toEqual([
      'allowlist-on',
      'nobody-allowed',
      'own-address-not-listed',
    ]);
    const { account } = await included(HERE);
    const { added } = await account.add('192.0.2.1');
    const path = `/allowlist/entries/${added[0]?.id}`;
    const deleted = await operate(account, `DELETE ${path}`);
    expect(deleted.body).toMatchObject({ mode: 'enforce', count: 0 });
    expect(codesOf(deleted.body)).toEqual([]);
  });

  it('comes with an empty body, with none, and with nothing else', async () => {
    const account = await TestAccount.create(worker);
    for (const call of [{}, { body: {} }]) {
      const list = await TestList.create(worker);
      expect((await attach(account, list.name, call)).status).toBe(200);
    }
    const { name } = await TestList.create(worker);
    const strange = await attach(account, name, { body: { mode: 'off' } });
    expectFieldProblem(strange, 'invalid-request', '/mode');
    expectFieldProblem(
      await attach(account, name, { body: { force: true } }),
      'invalid-request',
      '/force',
    );
    expect((await account.list()).lists).toHaveLength(2);
  });
});

describe('attaching is refused', () => {
  it('where the list is unknown, was deleted, or its name is no name', async () => {
    const account = await TestAccount.create(worker);
    expectProblem(await attach(account, 'never-made'), 'list-unknown');
    const list = await TestList.create(worker);
    expect((await worker.operator(`DELETE ${list.path()}`)).status).toBe(204);
    expectProblem(await attach(account, list.name), 'list-unknown');
    for (const name of ['Office', '-office', 'a.b', encodeURIComponent('büro'), 'x'.repeat(64)])
      expectFieldProblem(await attach(account, name), 'invalid-value', '/path/list');
    expect(await account.list()).toMatchObject({ mode: 'off', revision: 1, lists: [] });
  });

  it('for a ninth list, and for one that is attached already', async () => {
    const account = await TestAccount.create(worker);
    const lists: TestList[] = [];
    for (let count = 0; count < 9; count++) lists.push(await TestList.create(worker));
    const [first, ...others] = lists;
    for (const { name } of lists.slice(0, 8))
      expect((await attach(account, name)).status).toBe(200);
    const ninth = await attach(account, others.at(-1)?.name ?? '');
    expect(expectProblem(ninth, 'limit-reached')).toMatchObject({ limit: 8, room: 0 });
    expectProblem(await attach(account, first?.name ?? ''), 'list-attached');
    const { lists: names, revision } = await account.list();
    expect(names).toEqual(lists.slice(0, 8).map(({ name }) => name));
    expect(revision).toBe(9);
    const [newest] = await eventsOf(others.at(-1)?.path() ?? '');
    expect(newest?.action).not.toBe('list-attached');
  });

  it('to a manager, for an unknown account, and on another revision', async () => {
    const [account, list] = [await TestAccount.create(worker), await TestList.create(worker)];
    for (const method of ['PUT', 'DELETE'])
      expectProblem(await account.call(method, `/lists/${list.name}`), 'forbidden');
    const unknown = `PUT /v1/accounts/nobody@example.com/lists/${list.name}`;
    expectProblem(await worker.operator(unknown), 'account-unknown');
    const headers = { 'If-Match': '"7"' };
    expectProblem(await attach(account, list.name, { headers }), 'revision-changed');
    expectProblem(await worker.operator(`PUT ${list.path('/lists/office')}`), 'not-found');
    expect(await account.list()).toMatchObject({ mode: 'off', lists: [] });
  });

  it('while the list or the directory can’t be told, and nothing is changed', async () => {
    const [account, list] = [await TestAccount.create(worker), await TestList.create(worker)];
    await account.add('192.0.2.1');
    await askThrough(account, (call, method) =>
      method === 'admitAccount' ? unreachable() : call(),
    );
    expectProblem(await attach(account, list.name), 'unavailable');
    await evictDurableObject(stubOf(account));
    await giveBindings(stubOf(account), {
      DIRECTORY: objectsWith(env.DIRECTORY, (call, method) =>
        method === 'announceLists' ? unreachable() : call(),
      ),
    });
    expectProblem(await attach(account, list.name), 'unavailable');
    await evictDurableObject(stubOf(account));
    expect(await account.list()).toMatchObject({ mode: 'enforce', revision: 2, lists: [] });
    expect((await attach(account, list.name)).status).toBe(200);
  });
});

describe('a shared list that is detached', () => {
  it('turns the account off with the last of both', async () => {
    const { account, list } = await included(HERE);
    const second = await TestList.create(worker);
    await attach(account, second.name);
    const { added } = await account.add('192.0.2.1');
    expect((await detach(account, list.name)).body).toMatchObject({
      mode: 'enforce',
      lists: [second.name],
    });
    await account.delete(added[0]?.id);
    const last = await detach(account, second.name);
    expect(last.body).toMatchObject({ mode: 'off', lists: [], count: 0 });
    expect(codesOf(last.body)).toEqual(['allowlist-off']);
    expectProblem(await detach(account, second.name), 'list-unknown');
    const [newest] = await eventsOf(account.path());
    expect(newest).toMatchObject({
      action: 'list-detached',
      before: { mode: 'enforce', lists: second.name, list: second.name },
      after: { mode: 'off', lists: '' },
    });
    const [its] = await eventsOf(second.path());
    expect(its).toMatchObject({ action: 'list-detached', before: { account: account.name } });
    expect((await directoryOf(env).findIncluders('all', second.name, '', 10)).total).toBe(0);
  });

  it('goes with the account, and when the account is disabled', async () => {
    const { account, list } = await included(HERE);
    const disabled = await operate(account, 'DELETE /allowlist');
    expect(disabled.body).toMatchObject({ mode: 'off', lists: [] });
    expect((await eventsOf(list.path()))[0]).toMatchObject({ action: 'list-detached' });
    await attach(account, list.name);
    expect((await worker.operator(`DELETE ${account.path()}`)).status).toBe(204);
    expect((await eventsOf(list.path()))[0]).toMatchObject({ action: 'list-detached' });
    expect((await worker.operator(`DELETE ${list.path()}`)).status).toBe(204);
  });

  it('is told of it later, if it can’t be reached', async () => {
    const { account, list } = await included(HERE);
    await askThrough(account, (call, method) =>
      method === 'releaseAccount' ? unreachable() : call(),
    );
    expect((await detach(account, list.name)).status).toBe(200);
    expect((await eventsOf(list.path()))[0]).toMatchObject({ action: 'list-attached' });
    await evictDurableObject(stubOf(account));
    await account.publish();
    expect((await eventsOf(list.path()))[0]).toMatchObject({ action: 'list-detached' });
  });
});

describe('a manager of the account', () => {
  it('detaches no list by disabling, nor attaches one by a restoration', async () => {
    const { account, list } = await included(HERE);
    await account.add('192.0.2.1');
    const refused = await account.call<Answer>('DELETE', '/allowlist');
    expectProblem(refused, 'forbidden');
    const asked = { token: account.manager, body: { disable: true } };
    expectProblem(
      await worker.call<Answer>(`POST ${account.path('/allowlist/preview')}`, asked),
      'forbidden',
    );
    await detach(account, list.name);
    const body = { revision: 3 };
    const restored = await account.call('POST', '/allowlist/restore', { body });
    expect(restored.body).toMatchObject({ mode: 'enforce', count: 1, lists: [] });
    const disabled = await account.call('DELETE', '/allowlist');
    expect(disabled.body).toMatchObject({ mode: 'off', lists: [] });
  });
});

describe('R16: a revision that had shared lists', () => {
  it('comes back with them', async () => {
    const { account, list } = await included(HERE);
    await operate(account, 'DELETE /allowlist');
    const restore = { body: { revision: 2 } };
    const restored = await operate(account, 'POST /allowlist/restore', restore);
    expect(restored.body).toMatchObject({ mode: 'enforce', lists: [list.name], revision: 4 });
    expect((await eventsOf(list.path()))[0]).toMatchObject({ action: 'list-attached' });
    const without = await operate(account, 'POST /allowlist/restore', {
      body: { revision: 1 },
    });
    expectProblem(without, 'allowlist-empty');
  });

  it('comes back without one that was deleted since', async () => {
    const { account, list } = await included(HERE);
    const other = await TestList.create(worker);
    await attach(account, other.name);
    await operate(account, 'DELETE /allowlist');
    await worker.operator(`DELETE ${list.path()}`);
    const body = { revision: 3 };
    const shown = await preview(account, { restore: body });
    const gone = { code: 'list-gone', value: list.name };
    const message = expect.any(String);
    expect(shown.body).toMatchObject({ lists: [other.name] });
    expect(shown.body.warnings).toContainEqual({ ...gone, message });
    const restored = await operate(account, 'POST /allowlist/restore', { body });
    expect(restored.body).toMatchObject({ lists: [other.name] });
    expect(restored.body.warnings).toContainEqual({ ...gone, message });
    await operate(account, 'DELETE /allowlist');
    const only = await operate(account, 'POST /allowlist/restore', {
      body: { revision: 2 },
    });
    expectProblem(only, 'allowlist-empty');
  });

  it('comes back without one that was made again since, which is another list', async () => {
    const { account, list } = await included(HERE);
    await account.add('192.0.2.1');
    await detach(account, list.name);
    expect((await worker.operator(`DELETE ${list.path()}`)).status).toBe(204);
    const again = await worker.operator('POST /v1/lists', { body: { list: list.name } });
    expect(again.status).toBe(201);
    const body = { revision: 3 };
    const gone = { code: 'list-gone', value: list.name, message: expect.any(String) };
    const shown = await preview(account, { restore: body });
    expect(shown.body).toMatchObject({ lists: [] });
    expect(shown.body.warnings).toContainEqual(gone);
    const restored = await operate(account, 'POST /allowlist/restore', { body });
    expect(restored.body).toMatchObject({ lists: [], count: 1 });
    expect(restored.body.warnings).toContainEqual(gone);
    expect((await attach(account, list.name)).status).toBe(200);
  });
});

describe('R15: a preview of shared lists', () => {
  it('tells the operator who would be cut off and let in', async () => {
    const { account, list } = await included('192.0.2.1');
    const relay = await worker.relayToken();
    for (const address of ['192.0.2.1', '192.0.2.2'])
      await worker.call('POST /v1/check', {
        token: relay,
        body: { account: account.name, address },
      });
    const other = await TestList.create(worker);
    await other.add('192.0.2.2');
    const attached = await preview(account, { attach: { list: other.name } });
    expect(attached.body).toMatchObject({ lists: [list.name, other.name], cutOff: [] });
    expect(attached.body.letIn.map(({ address }) => address)).toEqual(['192.0.2.2']);
    await attach(account, other.name);
    const detached = await preview(account, { detach: { list: list.name } });
    expect(detached.body.cutOff.map(({ address }) => address)).toEqual(['192.0.2.1']);
    expect(detached.body).toMatchObject({ lists: [other.name], letIn: [] });
    const seen = await account.call<api.SenderList>('GET', '/senders');
    expect(seen.body.senders.map(({ verdict }) => verdict)).toEqual(['allow', 'allow']);
    expect(await account.list()).toMatchObject({ lists: [list.name, other.name] });
  });

  it('is refused to a manager, for an unknown list, and for one that is no list', async () => {
    const { account, list } = await included(HERE);
    for (const body of [{ attach: { list: list.name } }, { detach: { list: list.name } }])
      expectProblem(await preview(account, body, { token: account.manager }), 'forbidden');
    expectProblem(await preview(account, { attach: { list: 'never-made' } }), 'list-unknown');
    expectProblem(await preview(account, { detach: { list: 'never-made' } }), 'list-unknown');
    expectProblem(await preview(account, { attach: { list: list.name } }), 'list-attached');
    const shout = await preview(account, { attach: { list: 'OFFICE' } });
    expectFieldProblem(shout, 'invalid-value', '/attach/list');
    expectProblem(await preview(account, { clear: true }), 'invalid-request');
  });

  it('is none while a list can’t be read, nor are the senders; a change says no warning that may be wrong', async () => {
    const { account } = await included();
    await askThrough(account, (call, method) =>
      method === 'readReplica' ? unreachable() : call(),
    );
    expectProblem(
      await preview(account, { add: { format: 'address', values: [HERE] } }),
      'unavailable',
    );
    expectProblem(await account.call<Answer>('GET', '/senders'), 'unavailable');
    const body = { format: 'address', values: ['192.0.2.1'] };
    const added = await operate(account, 'POST /allowlist/entries', { body });
    expect(added.status).toBe(201);
    expect(codesOf(added.body)).toEqual(['special-purpose']);
    const deleted = await operate(account, `DELETE /allowlist/entries/${added.body.added[0]?.id}`);
    expect(codesOf(deleted.body)).toEqual([]);
    await evictDurableObject(stubOf(account));
    expect(codesOf((await operate(account, 'POST /allowlist/entries', { body })).body)).toEqual([
      'special-purpose',
      'own-address-not-listed',
    ]);
  });
});

describe('a shared list that is cleared', () => {
  it('is cleared only as it was seen, and turns nobody off', async () => {
    const { account, list } = await included('192.0.2.1');
    const unseen = await list.call<Answer>('POST', '/allowlist/clear');
    expectFieldProblem(unseen, 'invalid-request', '/header/if-match');
    const older = { headers: { 'If-Match': '"1"' } };
    expectProblem(await list.call<Answer>('POST', '/allowlist/clear', older), 'revision-changed');
    const seen = { headers: { 'If-Match': '"2"' } };
    const cleared = await list.call('POST', '/allowlist/clear', seen);
    expect(cleared.body).toMatchObject({ revision: 3, count: 0 });
    expect((await eventsOf(list.path()))[0]?.action).toBe('list-cleared');
    expect(await account.list()).toMatchObject({ mode: 'enforce', lists: [list.name] });
    expect(await account.check('192.0.2.1')).toMatchObject({ verdict: 'deny' });
    const restored = await list.call('POST', '/allowlist/restore', { body: { revision: 2 } });
    expect(restored.body).toMatchObject({ revision: 4, count: 1 });
    expect(await account.check('192.0.2.1')).toMatchObject({ verdict: 'allow' });
  });

  it('is no call of an account', async () => {
    const account = await TestAccount.create(worker);
    expectProblem(await account.call<Answer>('POST', '/allowlist/clear'), 'not-found');
  });
});

describe('the lists of an account', () => {
  it('are read with their entries by those who may read the account', async () => {
    const { account, list } = await included(HERE);
    const gone = await TestList.create(worker);
    await attach(account, gone.name);
    await runInside(env.ACCOUNTS.getByName(listObjectName(gone.name)), (_object, { storage }) =>
      storage.sql.exec('UPDATE account SET deleted = 1'),
    );
    await evictDurableObject(env.ACCOUNTS.getByName(listObjectName(gone.name)));
    const viewer = await account.token('viewer');
    const read = await account.call<{ lists: api.IncludedList[] }>('GET', '/lists', {
      token: viewer,
    });
    expect(read.body.lists).toEqual([
      {
        ...{ list: list.name, revision: 2, count: 1, expired: 0, limit: 100 },
        entries: (await list.list()).entries,
      },
      { list: gone.name, gone: true },
    ]);
    let reads = 0;
    const ACCOUNTS = objectsWith(env.ACCOUNTS, (call, method) =>
      method === 'readAllowlist' && ++reads > 1 ? unreachable() : call(),
    );
    const cut = new TestWorker({ ACCOUNTS });
    const path = `GET ${account.path('/lists')}`;
    expect((await cut.call<object>(path, { token: viewer })).body).toEqual({
      lists: [list.name, gone.name].map((name) => ({ list: name, unreadable: true })),
    });
  });
});

describe('an isolate of the version before', () => {
  it('leaves an account on that includes a list, when it deletes the last entry', async () => {
    const { account, list } = await included(HERE);
    const { added } = await account.add('192.0.2.1');
    const by = { tokenId: 'operator', name: 'operator' };
    const context = { by, revisions: undefined, idempotency: undefined };
    const command = { kind: 'delete', id: added[0]?.id ?? '' } as const;
    const deleted = await stubOf(account).change(command, context);
    expect(deleted).toMatchObject({ ok: true, value: { value: { mode: 'enforce', count: 0 } } });
    expect(await account.list()).toMatchObject({ mode: 'enforce', lists: [list.name] });
    const disabled = await stubOf(account).change({ kind: 'disable' }, context);
    expect(disabled).toMatchObject({ ok: false, error: { code: 'forbidden' } });
    const restored = await stubOf(account).change(
      { kind: 'restore-revision', revision: 2 },
      context,
    );
    expect(restored).toMatchObject({ ok: true, value: { value: { mode: 'enforce' } } });
    expect(await account.list()).toMatchObject({ mode: 'enforce', lists: [list.name] });
  });
});

describe('after a rollback to the version before', () => {
  /** Does to the tables what version 0.2.0 does, which knows no lists. */
  async function asBefore(account: TestAccount, ...statements: string[]): Promise<void> {
    await runInside(stubOf(account), (_object, { storage: { sql } }) => {
      for (const statement of statements) sql.exec(statement);
    });
    await evictDurableObject(stubOf(account));
  }
  const event = (revision: number, action: string, before: object, after: object) =>
    `INSERT INTO history (revision, at, action, by_id, by_name, before, after)
     VALUES (${revision}, ${Date.now()}, '${action}', '', '', '${JSON.stringify(before)}', '${JSON.stringify(after)}')`;

  it('the lists stay, if the account stayed on', async () => {
    const { account, list } = await included(HERE);
    await asBefore(account, 'UPDATE account SET revision = 3', event(3, 'entry-edited', {}, {}));
    expect(await account.list()).toMatchObject({ mode: 'enforce', lists: [list.name] });
    expect((await detach(account, list.name)).body).toMatchObject({ mode: 'off', revision: 4 });
  });

  it('they are gone, if that version turned the account off, even if it is on again', async () => {
    for (const mode of ['off', 'enforce']) {
      const { account } = await included(HERE);
      await asBefore(
        account,
        `UPDATE account SET revision = 4, mode = '${mode}'`,
        event(3, 'allowlist-disabled', { mode: 'enforce' }, { mode: 'off' }),
        event(4, 'entries-added', { mode: 'off' }, { mode }),
      );
      expect(await account.list()).toMatchObject({ mode, lists: [] });
    }
  });

  it('they are gone, if that version made the account anew', async () => {
    const { account } = await included(HERE);
    await asBefore(
      account,
      'UPDATE account SET revision = 4',
      event(4, 'account-created', {}, { limit: 10 }),
    );
    expect(await account.list()).toMatchObject({ mode: 'enforce', lists: [] });
  });

  it.each([
    [
      'changed the account',
      1,
      ['UPDATE account SET revision = 3', 'UPDATE outbox SET version = version + 1'],
    ],
    ['published it', 0, ['UPDATE outbox SET published_version = version']],
  ])(
    'its copies without the lists are replaced, once, if it %s',
    async (_act, raised, statements) => {
      const { account, list } = await included(HERE);
      const stub = stubOf(account);
      const newest = async (known: number) => {
        const bytes = await stub.readReplica(known);
        return bytes instanceof ArrayBuffer ? openReplica(bytes) : bytes;
      };
      const { version } = (await newest(-1)) as AccountReplica;
      await asBefore(account, ...statements);
      const next = { version: version + raised + 1, lists: [list.name] };
      expect(await newest(version + raised)).toMatchObject(next);
      await account.publish();
      const published = await env.REPLICA.get(stub.id.toString(), 'arrayBuffer');
      expect(openReplica(published as ArrayBuffer)).toMatchObject(next);
      await evictDurableObject(stub);
      expect(await newest(next.version)).toBe(null);
    },
  );

  it('names that can’t be read are left out, and the account stays on', async () => {
    const { account, list } = await included(HERE);
    await asBefore(account, `UPDATE account SET lists = '["${list.name}", 7, "No Name"]'`);
    expect((await account.list()).lists).toEqual([list.name]);
    await asBefore(account, "UPDATE account SET lists = 'garbage'");
    expect(await account.list()).toMatchObject({ mode: 'enforce', lists: [] });
  });
});
