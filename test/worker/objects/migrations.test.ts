/**
 * Tables that another version of this code made. Those of an earlier one are taken over, and work
 * goes on with those of a newer one.
 */
import { runDurableObjectAlarm } from 'cloudflare:test';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type * as api from '../../../shared/api.ts';
import { ACCOUNT_MIGRATIONS } from '../../../worker/objects/account/account-migrations.ts';
import { DIRECTORY_MIGRATIONS } from '../../../worker/objects/directory/directory-migrations.ts';
import { directoryOf } from '../../../worker/platform/objects.ts';
import { encodeRelayTokens } from '../../../worker/replicas/relay-tokens.ts';
import type { TokenRecord } from '../../../worker/tokens/token-record.ts';
import { callerOf, OPERATIONS, requestOf, setScene } from '../management/surface.ts';
import { LISTED, MailServer, OTHER } from '../protocols/mail-server.ts';
import { runInside, type Stub } from '../support/faulty-bindings.ts';
import { leaveAsFirst, leaveAsNewer, lostRows, tablesIn } from '../support/other-tables.ts';
import { Receiver } from '../support/receiver.ts';
import { env, TestAccount, TestWorker } from '../support/test-worker.ts';

const DAY_MS = 86_400_000;
interface Tokens {
  readonly tokens: readonly api.Token[];
}

const HOOK = { url: 'https://hooks.example.com/sendgate', form: 'standard' };
const stubOf = (account: TestAccount) => env.ACCOUNTS.getByName(account.name);

const numberOf = (stub: Stub) =>
  runInside(stub, (_object, { storage }) =>
    storage.sql.exec<{ number: number }>('SELECT number FROM migrations').one(),
  );

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/**
 * Makes an account with a row in every table of its object that its mail server and its manager can
 * fill.
 */
async function fullAccount(worker = new TestWorker()) {
  new Receiver();
  const mail = await MailServer.create(worker);
  const { account } = mail;
  const hook = await account.call<api.IssuedWebhook>('POST', '/webhooks', { body: HOOK });
  expect(hook.status).toBe(201);
  const expiring = { format: 'address', values: ['192.0.2.9'], expiresInSeconds: 2 * 86_400 };
  const headers = { 'Idempotency-Key': 'once' };
  const added = await account.call('POST', '/allowlist/entries', { body: expiring, headers });
  expect(added.status).toBe(201);
  await mail.ask({ body: mail.login(LISTED) });
  await mail.ask({ body: mail.login(OTHER) });
  await runInside(stubOf(account), async (object) => {
    await (object as { alarm(): Promise<void> }).alarm();
  });
  return { mail, account, webhookId: hook.body.id };
}

/** Reads everything that the account's manager can read, without what changes by time alone. */
async function readAll(account: TestAccount) {
  const read = async (rest: string) => (await account.call<object>('GET', rest)).body;
  const settings = await account.worker.operator<api.Account>(`GET ${account.path()}`);
  return {
    // An early build's replica has another layout, so it is published anew.
    settings: { ...settings.body, publishedRevision: 0, unpublishedSince: 0 },
    list: await read('/allowlist'),
    history: await read('/history'),
    webhooks: await read('/webhooks'),
    alerts: await read('/alerts'),
    tokens: ((await read('/tokens')) as Tokens).tokens.map(({ id, role }) => [id, role]),
    senders: await read('/senders'),
  };
}

describe('migrations', () => {
  it.each([
    ['an account', ACCOUNT_MIGRATIONS],
    ['the directory', DIRECTORY_MIGRATIONS],
  ])('of %s are numbered from 1, without a gap', (_, migrations) => {
    expect(migrations.map(({ number }) => number)).toEqual(migrations.map((_one, at) => at + 1));
  });

  it('are all noted with the first write', async () => {
    const account = await TestAccount.create();
    expect(await numberOf(stubOf(account))).toEqual({ number: ACCOUNT_MIGRATIONS.length });
    expect(await numberOf(directoryOf(env))).toEqual({ number: DIRECTORY_MIGRATIONS.length });
  });
});

describe('tables of version 0.1.0', () => {
  const firstBuild = {
    tokens: 'client_address_header',
    outbox: 'published_layout',
    webhooks: 'kinds',
  };

  it.each([
    ['its last build', {}],
    ['an early build', firstBuild],
    ['an earlier build', { ...firstBuild, outbox: 'verified_version published_layout' }],
  ])('as %s made them are taken over with all that is in them', async (_, lacking) => {
    const { account, mail } = await fullAccount();
    await account.publish();
    const relays = await mail.worker.operator<Tokens>('GET /v1/relay-tokens');
    const before = await readAll(account);
    await leaveAsFirst(stubOf(account), lacking);
    await leaveAsFirst(directoryOf(env), lacking);
    expect(await readAll(account)).toEqual(before);
    expect((await mail.worker.operator<Tokens>('GET /v1/relay-tokens')).body).toEqual(relays.body);
    expect(await numberOf(stubOf(account))).toEqual({ number: ACCOUNT_MIGRATIONS.length });
    expect(await directoryOf(env).hasAccount(stubOf(account).id.toString())).toBe(true);
    const { revision } = await account.add('192.0.2.10');
    expect((await account.list()).revision).toBe(revision);
  });

  it('of an account with hardly anything are taken over too', async () => {
    const account = await TestAccount.create();
    await leaveAsFirst(stubOf(account));
    const { revision } = await account.add('192.0.2.1');
    await account.publish();
    expect(await account.check('192.0.2.2', new TestWorker())).toMatchObject({
      verdict: 'deny',
      revision,
    });
  });
});

