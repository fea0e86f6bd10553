/** The log that an operator reads after something went wrong: who did what in the deployment. */
import { runDurableObjectAlarm } from 'cloudflare:test';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type * as api from '../../../shared/api.ts';
import { KEPT_MS, MAX_EVENTS } from '../../../worker/objects/directory/event-log.ts';
import { directoryOf } from '../../../worker/platform/objects.ts';
import { giveBindings, objectsWith, runInside } from '../support/faulty-bindings.ts';
import { env, TestAccount, TestWorker } from '../support/test-worker.ts';

const OPERATOR = { tokenId: 'operator', name: 'operator' };
const DOWN = objectsWith(env.DIRECTORY, () => Promise.reject(new Error('the directory is down')));
const worker = new TestWorker();
const directory = directoryOf(env);
const HOUR_MS = 3_600_000;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
});

afterEach(() => {
  vi.useRealTimers();
});

async function eventsOf(query = '') {
  const answer = await worker.operator<api.DeploymentEventPage>(`GET /v1/events${query}`);
  expect(answer.status).toBe(200);
  return answer.body;
}

/** Lets an account's object report what it owes. That takes one second at most. */
async function tell(account: string) {
  vi.setSystemTime(Date.now() + 1_100);
  await runDurableObjectAlarm(env.ACCOUNTS.getByName(account));
}

/** Puts so many events into the log. */
function insert(count: number, at: number): Promise<unknown> {
  return runInside(directory, (_object, { storage: { sql } }) => {
    sql.exec(
      `INSERT INTO events (at, body)
       WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < ?)
       SELECT ?, '{}' FROM numbers`,
      count,
      at,
    );
  });
}

const clear = () =>
  runInside(directory, (_object, { storage: { sql } }) => {
    sql.exec('DELETE FROM events');
  });

/** Records an event with a time by the clock of an account's object. */
function recordAt(at: number): Promise<void> {
  const event = { at, kind: 'account-changed', by: OPERATOR, before: {}, after: {} } as const;
  const objectId = env.ACCOUNTS.newUniqueId().toString();
  return directory.recordEvents(objectId, 'a@example.com', [{ sequence: 1, event }]);
}

describe('GET /v1/events', () => {
  it('has who made, changed and deleted an account, newest first', async () => {
    const account = await TestAccount.create(worker);
    await worker.operator(`PATCH ${account.path()}`, { body: { suspended: true, note: 'fraud' } });
    await worker.operator(`DELETE ${account.path()}`);
    await tell(account.name);
    await tell(account.name);
    const { events } = await eventsOf();
    const about = events.filter((event) => event.account === account.name);
    const settings = { limit: 10, consistency: 'default', failMode: 'default' };
    const made = { ...settings, suspended: false, note: '' };
    const changed = { ...made, suspended: true, note: 'fraud' };
    expect(about.map(({ kind, by, before, after }) => [kind, by, before, after])).toEqual([
      ['account-deleted', OPERATOR, changed, {}],
      [
        'account-changed',
        OPERATOR,
        { suspended: false, note: '' },
        { suspended: true, note: 'fraud' },
      ],
      ['account-created', OPERATOR, {}, made],
    ]);
  });

  it('has who issued and revoked a relay token, never the token', async () => {
    const body = { name: 'mx', clientAddressHeader: 'X-Client' };
    const issued = await worker.operator<api.IssuedToken>('POST /v1/relay-tokens', { body });
    await worker.operator(`DELETE /v1/relay-tokens/${issued.body.id}`);
    const { events } = await eventsOf();
    const settings = {
      tokenId: issued.body.id,
      name: 'mx',
      expiresAt: null,
      clientAddressHeader: 'x-client',
    };
    expect(events.slice(0, 2)).toMatchObject([
      { kind: 'relay-token-revoked', account: null, by: OPERATOR, before: settings, after: {} },
      { kind: 'relay-token-issued', account: null, by: OPERATOR, before: {}, after: settings },
    ]);
    expect(JSON.stringify(events)).not.toContain(issued.body.token);
  });

  it('says in the log who changed the relay tokens', async () => {
    const lines: Record<string, unknown>[] = [];
    const log = vi.spyOn(console, 'log').mockImplementation((line) => {
      lines.push(JSON.parse(line));
    });
    await worker.relayToken();
    log.mockRestore();
    const call = 'POST /v1/relay-tokens';
    expect(lines).toContainEqual(
      expect.objectContaining({ event: 'changed', call, tokenId: 'operator' }),
    );
  });

  it('is read by pages', async () => {
    for (let time = 0; time < 5; time++) await worker.relayToken();
    const whole = (await eventsOf('?limit=4')).events.map(({ id }) => id);
    const first = await eventsOf('?limit=2');
    const second = await eventsOf(`?limit=2&cursor=${first.cursor}`);
    expect([...first.events, ...second.events].map(({ id }) => id)).toEqual(whole);
  });

  it('has an event once, and in the end, though the directory could not be reached', async () => {
    const account = await TestAccount.create(worker);
    const stub = env.ACCOUNTS.getByName(account.name);
    await giveBindings(stub, { DIRECTORY: DOWN });
    await worker.operator(`PATCH ${account.path()}`, { body: { limit: 20 } });
    await tell(account.name);
    const about = async () =>
      (await eventsOf('?limit=100')).events.filter(
        ({ kind, account: name }) => name === account.name && kind === 'account-changed',
      );
    expect(await about()).toEqual([]);
    await giveBindings(stub, { DIRECTORY: env.DIRECTORY });
    for (let time = 0; time < 3; time++) {
      vi.setSystemTime(Date.now() + 60_000);
      await runDurableObjectAlarm(stub);
    }
    expect(await about()).toHaveLength(1);
  });

  it('keeps 30 days, and the newest 100,000', async () => {
    await worker.relayToken();
    await insert(MAX_EVENTS + 50, Date.now());
    await worker.relayToken();
    const count = () =>
      runInside(directory, (_object, { storage: { sql } }) =>
        Number(sql.exec('SELECT count(*) AS n FROM events').one().n),
      );
    expect(await count()).toBeLessThanOrEqual(MAX_EVENTS);
    vi.setSystemTime(Date.now() + KEPT_MS + 1);
    expect((await eventsOf()).events).toEqual([]);
    const before = await count();
    await worker.relayToken();
    expect(await count()).toBe(before - 100 + 1);
  });

  it.each([
    ['an hour ago', -HOUR_MS],
    ['a year ahead', 365 * 24 * HOUR_MS],
    ['a year ago', -365 * 24 * HOUR_MS],
  ])('makes room by its own clock, whatever an event says that happened %s', async (_, awayMs) => {
    await clear();
    const now = Date.now();
    await insert(7, now - KEPT_MS + HOUR_MS / 2);
    await insert(7, now - KEPT_MS - HOUR_MS / 2);
    await recordAt(now + awayMs);
    const left = await runInside(directory, (_object, { storage: { sql } }) =>
      sql.exec('SELECT at FROM events WHERE object_id IS NULL').toArray(),
    );
    expect(left).toEqual(Array(7).fill({ at: now - KEPT_MS + HOUR_MS / 2 }));
  });
});
