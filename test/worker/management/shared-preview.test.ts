/** R20: what a change of a shared list means to the accounts that include it. */
import { beforeEach, describe, expect, it } from 'vitest';
import type * as api from '../../../shared/api.ts';
import { mapInTurns } from '../../../worker/platform/in-turns.ts';
import { directoryOf } from '../../../worker/platform/objects.ts';
import { expectFieldProblem, expectProblem } from '../support/expect-problem.ts';
import { accountsWith, giveBindings, objectsWith } from '../support/faulty-bindings.ts';
import { TestList } from '../support/test-list.ts';
import { env, TestAccount, TestWorker } from '../support/test-worker.ts';

const worker = new TestWorker();
const NEAR = '192.0.2.1';
const FAR = '192.0.2.200';
let relay: string;
let list: TestList;

beforeEach(async () => {
  relay = await worker.relayToken();
  list = await TestList.create(worker);
});

async function account(mode: 'enforce' | 'observe', own: string[], lists: TestList[]) {
  const made = await TestAccount.create(worker);
  if (own.length > 0) await made.add(...own);
  for (const { name } of lists)
    await worker.operator(`PUT ${made.path(`/lists/${name}`)}`, { body: { mode } });
  if (own.length > 0 && mode === 'observe')
    await made.call('PATCH', '/allowlist', { body: { mode } });
  return made;
}

async function ask({ name }: TestAccount, address: string): Promise<void> {
  const body = { account: name, address };
  const answer = await worker.call('POST /v1/check', { token: relay, body });
  expect(answer.status).toBe(200);
}

async function preview(body: object, query = '', via = worker): Promise<api.SharedPreview> {
  const path = list.path(`/allowlist/preview${query}`);
  const answer = await via.operator<api.SharedPreview>(`POST ${path}`, { body });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.body;
}

const addressesOf = ({ affected }: api.SharedPreview) =>
  Object.fromEntries(
    affected.map(({ account: name, cutOff, letIn }) => [
      name,
      [cutOff.map(({ address }) => address), letIn.map(({ address }) => address)],
    ]),
  );

