/**
 * One stored row can't be read, because it is damaged or a newer version wrote it. All other rows
 * stay readable.
 */
import { evictDurableObject, runDurableObjectAlarm } from 'cloudflare:test';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as api from '../../../shared/api.ts';
import { directoryOf } from '../../../worker/platform/objects.ts';
import { LISTED, MailServer, OTHER } from '../protocols/mail-server.ts';
import { runInside, type Stub } from '../support/faulty-bindings.ts';
import { Receiver } from '../support/receiver.ts';
import { env, TestAccount, TestWorker } from '../support/test-worker.ts';

const HOUR_MS = 3_600_000;
const GARBAGE = '{"half": ';
const stubOf = (account: TestAccount) => env.ACCOUNTS.getByName(account.name);

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** Writes into the object's tables, and starts it anew. */
async function damage(stub: Stub, query: string, ...values: SqlStorageValue[]): Promise<void> {
  const { rowsWritten } = await runInside(stub, (_object, { storage }) => {
    const { rowsWritten } = storage.sql.exec(query, ...values);
    return { rowsWritten };
  });
  expect(rowsWritten).toBeGreaterThan(0);
  await evictDurableObject(stub);
}

const damageAccount = (account: TestAccount, query: string, ...values: SqlStorageValue[]) =>
  damage(stubOf(account), query, ...values);

interface Tokens {
  readonly tokens: readonly api.Token[];
}

describe('an entry that can’t be read', () => {
  const KINDS = [
    ['is damaged', "UPDATE entries SET value = '192.0.2.'"],
    ['is of a newer format', "UPDATE entries SET format = 'network', value = 'AS64496'"],
    ['has no time', "UPDATE entries SET created_at = 'yesterday'"],
    ['has an expiry that is none', "UPDATE entries SET expires_at = 'soon'"],
  ] as const;

  it.each(KINDS)('and %s is listed, covers nothing, and can be deleted', async (_, query) => {
    const account = await TestAccount.create();
    const { added } = await account.add('192.0.2.1', '192.0.2.2');
    const [lost, kept] = added;
    await damageAccount(account, `${query} WHERE id = ?`, lost?.id ?? '');
    const list = await account.list();
    expect(api.Allowlist.parse(list)).toEqual(list);
    expect(list).toMatchObject({ mode: 'enforce', count: 2 });
    expect(list.entries).toMatchObject([{ id: lost?.id, unreadable: true }, { id: kept?.id }]);
    expect(list.entries[1]).not.toHaveProperty('unreadable');
    expect((await account.check('192.0.2.1', new TestWorker())).verdict).toBe('deny');
    expect((await account.check('192.0.2.2', new TestWorker())).verdict).toBe('allow');
    expect((await account.delete(lost?.id)).removed).toMatchObject([{ unreadable: true }]);
    expect(await account.list()).toMatchObject({ mode: 'enforce', count: 1 });
  });

  it('shows its value as it is stored', async () => {
    const account = await TestAccount.create();
    await account.add('192.0.2.1');
    await damageAccount(account, "UPDATE entries SET format = 'network', value = 'AS64496'");
    expect((await account.list()).entries).toMatchObject([{ value: 'AS64496', unreadable: true }]);
  });

  it('R10: alone on a list keeps it on, until it is deleted', async () => {
    const account = await TestAccount.create();
    const { added } = await account.add('192.0.2.1');
    await account.publish();
    await damageAccount(account, "UPDATE entries SET value = 'x'");
    expect(await account.list()).toMatchObject({ mode: 'enforce', count: 1 });
    expect(await account.check('192.0.2.2', new TestWorker())).toMatchObject({
      reason: 'not-listed',
    });
    const { body: observing } = await account.call('PATCH', '/allowlist', {
      body: { mode: 'observe' },
    });
    expect(observing.mode).toBe('observe');
    const { body } = await account.call<string>('GET', '/export?format=postfix-cidr');
    expect(body).not.toContain('192.0.2.1');
    expect(await account.delete(added[0]?.id)).toMatchObject({ mode: 'off', count: 0 });
  });

  it('leaves room and duplicates as they are, and goes with the others when the list is cleared', async () => {
    const account = await TestAccount.create(new TestWorker(), { limit: 3 });
    await account.add('192.0.2.1', '192.0.2.2');
    await damageAccount(account, "UPDATE entries SET value = 'x'");
    await account.add('192.0.2.1');
    const full = await account.call<api.ProblemDocument>('POST', '/allowlist/entries', {
      body: { format: 'address', values: ['192.0.2.3'] },
    });
    expect(full.body).toMatchObject({ code: 'limit-reached', room: 0 });
    const cleared = await account.call('DELETE', '/allowlist');
    expect(cleared.body).toMatchObject({ mode: 'off', count: 0 });
    const restored = await account.call('POST', '/allowlist/restore', {
      body: { revision: cleared.body.revision - 1 },
    });
    expect(restored.body).toMatchObject({ mode: 'enforce', count: 3 });
    const values = (await account.list()).entries.map(({ value, unreadable = false }) => [
      value,
      unreadable,
    ]);
    expect(values).toEqual([
      ['x', true],
      ['x', true],
      ['192.0.2.1', false],
    ]);
  });

  it('keeps the account from nothing: it can be suspended, deleted and made again', async () => {
    const account = await TestAccount.create();
    await account.add('192.0.2.1');
    await damageAccount(account, "UPDATE entries SET value = 'x'");
    const path = account.path();
    const suspended = await account.worker.operator(`PATCH ${path}`, { body: { suspended: true } });
    expect(suspended.status).toBe(200);
    const preview = await account.call('POST', '/allowlist/preview', { body: { disable: true } });
    expect(preview.status).toBe(200);
    for (const rest of ['/history', '/senders', '/export?format=csv', '/export?format=json'])
      expect((await account.call('GET', rest)).status, rest).toBe(200);
    expect((await account.worker.operator(`DELETE ${path}`)).status).toBe(204);
    const body = { account: account.name };
    expect((await account.worker.operator('POST /v1/accounts', { body })).status).toBe(201);
  });

  it('is logged once a load, by its id and not by its value', async () => {
    const account = await TestAccount.create();
    const { added } = await account.add('192.0.2.1');
    await damageAccount(account, "UPDATE entries SET value = 'secret-value'");
    const log = vi.spyOn(console, 'error');
    for (let reads = 0; reads < 3; reads++) await account.list();
    const lines = log.mock.calls
      .map(([line]) => String(line))
      .filter((line) => /unreadable/.test(line));
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      ...{ event: 'rows-unreadable', table: 'entries', count: 1, ids: added[0]?.id },
    });
    expect(lines[0]).not.toContain('secret-value');
  });
});

