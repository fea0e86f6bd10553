/** A pause that ends: the account's object enforces the list again, by its alarm or before whatever is asked of it. */
import { evictDurableObject } from 'cloudflare:test';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type * as api from '../../../shared/api.ts';
import { directoryOf } from '../../../worker/platform/objects.ts';
import { openReplica } from '../../../worker/replicas/replica-format.ts';
import { expectFieldProblem, expectProblem } from '../support/expect-problem.ts';
import { giveBindings, kvPutting, objectsWith, runInside } from '../support/faulty-bindings.ts';
import { leaveAsFirst } from '../support/other-tables.ts';
import { passTime } from '../support/pass-time.ts';
import { env, TestAccount, TestWorker } from '../support/test-worker.ts';

const NOW = Date.UTC(2030, 0, 31, 8);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const STRANGER = '198.51.100.9';
const iso = (ms: number) => new Date(ms).toISOString();
const UNTIL = iso(NOW + HOUR);
const worker = new TestWorker();

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: NOW });
});
afterEach(() => {
  vi.useRealTimers();
});

const stubOf = (account: TestAccount) => env.ACCOUNTS.getByName(account.name);
const setMode = (account: TestAccount, body: object) =>
  account.call<api.Change & api.ProblemDocument>('PATCH', '/allowlist', { body });
const loseAlarm = (account: TestAccount) =>
  runInside(stubOf(account), (_object, { storage }) => storage.deleteAlarm());
const newest = async (account: TestAccount) =>
  (await account.call<api.HistoryPage>('GET', '/history?limit=1')).body.events[0];

/** A list of two entries that is paused for an hour, at revision 3. */
async function paused(settings: object = {}) {
  const account = await TestAccount.create(worker, settings);
  await account.add('192.0.2.1', '192.0.2.2');
  const answer = await setMode(account, { mode: 'observe', expiresInSeconds: 3_600 });
  expect(answer.status).toBe(200);
  return { account, stub: stubOf(account), answer: answer.body };
}

