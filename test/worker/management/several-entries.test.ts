/** Several entries deleted or edited in one change: all of them or none, with one event, one preview and one undo. */
import { describe, expect, it } from 'vitest';
import { MAX_ENTRY_LIMIT } from '../../../shared/allowlist.ts';
import type * as api from '../../../shared/api.ts';
import { expectFieldProblem, expectProblem } from '../support/expect-problem.ts';
import { TestAccount, TestWorker, type WorkerCall } from '../support/test-worker.ts';

const HOUR_MS = 3_600_000;
const later = (ms: number) => new Date(Date.now() + ms).toISOString();

async function listed(...values: string[]) {
  const account = await TestAccount.create();
  const { added } = await account.add(...values);
  const ids = added.map(({ id }) => id);
  const post = <Body = api.Change>(path: string, body: object, rest: WorkerCall = {}) =>
    account.call<Body & api.ProblemDocument>('POST', `/allowlist/${path}`, { body, ...rest });
  const newest = async () =>
    (await account.call<api.HistoryPage>('GET', '/history?limit=1')).body.events[0];
  return { account, ids, post, newest };
}

describe('POST …/allowlist/delete', () => {
  it('deletes all of them in one change, of one revision and one event', async () => {
    const { account, ids, post, newest } = await listed('192.0.2.1', '192.0.2.2', '192.0.2.3');
    const { status, body, headers } = await post('delete', { entries: [ids[2], ids[0], ids[0]] });
    expect(status).toBe(200);
    expect(headers.get('etag')).toBe(`"${body.revision}"`);
    expect(body.revision).toBe(3);
    expect(body.removed.map(({ value }) => value)).toEqual(['192.0.2.1', '192.0.2.3']);
    expect((await account.list()).entries.map(({ id }) => id)).toEqual([ids[1]]);
    const event = await newest();
    expect(event).toMatchObject({ action: 'entry-deleted', revision: 3 });
    expect(event?.removed.map(({ id }) => id)).toEqual([ids[0], ids[2]]);
    for (const [address, verdict] of [
      ['192.0.2.1', 'deny'],
      ['192.0.2.2', 'allow'],
      ['192.0.2.3', 'deny'],
    ] as const)
      expect((await account.check(address)).verdict).toBe(verdict);
  });

  it('R10, R12: of the last entries turns the list off, and says so', async () => {
    const { ids, post } = await listed('192.0.2.1', '192.0.2.2');
    const { body } = await post('delete', { entries: ids });
    expect(body.mode).toBe('off');
    expect(body.warnings.map(({ code }) => code)).toEqual(['allowlist-off']);
  });

  it('R18: warns whoever is not covered by what is left', async () => {
    const { ids, post } = await listed('192.0.2.1', '198.51.100.4', '192.0.2.2');
    const { body } = await post('delete', { entries: ids.slice(1) }, { from: '198.51.100.4' });
    expect(body.warnings).toMatchObject([
      { code: 'own-address-not-listed', value: '198.51.100.4' },
    ]);
  });

  it('deletes nothing for an id that is not on the list, or for another revision', async () => {
    const { account, ids, post } = await listed('192.0.2.1', '192.0.2.2');
    const before = await account.list();
    expectProblem(await post('delete', { entries: [...ids, 'nothing'] }), 'entry-unknown');
    const stale = { headers: { 'If-Match': '"1"' } };
    expectProblem(await post('delete', { entries: ids }, stale), 'revision-changed');
    expectFieldProblem(await post('delete', { entries: [] }), 'invalid-request', '/entries');
    expect(await account.list()).toEqual(before);
  });

  it('R16: can be undone by restoring the revision, or the entries', async () => {
    const { account, ids, post } = await listed('192.0.2.1', '192.0.2.2', '192.0.2.3');
    const { entries } = await account.list();
    await post('delete', { entries: ids.slice(1) });
    expect((await post('restore', { revision: 2 })).status).toBe(200);
    expect((await account.list()).entries).toEqual(entries);
    await post('delete', { entries: ids.slice(1) });
    expect((await post('restore', { entries: ids.slice(1) })).status).toBe(200);
    expect((await account.list()).entries).toEqual(entries);
  });

  it('is done once for a key that is sent again', async () => {
    const { account, ids, post } = await listed('192.0.2.1', '192.0.2.2');
    const once = { headers: { 'Idempotency-Key': 'once' } };
    const first = await post('delete', { entries: [ids[0]] }, once);
    expect((await post('delete', { entries: [ids[0]] }, once)).body).toEqual(first.body);
    expect((await account.list()).revision).toBe(first.body.revision);
  });

  it('takes as many as a list can hold, the expired ones that do not count among them', async () => {
    const account = await TestAccount.create(new TestWorker(), { limit: MAX_ENTRY_LIMIT });
    const values = Array.from(
      { length: MAX_ENTRY_LIMIT },
      (_, at) => `198.51.${(at >> 8) % 256}.${at % 256}`,
    );
    const { added } = await account.add(...values);
    const expired = values.map((value) => ({
      format: 'address',
      value: value.replace('198.51', '203.0'),
      expiresAt: later(-HOUR_MS),
    }));
    const imported = await account.call<api.Change>('POST', '/allowlist/import', {
      body: { entries: expired },
    });
    const body = { entries: [...added, ...imported.body.added].map(({ id }) => id) };
    const deleted = await account.call('POST', '/allowlist/delete', { body });
    expect(deleted.status).toBe(200);
    expect(deleted.body.removed).toHaveLength(2 * MAX_ENTRY_LIMIT);
    const tooMany = { entries: [...body.entries, 'one'] };
    const refused = await account.call('POST', '/allowlist/delete', { body: tooMany });
    expectFieldProblem(refused, 'invalid-request', '/entries');
  });
});