describe('settings that a newer version wrote', () => {
  it('an unknown mode enforces', async () => {
    const account = await TestAccount.create();
    await account.add('192.0.2.1');
    await damageAccount(account, "UPDATE account SET mode = 'greylist'");
    expect((await account.list()).mode).toBe('enforce');
    expect((await account.check('192.0.2.2', new TestWorker())).reason).toBe('not-listed');
    expect((await account.check('192.0.2.1', new TestWorker())).reason).toBe('listed');
  });

  it('an unknown consistency is strict', async () => {
    const account = await TestAccount.create();
    await damageAccount(account, "UPDATE account SET consistency = 'quorum'");
    const { body } = await account.worker.operator<api.Account>(`GET ${account.path()}`);
    expect(body.consistency).toBe('strict');
  });

  it('an unknown fail mode is closed', async () => {
    const account = await TestAccount.create(new TestWorker(), { failMode: 'open' });
    await damageAccount(account, "UPDATE account SET fail_mode = 'by-hour'");
    const { body } = await account.worker.operator<api.Account>(`GET ${account.path()}`);
    expect(body.failMode).toBe('closed');
  });
});

describe('history that can’t be read', () => {
  async function changed() {
    const account = await TestAccount.create();
    const { revision, added } = await account.add('192.0.2.1', '192.0.2.2');
    await account.delete(added[0]?.id);
    await account.add('192.0.2.3');
    return { account, revision };
  }
  const read = async (account: TestAccount, query = '') =>
    (await account.call<api.HistoryPage>('GET', `/history${query}`)).body;

  it.each([
    ['an action of a newer version', "UPDATE history SET action = 'entries-merged'"],
    ['damaged settings', `UPDATE history SET before = '${GARBAGE}'`],
    ['no time', "UPDATE history SET at = 'then'"],
  ])('for %s is left out, page by page, and the list can still be taken back', async (_, query) => {
    const { account, revision } = await changed();
    const before = await read(account);
    await damageAccount(account, `${query} WHERE action = 'entry-deleted'`);
    const after = await read(account);
    expect(after.events).toEqual(before.events.filter(({ action }) => action !== 'entry-deleted'));
    const paged: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page: api.HistoryPage = await read(account, `?limit=1${cursor && `&cursor=${cursor}`}`);
      paged.push(...page.events.map(({ action }) => action));
      cursor = page.cursor;
    }
    expect(paged).toEqual(after.events.map(({ action }) => action));
    const restored = await account.call('POST', '/allowlist/restore', { body: { revision } });
    expect(restored.status).toBe(200);
    const values = (await account.list()).entries.map(({ value }) => value);
    expect(values.sort()).toEqual(['192.0.2.1', '192.0.2.2']);
  });

  it('for a damaged entry is told without it', async () => {
    const { account } = await changed();
    await damageAccount(
      account,
      `UPDATE history_entries SET before = '${GARBAGE}' WHERE after IS NULL`,
    );
    const { events } = await read(account);
    const deletion = events.find(({ action }) => action === 'entry-deleted');
    expect(deletion).toMatchObject({ removed: [], added: [], updated: [] });
  });
});