describe('a pause that ends', () => {
  it('says until when, in each answer of the list', async () => {
    const { account, answer } = await paused();
    const said = { mode: 'observe', revision: 3, observesUntil: UNTIL };
    expect(answer).toMatchObject(said);
    expect(await account.list()).toMatchObject(said);
    expect((await account.call<api.Account>('GET', '')).body).toMatchObject(said);
    expect((await account.call<object>('GET', '/export?format=json')).body).toMatchObject(said);
    expect(await newest(account)).toMatchObject({
      action: 'mode-changed',
      before: { mode: 'enforce', observesUntil: null },
      after: { mode: 'observe', observesUntil: UNTIL },
    });
  });

  it('R14: enforces the list by itself, which history, copies and directory are told', async () => {
    const { account, stub } = await paused();
    await passTime(stub, HOUR - 1);
    expect((await account.check(STRANGER, new TestWorker())).reason).toBe('observed');
    await passTime(stub, 1);
    const list = await account.list();
    expect(list).toMatchObject({ mode: 'enforce', revision: 4 });
    expect(list).not.toHaveProperty('observesUntil');
    expect(await newest(account)).toEqual({
      revision: 4,
      at: UNTIL,
      action: 'mode-changed',
      by: { tokenId: 'pause', name: 'pause' },
      before: { mode: 'observe', observesUntil: UNTIL },
      after: { mode: 'enforce', observesUntil: null },
      added: [],
      updated: [],
      removed: [],
    });
    await passTime(stub, 2_000);
    const bytes = await env.REPLICA.get(stub.id.toString(), 'arrayBuffer');
    expect(bytes && openReplica(bytes)).toMatchObject({ revision: 4, mode: 'enforce' });
    const row = await runInside(directoryOf(env), (_object, { storage }) =>
      storage.sql.exec('SELECT mode FROM accounts WHERE account = ?', account.name).one(),
    );
    expect(row).toEqual({ mode: 'enforce' });
    expect((await account.check(STRANGER, new TestWorker())).reason).toBe('not-listed');
    expect((await account.check('192.0.2.1', new TestWorker())).reason).toBe('listed');
  });

  const CALLS: readonly [string, (account: TestAccount) => Promise<unknown>][] = [
    ['the list', (account) => account.list()],
    ['the account', (account) => account.call('GET', '')],
    ['the history', (account) => account.call('GET', '/history')],
    ['an export', (account) => account.call('GET', '/export?format=json')],
    ['senders', (account) => account.call('GET', '/senders')],
    ['alerts', (account) => account.call('GET', '/alerts')],
    ['tokens', (account) => account.call('GET', '/tokens')],
    ['webhooks', (account) => account.call('GET', '/webhooks')],
    [
      'a preview',
      (account) => account.call('POST', '/allowlist/preview', { body: { disable: true } }),
    ],
    ['an addition', (account) => account.add('192.0.2.3')],
    ['a new token', (account) => account.token('viewer')],
    ['settings', (account) => worker.operator(`PATCH ${account.path()}`, { body: { limit: 20 } })],
    ['a copy that is confirmed', (account) => stubOf(account).readReplica(-1)],
  ];
  it.each(CALLS)('whose alarm was lost ends before %s is answered', async (_, call) => {
    for (const evicts of [false, true]) {
      const { account, stub } = await paused();
      await loseAlarm(account);
      if (evicts) await evictDurableObject(stub);
      vi.setSystemTime(Date.now() + 3 * HOUR);
      await call(account);
      // Without a call that would end it itself.
      const row = await runInside(stub, (_object, { storage }) =>
        storage.sql
          .exec(
            'SELECT mode, by_id FROM account, history WHERE history.after LIKE \'%enforce","o%\'',
          )
          .toArray(),
      );
      expect(row).toEqual([{ mode: 'enforce', by_id: 'pause' }]);
      vi.setSystemTime(NOW);
    }
  });

  it('whose alarm was lost ends with the report of an isolate that allowed from an observing copy', async () => {
    const { account, stub } = await paused();
    const relay = await worker.relayToken();
    const ask = async (place: TestWorker) => {
      const body = { account: account.name, address: STRANGER };
      return (await place.call<api.Decision>('POST /v1/check', { token: relay, body })).body.reason;
    };
    await passTime(stub, 2 * MINUTE);
    await loseAlarm(account);
    await evictDurableObject(stub);
    vi.setSystemTime(NOW + HOUR);
    expect(await ask(new TestWorker())).toBe('observed');
    await passTime(stub, 2_000);
    expect(await ask(new TestWorker())).toBe('not-listed');
    expect((await newest(account))?.by.name).toBe('pause');
  });

  it('that is over makes a change of the list as it then is, and If-Match of the one before fails', async () => {
    const { account } = await paused();
    await loseAlarm(account);
    vi.setSystemTime(NOW + HOUR);
    const headers = { 'If-Match': '"3"' };
    const body = { format: 'address', values: ['192.0.2.3'] };
    const stale = await account.call('POST', '/allowlist/entries', { body, headers });
    expectProblem(stale as never, 'revision-changed');
    expect(await account.add('192.0.2.3')).toMatchObject({ mode: 'enforce', revision: 5 });
  });

  it('refuses with a strict account as soon as it is over', async () => {
    const { account } = await paused({ consistency: 'strict' });
    await loseAlarm(account);
    expect((await account.check(STRANGER)).reason).toBe('observed');
    vi.setSystemTime(NOW + HOUR);
    expect((await account.check(STRANGER)).reason).toBe('not-listed');
  });

  it.each([
    ['enforce', { mode: 'enforce' }],
    ['observe', { mode: 'observe' }],
    ['observe', { mode: 'observe', expiresAt: null }],
  ] as const)('is cancelled by a PATCH to %s: %j', async (mode, body) => {
    const { account, stub } = await paused();
    const answer = await setMode(account, body);
    expect(answer.body).toMatchObject({ mode, revision: 4 });
    expect(answer.body).not.toHaveProperty('observesUntil');
    await passTime(stub, 2 * HOUR);
    expect(await account.list()).toMatchObject({ mode, revision: 4 });
  });

  it('takes the place of the one before, earlier or later', async () => {
    const { account, stub } = await paused();
    await setMode(account, { mode: 'observe', expiresAt: iso(NOW + 2 * HOUR) });
    await passTime(stub, HOUR + MINUTE);
    expect(await account.list()).toMatchObject({ mode: 'observe', revision: 4 });
    await setMode(account, { mode: 'observe', expiresAt: iso(NOW + HOUR + 2 * MINUTE) });
    await passTime(stub, MINUTE);
    expect(await account.list()).toMatchObject({ mode: 'enforce', revision: 6 });
  });

  it('of a list that goes off meanwhile enforces nothing, nor when it observes anew', async () => {
    const { account, stub } = await paused();
    await account.call('DELETE', '/allowlist');
    const body = { format: 'address', values: ['192.0.2.1'], mode: 'observe' };
    await account.call('POST', '/allowlist/entries', { body });
    await passTime(stub, 2 * HOUR);
    expect(await account.list()).toMatchObject({ mode: 'observe', revision: 5 });
    await account.call('DELETE', '/allowlist');
    await passTime(stub, 2 * HOUR);
    expect(await account.list()).toMatchObject({ mode: 'off', revision: 6 });
  });

  it('is not that of an account that is made again under the name', async () => {
    const { account, stub } = await paused();
    await worker.operator(`DELETE ${account.path()}`);
    await worker.operator('POST /v1/accounts', { body: { account: account.name } });
    const body = { format: 'address', values: ['192.0.2.1'], mode: 'observe' };
    await worker.operator(`POST ${account.path('/allowlist/entries')}`, { body });
    await evictDurableObject(stub);
    await passTime(stub, 2 * HOUR);
    const list = await worker.operator<api.Allowlist>(`GET ${account.path('/allowlist')}`);
    expect(list.body.mode).toBe('observe');
  });

  it('is kept by other changes, and by the object’s end', async () => {
    const { account, stub } = await paused();
    await account.add('192.0.2.3');
    await worker.operator(`PATCH ${account.path()}`, { body: { suspended: true } });
    await evictDurableObject(stub);
    expect(await account.list()).toMatchObject({ observesUntil: UNTIL, revision: 5 });
    await passTime(stub, HOUR);
    expect(await account.list()).toMatchObject({ mode: 'enforce', suspended: true, revision: 6 });
  });

  it('R16: comes back when an undo brings the list back', async () => {
    const { account, stub } = await paused();
    await account.call('DELETE', '/allowlist');
    const undone = await account.call('POST', '/allowlist/restore', { body: { revision: 3 } });
    expect(undone.body).toMatchObject({ mode: 'observe', observesUntil: UNTIL });
    await passTime(stub, HOUR);
    expect((await account.list()).mode).toBe('enforce');
    const past = await account.call('POST', '/allowlist/restore', { body: { revision: 5 } });
    expect(past.body).toMatchObject({ mode: 'enforce', revision: 6 });
  });

  it('comes to whoever has it from before 0.3.0 as no pause at all', async () => {
    const { account, stub } = await paused();
    await leaveAsFirst(stub);
    await passTime(stub, 2 * HOUR);
    expect(await account.list()).toMatchObject({ mode: 'observe', revision: 3 });
  });
});