describe('POST …/allowlist/edit', () => {
  it('gives all of them the same remark or expiry in one change, and keeps the rest', async () => {
    const { account, ids, post, newest } = await listed('192.0.2.1', '192.0.2.2', '192.0.2.3');
    const expiresAt = later(2 * HOUR_MS);
    const extended = await post('edit', { entries: ids.slice(0, 2), expiresAt });
    expect(extended.status).toBe(200);
    expect(extended.body.updated.map((entry) => [entry.id, entry.expiresAt])).toEqual([
      [ids[0], expiresAt],
      [ids[1], expiresAt],
    ]);
    await post('edit', { entries: ids.slice(1), remark: 'Office' });
    const { entries, revision } = await account.list();
    expect(entries.map((entry) => [entry.remark, entry.expiresAt])).toEqual([
      ['', expiresAt],
      ['Office', expiresAt],
      ['Office', null],
    ]);
    expect(revision).toBe(4);
    const event = await newest();
    expect(event).toMatchObject({ action: 'entry-edited', revision: 4 });
    expect(event?.updated.map(({ before, after }) => [before.remark, after.remark])).toEqual([
      ['', 'Office'],
      ['', 'Office'],
    ]);
    expect((await post('restore', { revision: 2 })).status).toBe(200);
    expect((await account.list()).entries.map((entry) => entry.expiresAt)).toEqual([
      null,
      null,
      null,
    ]);
  });

  it('is no change where all have it already', async () => {
    const { ids, post } = await listed('192.0.2.1', '192.0.2.2');
    expect((await post('edit', { entries: ids, expiresAt: null })).body.revision).toBe(2);
  });

  it('edits nothing for an id that is not on the list, a time that has passed, or no term', async () => {
    const { account, ids, post } = await listed('192.0.2.1', '192.0.2.2');
    const before = await account.list();
    expectProblem(
      await post('edit', { entries: ['nothing', ...ids], remark: 'x' }),
      'entry-unknown',
    );
    expectFieldProblem(
      await post('edit', { entries: ids, expiresAt: later(-HOUR_MS) }),
      'invalid-value',
      '/expiresAt',
    );
    expectFieldProblem(await post('edit', { entries: ids }), 'invalid-request', '');
    expect(await account.list()).toEqual(before);
  });
});

describe('the preview', () => {
  it('of a deletion says who would be cut off, and that the list would go off', async () => {
    const { account, ids, post } = await listed('192.0.2.1', '192.0.2.2', '192.0.2.3');
    const relay = await account.worker.relayToken();
    for (const address of ['192.0.2.1', '192.0.2.2', '192.0.2.3']) {
      const body = { account: account.name, address };
      await account.worker.call('POST /v1/check', { token: relay, body });
    }
    const some = await post<api.Preview>('preview', {
      deleteEntries: { entries: ids.slice(0, 2) },
    });
    expect(some.body.cutOff.map(({ address }) => address).toSorted()).toEqual([
      '192.0.2.1',
      '192.0.2.2',
    ]);
    expect(some.body).toMatchObject({ mode: 'enforce', revision: 2, count: 1 });
    const all = await post<api.Preview>('preview', { deleteEntries: { entries: ids } });
    expect(all.body).toMatchObject({ mode: 'off', cutOff: [] });
    expect(all.body.warnings.map(({ code }) => code)).toEqual(['allowlist-off']);
    expect((await account.list()).revision).toBe(2);
  });

  it('of an edit says where in it something is wrong', async () => {
    const { ids, post } = await listed('192.0.2.1');
    const good = await post<api.Preview>('preview', {
      editEntries: { entries: ids, expiresAt: later(HOUR_MS) },
    });
    expect(good.status).toBe(200);
    expect(good.body).toMatchObject({ cutOff: [], letIn: [] });
    expectFieldProblem(
      await post('preview', { editEntries: { entries: ids, expiresAt: later(-HOUR_MS) } }),
      'invalid-value',
      '/editEntries/expiresAt',
    );
    expectProblem(
      await post('preview', { deleteEntries: { entries: ['nothing'] } }),
      'entry-unknown',
    );
  });
});