describe('a token that can’t be read', () => {
  it.each([
    ['of a newer role', "UPDATE tokens SET role = 'auditor'"],
    ['without a time', "UPDATE tokens SET created_at = 'then'"],
  ])('%s opens nothing, is not listed, and can be revoked', async (_, query) => {
    const account = await TestAccount.create();
    const token = await account.token('viewer');
    const list = async () => (await account.call<Tokens>('GET', '/tokens')).body.tokens;
    const id = (await list()).find(({ role }) => role === 'viewer')?.id ?? '';
    await damageAccount(account, `${query} WHERE id = ?`, id);
    expect((await list()).map(({ role }) => role)).toEqual(['manager']);
    expect((await account.worker.call('GET /v1/session', { token })).status).toBe(401);
    const check = { account: account.name, address: '192.0.2.1' };
    expect((await new TestWorker().call('POST /v1/check', { token, body: check })).status).toBe(
      401,
    );
    expect((await account.call('DELETE', `/tokens/${id}`)).status).toBe(204);
    expect((await account.call('DELETE', `/tokens/${id}`)).status).toBe(404);
  });

  it('of the relays: the same', async () => {
    const worker = new TestWorker();
    const token = await worker.relayToken();
    const good = await worker.relayToken();
    const id = token.split('_')[1] ?? '';
    await damage(directoryOf(env), "UPDATE tokens SET role = 'proxy' WHERE id = ?", id);
    const { body } = await worker.operator<Tokens>('GET /v1/relay-tokens');
    expect(body.tokens.map((one) => one.id)).not.toContain(id);
    expect((await worker.call('GET /v1/session', { token: good })).status).toBe(200);
    expect((await worker.operator(`DELETE /v1/relay-tokens/${id}`)).status).toBe(204);
  });
});