describe('the preview of a change of a shared list', () => {
  it('names the accounts whose senders would be cut off, or let in, and no others', async () => {
    const { added } = await list.add(NEAR);
    const spare = await TestList.create(worker);
    await spare.add(NEAR);
    const only = await account('enforce', ['192.0.2.9'], [list]);
    const own = await account('enforce', [NEAR], [list]);
    const both = await account('enforce', ['192.0.2.9'], [list, spare]);
    const observing = await account('observe', ['192.0.2.9'], [list]);
    for (const one of [only, own, both, observing]) {
      await ask(one, NEAR);
      await ask(one, FAR);
    }
    const gone = await preview({ delete: added[0]?.id });
    expect(gone).toMatchObject({
      ...{ list: list.name, revision: 2, count: 0, expired: 0, limit: 100 },
      ...{ accounts: { total: 4 }, unreadable: [], cursor: null },
    });
    expect(addressesOf(gone)).toEqual({ [only.name]: [[NEAR], []] });
    const [{ cutOff: [sender] = [], ...rest } = {}] = gone.affected;
    expect(rest).toMatchObject({ mode: 'enforce', nobodyAllowed: false, turnedOff: false });
    expect(sender).toMatchObject({ verdict: 'allow', server: { name: 'mx' }, allowed: 1 });
    expect(sender).not.toHaveProperty('serverId');
    const more = await preview({ add: { format: 'address', values: [FAR] } });
    expect(addressesOf(more)).toEqual({
      [only.name]: [[], [FAR]],
      [own.name]: [[], [FAR]],
      [both.name]: [[], [FAR]],
    });
    expect((await list.list()).revision).toBe(2);
  });

  it('says whom an empty list leaves with nothing, and whom a deleted one turns off', async () => {
    await list.add(NEAR);
    const bare = await account('enforce', [], [list]);
    const held = await account('enforce', [], [list, await TestList.create(worker)]);
    await account('enforce', ['192.0.2.9'], [list]);
    const flagsOf = ({ affected }: api.SharedPreview) =>
      Object.fromEntries(
        affected.map(({ account: name, nobodyAllowed, turnedOff }) => [
          name,
          [nobodyAllowed, turnedOff],
        ]),
      );
    const cleared = await preview({ clear: true });
    expect(flagsOf(cleared)).toEqual({ [bare.name]: [true, false], [held.name]: [true, false] });
    const deleted = await preview({ deleteList: true });
    expect(flagsOf(deleted)).toEqual({ [bare.name]: [false, true], [held.name]: [true, false] });
    await ask(bare, FAR);
    const letIn = await preview({ deleteList: true });
    expect(addressesOf(letIn)[bare.name]).toEqual([[], [FAR]]);
  });

  it('comes page by page, and names the accounts that can’t be asked', async () => {
    await list.add(NEAR);
    const names: string[] = [];
    for (let count = 0; count < 3; count++) names.push((await account('enforce', [], [list])).name);
    names.sort();
    const namesOf = ({ affected }: api.SharedPreview) => affected.map(({ account: name }) => name);
    const first = await preview({ clear: true }, '?limit=2');
    expect([namesOf(first), first.cursor]).toEqual([names.slice(0, 2), names[1]]);
    const cursor = encodeURIComponent(first.cursor ?? '');
    const second = await preview({ clear: true }, `?limit=2&cursor=${cursor}`);
    expect([namesOf(second), second.cursor]).toEqual([names.slice(2), null]);
    const down = () => Promise.reject(new Error('object overloaded'));
    const broken = new TestWorker({ ACCOUNTS: accountsWith(down, 'previewIncluded') });
    const unread = await preview({ clear: true }, '', broken);
    expect(unread).toMatchObject({ affected: [], unreadable: names, accounts: { total: 3 } });
  });

  it('is refused as the change itself is, naming the field', async () => {
    const path = `POST ${list.path('/allowlist/preview')}`;
    const call = (body: object, token?: string) =>
      token ? worker.call(path, { token, body }) : worker.operator(path, { body });
    const bad = await call({ add: { format: 'address', values: ['192.0.2.300'] } });
    expectFieldProblem(bad, 'invalid-value', '/add/values/0');
    for (const body of [{ disable: true }, { mode: 'observe' }, { attach: { list: 'x' } }, {}])
      expectProblem(await call(body), 'invalid-request');
    expectProblem(await call({ delete: 'abc' }), 'entry-unknown');
    expectProblem(await call({ deleteList: true }, list.manager), 'forbidden');
    expect((await call({ clear: true }, list.manager)).status).toBe(200);
    expectProblem(await call({ clear: true }, await list.token('viewer')), 'forbidden');
    const none = await worker.operator('POST /v1/lists/no-such-list/allowlist/preview', {
      body: { clear: true },
    });
    expectProblem(none, 'list-unknown');
  });

  it('asks up to 250 accounts in one answer', async () => {
    await list.add(NEAR);
    const names = Array.from({ length: 250 }, (_, at) => `many-${at}@example.com`);
    await mapInTurns(names, 10, async (name) => {
      const made = await worker.operator('POST /v1/accounts', { body: { account: name } });
      expect(made.status).toBe(201);
      const path = `/v1/accounts/${encodeURIComponent(name)}/lists/${list.name}`;
      expect((await worker.operator(`PUT ${path}`)).status).toBe(200);
    });
    const { affected, cursor } = await preview({ clear: true });
    expect([affected.length, cursor]).toEqual([250, null]);
  });
});