describe('tables of a newer version, after a rollback', () => {
  it.each(OPERATIONS)('do for $name, and keep what the newer version wrote', async (operation) => {
    const worker = new TestWorker();
    const scene = await setScene(worker, operation);
    const token = await callerOf(operation, scene);
    const stubs = [stubOf(scene.account), directoryOf(env)];
    const known = await Promise.all(stubs.map(leaveAsNewer));
    const body = operation.body?.(scene);
    const answer = await worker.call(requestOf(operation, scene), { token, ...(body && { body }) });
    expect(answer.status, JSON.stringify(answer.body)).toBe(operation.status);
    for (const [at, stub] of stubs.entries()) {
      expect(await lostRows(stub, known[at] ?? new Set())).toEqual([]);
      expect((await numberOf(stub)).number).toBeGreaterThan(1000);
    }
  });

  it('do for what checks and time bring about', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
    const { account, mail } = await fullAccount();
    const stub = stubOf(account);
    const known = await leaveAsNewer(stub);
    expect([...known].map((row) => row.split(' ')[0])).toEqual(
      expect.arrayContaining([
        'activity',
        'alerts',
        'deliveries',
        'expiry_warnings',
        'idempotency',
      ]),
    );
    for (let days = 0; days < 3; days++) {
      await mail.ask({ body: mail.login(LISTED) });
      await mail.ask({ body: mail.login(OTHER) });
      vi.setSystemTime(Date.now() + DAY_MS);
      expect(await runDurableObjectAlarm(stub)).toBe(true);
    }
    const { body } = await account.call<api.AlertPage>('GET', '/alerts');
    expect(new Set(body.alerts.map(({ kind }) => kind))).toEqual(
      new Set(['leaked-password', 'entry-expiring']),
    );
    expect(await lostRows(stub, known)).toEqual([]);
  });
});

describe('an object that was never written to', () => {
  const BY = { tokenId: 'test', name: 'test' };
  const CONTEXT = { by: BY, revisions: undefined, idempotency: undefined, caller: undefined };
  const REPORT = { senders: [], leaks: [], others: { allowed: 1, refused: 0, observed: 0 }, at: 1 };
  const issued: TokenRecord = {
    ...{ id: '1', role: 'viewer', name: '', digest: '', createdAt: 1, createdBy: BY },
    ...{ expiresAt: null, lastUsedAt: null, clientAddressHeader: null },
  };
  const UNKNOWN = { ok: false, error: { code: 'account-unknown' } };

  it('of an account answers every call as of nobody, and makes no table', async () => {
    const stub = env.ACCOUNTS.getByName('nobody@example.com');
    const refused = [
      stub.describe(),
      stub.changeSettings({ note: 'x' }, CONTEXT),
      stub.remove(undefined),
      stub.readAllowlist(),
      stub.readExportSource(),
      stub.change({ kind: 'disable' }, CONTEXT),
      stub.readAlerts(undefined, 10),
      stub.addWebhook({ id: '1', url: HOOK.url, form: 'text', name: '', kinds: null }, BY),
      stub.listWebhooks(),
      stub.rotateWebhook('1', BY),
      stub.removeWebhook('1', BY),
      stub.readDeliveries('1'),
      stub.testWebhook('1'),
      stub.readSenders(),
      stub.preview({ kind: 'disable' }, undefined),
      stub.readHistory(undefined, 10),
      stub.issueToken(issued),
      stub.listTokens(),
      stub.revokeToken('1', BY),
    ];
    for (const answer of refused) expect(await answer).toMatchObject(UNKNOWN);
    expect(await stub.readReplica(-1)).toBe('unknown');
    expect(await stub.authenticate('1', 'x')).toBeNull();
    expect(await stub.recordActivity(REPORT)).toBe(false);
    expect(await stub.recordTokenUse('1', 1)).toBeUndefined();
    const kept = await runInside(stub, async (_object, { storage }) => [
      tablesIn(storage.sql),
      await storage.getAlarm(),
    ]);
    expect(kept).toEqual([[], null]);
  });

  it('the directory: the same', async () => {
    const stub = env.DIRECTORY.getByName('never-written-to');
    expect(await stub.hasAccount('1')).toBe(false);
    expect(await stub.listAccounts('', 10)).toEqual([]);
    expect(await stub.readUsage(10)).toMatchObject({ totals: { accounts: 0 }, accounts: [] });
    expect(await stub.listTokens()).toEqual([]);
    expect(await stub.revokeToken('1')).toMatchObject({ ok: false });
    expect(await stub.authenticate('1', 'x')).toBeNull();
    expect(await stub.recordTokenUse('1', 1)).toBeUndefined();
    expect(await stub.removeAccount('a', 1)).toBeUndefined();
    expect(await stub.readRelayTokens(-1)).toBe(encodeRelayTokens({ version: 0, tokens: [] }));
    expect(await runInside(stub, (_object, { storage }) => tablesIn(storage.sql))).toEqual([]);
  });
});