describe('an event of the deployment that can’t be read', () => {
  const DAMAGES = [
    ['is damaged', GARBAGE],
    ['is empty', 'null'],
    ['has no time', "json_set(body, '$.at', 'then')"],
    ['has nobody', "json_remove(body, '$.by')"],
    ['is of a newer kind', "json_set(body, '$.kind', 'account-moved')"],
  ] as const;
  const quote = (body: string) => (body.startsWith('json_') ? body : `'${body}'`);

  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
  });

  async function eventsOf(query: string) {
    const { status, body } = await new TestWorker().operator<api.DeploymentEventPage>(
      `GET /v1/events?${query}`,
    );
    expect(status).toBe(200);
    expect(api.DeploymentEventPage.parse(body)).toEqual(body);
    return body;
  }
  const changesOf = async (account: TestAccount) =>
    (await eventsOf('limit=100')).events
      .filter((event) => event.account === account.name && event.kind === 'account-changed')
      .map(({ after }) => after);

  async function tell(account: TestAccount) {
    vi.setSystemTime(Date.now() + 60_000);
    await runDurableObjectAlarm(stubOf(account));
  }

  /** The number of rows that each line of the log names. */
  function loggedOf(log: { readonly mock: { readonly calls: unknown[][] } }, table: string) {
    const lines = log.mock.calls.map(([line]) => JSON.parse(String(line)));
    return lines
      .filter((line) => line.event === 'rows-unreadable' && line.table === table)
      .map(({ count }) => count);
  }

  it.each(DAMAGES)('and %s is left out, and the pages go on past it', async (_, body) => {
    const worker = new TestWorker();
    for (let time = 0; time < 4; time++) await worker.relayToken();
    const [newest, lost, ...rest] = (await eventsOf('limit=4')).events;
    const query = `UPDATE events SET body = ${quote(body)} WHERE sequence = ?`;
    await damage(directoryOf(env), query, Number(lost?.id));
    const log = vi.spyOn(console, 'error');
    expect((await eventsOf('limit=4')).events).toEqual([newest, ...rest]);
    const paged: api.DeploymentEventPage['events'] = [];
    let cursor: string | null = null;
    for (let page = 0; page < 4; page++) {
      const answer = await eventsOf(cursor === null ? 'limit=1' : `limit=1&cursor=${cursor}`);
      paged.push(...answer.events);
      cursor = answer.cursor;
    }
    expect(paged).toEqual([newest, ...rest]);
    expect(loggedOf(log, 'events')).toEqual([1]);
  });

  it.each(DAMAGES.slice(0, 3))(
    'and %s is given up by the account, which tells the later ones',
    async (_, body) => {
      const account = await TestAccount.create();
      await tell(account);
      const log = vi.spyOn(console, 'error');
      const owe = `INSERT INTO owed_events (body)
        SELECT ${quote(body)} FROM (SELECT '{"kind":"account-changed"}' AS body)`;
      await damageAccount(account, owe);
      const change = (limit: number) =>
        account.worker.operator(`PATCH ${account.path()}`, { body: { limit } });
      await change(20);
      await tell(account);
      expect(await changesOf(account)).toEqual([{ limit: 20 }]);
      expect(loggedOf(log, 'owed_events')).toEqual([1]);
      const owed = await runInside(stubOf(account), (_object, { storage: { sql } }) =>
        Number(sql.exec('SELECT count(*) AS n FROM owed_events').one().n),
      );
      expect(owed).toBe(0);
      await change(30);
      await tell(account);
      expect(await changesOf(account)).toEqual([{ limit: 30 }, { limit: 20 }]);
    },
  );

  it('and is of a newer kind reaches the directory, and is shown once its kind is known', async () => {
    const account = await TestAccount.create();
    const owe = 'INSERT INTO owed_events (body) VALUES (?)';
    const by = { tokenId: 'operator', name: 'operator' };
    const event = { at: Date.now(), kind: 'account-moved', by, before: {}, after: { limit: 15 } };
    await damageAccount(account, owe, JSON.stringify(event));
    await account.worker.operator(`PATCH ${account.path()}`, { body: { limit: 20 } });
    await tell(account);
    expect(await changesOf(account)).toEqual([{ limit: 20 }]);
    const know = `UPDATE events SET body = replace(body, 'account-moved', 'account-changed')
      WHERE instr(body, ?)`;
    await damage(directoryOf(env), know, account.name);
    expect(await changesOf(account)).toEqual([{ limit: 20 }, { limit: 15 }]);
  });
});