describe('a pause that is over under a fault', () => {
  it('ends though KV and the directory take nothing, and is published once they do', async () => {
    const { account, stub } = await paused();
    await passTime(stub, HOUR - MINUTE);
    let isDown = true;
    const fail = () => Promise.reject(new Error('down'));
    await giveBindings(stub, {
      REPLICA: kvPutting((put) => (isDown ? fail() : put())),
      DIRECTORY: objectsWith(env.DIRECTORY, (call) => (isDown ? fail() : call())),
    });
    await passTime(stub, MINUTE);
    expect(await account.list()).toMatchObject({ mode: 'enforce', revision: 4 });
    isDown = false;
    await passTime(stub, 3 * MINUTE);
    const bytes = await env.REPLICA.get(stub.id.toString(), 'arrayBuffer');
    expect(bytes && openReplica(bytes)).toMatchObject({ revision: 4, mode: 'enforce' });
  });

  it('that the object can’t write leaves it answering, and ends once it can', async () => {
    const { account, stub } = await paused();
    let isSpent = true;
    await runInside(stub, (_object, { storage }) => {
      const { sql } = storage;
      const exec = sql.exec.bind(sql);
      Object.assign(sql, {
        exec: (query: string, ...values: SqlStorageValue[]) => {
          if (isSpent && /^\s*(INSERT|UPDATE)/.test(query)) throw new Error('quota');
          return exec(query, ...values);
        },
      });
    });
    vi.setSystemTime(NOW + HOUR);
    expect(await account.list()).toMatchObject({ mode: 'observe', revision: 3 });
    isSpent = false;
    expect(await account.list()).toMatchObject({ mode: 'enforce', revision: 4 });
    await evictDurableObject(stub);
  });
});

describe('PATCH …/allowlist', () => {
  it.each([
    [{ mode: 'enforce', expiresInSeconds: 3_600 }, 'invalid-request', '/mode'],
    [{ mode: 'enforce', expiresAt: UNTIL }, 'invalid-request', '/mode'],
    [{ mode: 'observe', expiresInSeconds: 60 }, 'invalid-request', '/expiresInSeconds'],
    [
      { mode: 'observe', expiresInSeconds: 3_600, expiresAt: UNTIL },
      'invalid-request',
      '/expiresInSeconds',
    ],
    [{ mode: 'observe', expiresAt: iso(NOW) }, 'invalid-value', '/expiresAt'],
  ] as const)('refuses %j', async (body, code, pointer) => {
    const { account } = await paused();
    expectFieldProblem(await setMode(account, body), code, pointer);
    expect(await account.list()).toMatchObject({ revision: 3, observesUntil: UNTIL });
  });

  it('refuses a pause of a list that is off', async () => {
    const account = await TestAccount.create(worker);
    const answer = await setMode(account, { mode: 'observe', expiresInSeconds: 3_600 });
    expectProblem(answer, 'allowlist-empty');
  });
});