describe('a change of a shared list', () => {
  it('that leaves it with nothing names the accounts that nobody can send for', async () => {
    const { added } = await list.add(NEAR);
    const bare = await account('enforce', [], [list]);
    await account('enforce', ['192.0.2.9'], [list]);
    const leaves = async () =>
      (await directoryOf(env).findIncluders('leftWithNothing', list.name, '', 9)).accounts;
    await expect.poll(leaves, { timeout: 20_000 }).toEqual([bare.name]);
    const { revision } = await list.list();
    const cleared = await list.call('POST', '/allowlist/clear', {
      headers: { 'If-Match': `"${revision}"` },
    });
    expect(cleared.status).toBe(200);
    expect(cleared.body).toMatchObject({ count: 0, removed: [{ id: added[0]?.id }] });
    expect(cleared.body.warnings).toEqual([
      { code: 'nobody-allowed', value: bare.name, message: expect.stringContaining(bare.name) },
    ]);
    expect((await bare.list()).mode).toBe('enforce');
  });

  it('R6: names an account as well whose own entries have all expired', async () => {
    await list.add(NEAR);
    const stale = await account('enforce', [], [list]);
    const expired = { format: 'address', value: FAR, expiresAt: '2020-01-01T00:00:00.000Z' };
    const imported = await stale.call('POST', '/allowlist/import', {
      body: { entries: [expired] },
    });
    expect(imported.body).toMatchObject({ count: 1, expired: 1 });
    await stale.publish();
    const { warnings } = await list.clear();
    expect(warnings).toMatchObject([{ code: 'nobody-allowed', value: stale.name }]);
  });

  it('clears only what it names the revision of', async () => {
    await list.add(NEAR);
    const without = await list.call('POST', '/allowlist/clear');
    expectFieldProblem(without, 'invalid-request', '/header/if-match');
    const old = await list.call('POST', '/allowlist/clear', { headers: { 'If-Match': '"1"' } });
    expectProblem(old, 'revision-changed');
    expect((await list.list()).count).toBe(1);
  });
});

describe('DELETE /v1/lists/{list}?detach=true', () => {
  const remove = () => worker.operator<api.DetachedList>(`DELETE ${list.path()}?detach=true`);

  it('takes the list off every account, and says whom that leaves with nothing', async () => {
    await list.add(NEAR);
    const own = await account('enforce', ['192.0.2.9'], [list]);
    const held = await account('enforce', [], [list, await TestList.create(worker)]);
    const removed = await remove();
    expect(removed.status, JSON.stringify(removed.body)).toBe(200);
    expect(removed.body).toEqual({
      detached: [own.name, held.name].sort(),
      leftWithNothing: [held.name],
    });
    for (const one of [own, held]) expect((await one.list()).lists).not.toContain(list.name);
    expectProblem(await worker.operator(`GET ${list.path()}`), 'list-unknown');
  });

  it('is refused while it would turn an account off, and then changes nothing', async () => {
    await list.add(NEAR);
    const own = await account('enforce', ['192.0.2.9'], [list]);
    const bare = await account('enforce', [], [list]);
    const refused = expectProblem(await remove(), 'list-in-use');
    expect(refused).toMatchObject({ accounts: [bare.name], total: 1 });
    expect((await own.list()).lists).toEqual([list.name]);
    expect((await bare.list()).mode).toBe('enforce');
  });

  it('is refused as well if the directory has not heard yet that an account has nothing else', async () => {
    await list.add(NEAR);
    const own = await account('enforce', ['192.0.2.9'], [list]);
    const bare = await account('enforce', ['192.0.2.9'], [list]);
    for (const one of [own, bare]) await one.publish();
    expect((await directoryOf(env).findIncluders('turnedOff', list.name, '', 1)).total).toBe(0);
    await giveBindings(env.ACCOUNTS.getByName(bare.name), {
      DIRECTORY: objectsWith(env.DIRECTORY, () => Promise.reject(new Error('out of reach'))),
    });
    await bare.delete((await bare.list()).entries[0]?.id);
    const refused = expectProblem(await remove(), 'list-in-use');
    expect(refused).toMatchObject({ accounts: [bare.name], total: 1 });
    for (const one of [own, bare]) expect((await one.list()).lists).toEqual([list.name]);
  });
});