describe('what is kept of alerts, webhooks and checks, where it can’t be read', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
  });

  async function alerted() {
    const receiver = new Receiver();
    const mail = await MailServer.create();
    const { account } = mail;
    // The account has its own URL, since alarms of other accounts still deliver in the meantime.
    const url = `https://${account.name.replace('@', '.')}/`;
    const body = { url, form: 'text' };
    const hook = await account.call<api.IssuedWebhook>('POST', '/webhooks', { body });
    receiver.respond = () => Promise.reject(new Error('connection refused'));
    await mail.ask({ body: mail.login(OTHER) });
    await mail.ask({ body: mail.login('192.0.2.77') });
    /** Takes the deliveries for this account since the last look. */
    const take = () => receiver.received.splice(0).filter((one) => one.url === url);
    const wait = (count: number) =>
      vi.waitFor(() =>
        expect(receiver.received.filter((one) => one.url === url)).toHaveLength(count),
      );
    await wait(2);
    return { account, mail, receiver, take, wait, id: hook.body.id };
  }
  const alertsOf = async (account: TestAccount) =>
    (await account.call<api.AlertPage>('GET', '/alerts')).body.alerts;

  it.each([
    ['of a newer kind', `UPDATE alerts SET body = '{"kind":"list-off","at":1}'`],
    ['damaged', `UPDATE alerts SET body = '${GARBAGE}'`],
  ])('an alert that is %s is left out', async (_, query) => {
    const { account } = await alerted();
    await damageAccount(account, `${query} WHERE sequence = 1`);
    expect((await alertsOf(account)).map(({ address }) => address)).toEqual(['192.0.2.77']);
  });

  it('a delivery is given up, and the others are made', async () => {
    const { account, receiver, take, wait, id } = await alerted();
    await damageAccount(account, `UPDATE deliveries SET alert = '${GARBAGE}' WHERE sequence = 1`);
    take();
    receiver.respond = () => new Response(null, { status: 204 });
    vi.setSystemTime(Date.now() + 5_000);
    await runDurableObjectAlarm(stubOf(account));
    await wait(1);
    await vi.waitFor(async () => {
      const { body } = await account.call<api.DeliveryList>('GET', `/webhooks/${id}/deliveries`);
      expect(body.deliveries).toMatchObject([{ state: 'delivered' }]);
    });
    expect(await dueSoon(account)).toBe(false);
  });

  it.each([
    ['of a newer form', "UPDATE webhooks SET form = 'teams'"],
    ['damaged', "UPDATE webhooks SET url = 'nowhere'"],
  ])(
    'a webhook that is %s gets nothing, rings no alarm without end, and can be deleted',
    async (_, query) => {
      const { account, mail, take, id } = await alerted();
      await damageAccount(account, query);
      take();
      vi.setSystemTime(Date.now() + 5_000);
      await runDurableObjectAlarm(stubOf(account));
      await mail.ask({ body: mail.login('192.0.2.78') });
      expect((await alertsOf(account)).map(({ address }) => address)).toContain('192.0.2.78');
      expect(take()).toEqual([]);
      vi.setSystemTime(Date.now() + 60_000);
      await runDurableObjectAlarm(stubOf(account));
      expect(await dueSoon(account)).toBe(false);
      expect((await account.call<api.WebhookList>('GET', '/webhooks')).body.webhooks).toEqual([]);
      expect((await account.call('DELETE', `/webhooks/${id}`)).status).toBe(204);
    },
  );

  it('what was seen of checks begins anew', async () => {
    const { account, mail } = await alerted();
    await mail.ask({ body: mail.login(LISTED) });
    vi.setSystemTime(Date.now() + 60_000);
    await runDurableObjectAlarm(stubOf(account));
    await damageAccount(account, `UPDATE activity SET body = '${GARBAGE}'`);
    const read = async () => (await account.call<api.SenderList>('GET', '/senders')).body.senders;
    expect(await read()).toEqual([]);
    await mail.ask({ body: mail.login(LISTED), at: new TestWorker() });
    expect(await read()).toMatchObject([{ address: LISTED }]);
  });

  it('an answer to a repeated request is made anew', async () => {
    const account = await TestAccount.create();
    const headers = { 'Idempotency-Key': 'once' };
    const body = { format: 'address', values: ['192.0.2.1'] };
    const add = () => account.call('POST', '/allowlist/entries', { body, headers });
    expect((await add()).status).toBe(201);
    await damageAccount(account, 'UPDATE idempotency SET answer = ?', new Uint8Array([123]).buffer);
    expect((await add()).status).toBe(409);
    const other = { format: 'address', values: ['192.0.2.2'] };
    expect((await account.call('POST', '/allowlist/entries', { body: other })).status).toBe(201);
  });

  it('counts in the directory are left out of the metrics', async () => {
    const { account, mail } = await alerted();
    const fine = (await MailServer.create(mail.worker)).account;
    await mail.ask({ body: mail.login(LISTED, fine.name) });
    vi.setSystemTime(Date.now() + HOUR_MS);
    for (const one of [account, fine]) await runDurableObjectAlarm(stubOf(one));
    const query = `UPDATE usage SET body = '${GARBAGE}' WHERE account = ?`;
    await damage(directoryOf(env), query, account.name);
    const { status, body } = await mail.worker.operator<string>('GET /v1/metrics');
    expect(status).toBe(200);
    expect(body).toContain(
      `sendgate_account_checks_total{account="${fine.name}",outcome="allowed"} 1`,
    );
    expect(body).not.toContain(`sendgate_account_checks_total{account="${account.name}"`);
    expect(body).toContain(`sendgate_account_entries{account="${account.name}"} 2`);
  });

  /** Whether the alarm would ring again and again within a minute. */
  async function dueSoon(account: TestAccount): Promise<boolean> {
    for (let alarms = 0; alarms < 5; alarms++) {
      const alarm = await runInside(stubOf(account), (_object, { storage }) => storage.getAlarm());
      if (alarm === null || alarm > Date.now() + 60_000) return false;
      vi.setSystemTime(alarm);
      await runDurableObjectAlarm(stubOf(account));
    }
    return true;
  }
});
