import { evictDurableObject, runDurableObjectAlarm } from 'cloudflare:test';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type * as api from '../../../shared/api.ts';
import { hookRequest } from '../../conformance/stalwart-session.ts';
import { LISTED, MailServer, OTHER } from '../protocols/mail-server.ts';
import { NginxProxy, REFUSED as REFUSED_BY_PROXY } from '../protocols/nginx-proxy.ts';
import { accountsWith } from '../support/faulty-bindings.ts';
import { env, type TestAccount, TestWorker } from '../support/test-worker.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const NOTHING = { address: null, server: null, entry: null, expiresAt: null };

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2030, 0, 31, 8) });
});
afterEach(() => {
  vi.useRealTimers();
});

const pass = (milliseconds: number) => vi.setSystemTime(Date.now() + milliseconds);
const stubOf = (account: TestAccount) => env.ACCOUNTS.getByName(account.name);
const addressOf = (index: number) => `2001:db8:1::${index.toString(16)}`;

async function alertsOf(account: TestAccount, query = ''): Promise<api.AlertPage> {
  const { status, body } = await account.call<api.AlertPage>('GET', `/alerts${query}`);
  expect(status, JSON.stringify(body)).toBe(200);
  return body;
}

/** Publishes the list, so that every isolate sees its newest state. */
async function publish(account: TestAccount): Promise<void> {
  pass(1_000);
  await runDurableObjectAlarm(stubOf(account));
}

const kindsOf = async (account: TestAccount) =>
  (await alertsOf(account)).alerts.map(({ kind }) => kind);

/** Asks about a login with the right password, as Dovecot does. */
const login = (mail: MailServer, remote: string, at?: TestWorker) =>
  mail.ask({ body: mail.login(remote), ...(at && { at }) });

/** Asks the same question as a caller that can't tell whether the password was right. */
const check = ({ worker, relay, account }: MailServer, address: string) =>
  worker.call('POST /v1/check', { token: relay, body: { account: account.name, address } });

async function add(account: TestAccount, value: string, terms: object): Promise<string> {
  const body = { format: 'address', values: [value], ...terms };
  const answer = await account.call('POST', '/allowlist/entries', { body });
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return answer.body.added[0]?.id ?? '';
}

describe('leaked-password', () => {
  it('is raised at once by a refusal after a right password, and names address and mail server', async () => {
    const mail = await MailServer.create();
    await login(mail, OTHER);
    expect(await alertsOf(mail.account)).toEqual({
      alerts: [
        {
          ...NOTHING,
          id: expect.stringMatching(/^[0-9a-f]{32}$/),
          kind: 'leaked-password',
          at: '2030-01-31T08:00:00.000Z',
          login: null,
          address: OTHER,
          server: { tokenId: expect.any(String), name: 'mx' },
          count: null,
          addresses: null,
          since: null,
        },
      ],
      cursor: null,
    });
  });

  it('is durable when it is reported: it outlives the object', async () => {
    const mail = await MailServer.create();
    await login(mail, LISTED);
    await login(mail, OTHER);
    await evictDurableObject(stubOf(mail.account));
    expect(await kindsOf(mail.account)).toEqual(['leaked-password']);
  });

  it('comes once an hour for an address, wherever it is refused', async () => {
    const mail = await MailServer.create();
    await publish(mail.account);
    for (let minutes = 0; minutes < 60; minutes += 10) {
      await login(mail, OTHER);
      await login(mail, OTHER, new TestWorker());
      pass(10 * 60_000);
    }
    expect(await kindsOf(mail.account)).toHaveLength(1);
    await login(mail, OTHER);
    expect(await kindsOf(mail.account)).toHaveLength(2);
  });

  it('comes for each address, however many there are in a moment', async () => {
    const mail = await MailServer.create();
    for (let index = 1; index <= 20; index++) await login(mail, addressOf(index));
    const { alerts } = await alertsOf(mail.account);
    expect(new Set(alerts.map(({ address }) => address)).size).toBe(20);
  });

  it('comes at most a hundred times an hour; the other refusals are in the digest', async () => {
    const mail = await MailServer.create();
    for (let index = 1; index <= 105; index++) await login(mail, addressOf(index));
    expect(await kindsOf(mail.account).then(({ length }) => length)).toBe(50);
    const { cursor } = await alertsOf(mail.account, '?limit=100');
    expect(cursor).toBeNull();
    pass(10_000);
    await login(mail, LISTED);
    pass(DAY);
    await runDurableObjectAlarm(stubOf(mail.account));
    const [digest] = (await alertsOf(mail.account)).alerts;
    expect(digest).toMatchObject({ kind: 'refusals', count: 5, addresses: 5 });
  });

  it('is raised by an address whose entry has expired', async () => {
    const mail = await MailServer.create();
    await add(mail.account, OTHER, { expiresInSeconds: 3600 });
    pass(HOUR);
    await login(mail, OTHER);
    expect(await kindsOf(mail.account)).toEqual(['leaked-password']);
  });

  it.each(['off', 'observe', 'suspended'])(
    'is not raised while the account is %s',
    async (state) => {
      const mail = await MailServer.create();
      const { account, worker } = mail;
      if (state === 'off') await account.call('DELETE', '/allowlist');
      if (state === 'observe')
        await account.call('PATCH', '/allowlist', { body: { mode: 'observe' } });
      if (state === 'suspended')
        await worker.operator(`PATCH ${account.path()}`, { body: { suspended: true } });
      await login(mail, OTHER);
      pass(DAY);
      await runDurableObjectAlarm(stubOf(account));
      expect(await kindsOf(account)).toEqual([]);
    },
  );

  it('is raised by Stalwart’s hook, too: its sessions have a login once the password was right', async () => {
    const { worker, relay, account } = await MailServer.create();
    const mail = (ip: string) => {
      const body = hookRequest({ ip, login: account.name });
      return worker.call('POST /v1/stalwart', { token: relay, body });
    };
    await mail(LISTED);
    expect(await kindsOf(account)).toEqual([]);
    await mail(OTHER);
    const { alerts } = await alertsOf(account);
    expect(alerts).toMatchObject([
      { kind: 'leaked-password', address: OTHER, server: { name: 'mx' } },
    ]);
  });

  it('is not raised by who is listed, nor where no one says that the password was right', async () => {
    const mail = await MailServer.create();
    await login(mail, LISTED);
    await check(mail, OTHER);
    expect(await kindsOf(mail.account)).toEqual([]);
  });

  it('is not raised by nginx’s mail proxy, which asks before the password is checked', async () => {
    const proxy = await NginxProxy.create();
    expect(await proxy.ask({ with: { 'Client-IP': OTHER } })).toEqual(REFUSED_BY_PROXY);
    const seen = await proxy.account.call<api.SenderList>('GET', '/senders');
    expect(seen.body.senders).toMatchObject([
      { address: OTHER, refused: 1, passwordWasRight: false },
    ]);
    expect(await kindsOf(proxy.account)).toEqual([]);
  });

  it('is told later by an isolate that could not tell it at once', async () => {
    const mail = await MailServer.create();
    await publish(mail.account);
    let down = true;
    const accounts = accountsWith(
      (tell) => (down ? Promise.reject(new Error('overloaded')) : tell()),
      'recordActivity',
    );
    const worker = new TestWorker({ ACCOUNTS: accounts });
    await login(mail, OTHER, worker);
    expect(await kindsOf(mail.account)).toEqual([]);
    down = false;
    await login(mail, OTHER, worker);
    expect((await alertsOf(mail.account)).alerts).toMatchObject([{ address: OTHER }]);
  });
});

describe('refusals', () => {
  it('come as one digest a day: how many, from how many addresses, since when', async () => {
    const mail = await MailServer.create();
    const { account } = mail;
    await check(mail, OTHER);
    pass(HOUR);
    await check(mail, '198.51.100.9');
    pass(HOUR);
    await check(mail, '198.51.100.9');
    expect(await kindsOf(account)).toEqual([]);
    pass(22 * HOUR);
    await runDurableObjectAlarm(stubOf(account));
    expect((await alertsOf(account)).alerts).toMatchObject([
      {
        ...NOTHING,
        kind: 'refusals',
        at: '2030-02-01T08:00:00.000Z',
        since: '2030-01-31T08:00:00.000Z',
        count: 3,
        addresses: 2,
      },
    ]);
    pass(2 * DAY);
    await runDurableObjectAlarm(stubOf(account));
    expect(await kindsOf(account)).toHaveLength(1);
    await check(mail, OTHER);
    pass(DAY);
    await runDurableObjectAlarm(stubOf(account));
    expect((await alertsOf(account)).alerts[0]).toMatchObject({ kind: 'refusals', count: 1 });
  });

  it('are still told of by an object that has ended in between', async () => {
    const mail = await MailServer.create();
    await check(mail, OTHER);
    await evictDurableObject(stubOf(mail.account));
    pass(DAY);
    await runDurableObjectAlarm(stubOf(mail.account));
    expect((await alertsOf(mail.account)).alerts).toMatchObject([{ kind: 'refusals', count: 1 }]);
  });

  it('leave out those that a leak alert has told of', async () => {
    const mail = await MailServer.create();
    await login(mail, OTHER);
    pass(10_000);
    await login(mail, OTHER);
    pass(DAY);
    await runDurableObjectAlarm(stubOf(mail.account));
    expect(await kindsOf(mail.account)).toEqual(['leaked-password']);
  });
});

describe('entry-expiring', () => {
  async function ring(account: TestAccount, afterMs: number): Promise<api.Alert[]> {
    pass(afterMs);
    await runDurableObjectAlarm(stubOf(account));
    return (await alertsOf(account)).alerts;
  }

  it('comes a day before, once, with the entry and its time', async () => {
    const { account } = await MailServer.create();
    const id = await add(account, OTHER, { expiresInSeconds: 3 * 86_400, remark: 'Desk' });
    expect(await ring(account, 2 * DAY - 1)).toEqual([]);
    expect(await ring(account, 1)).toMatchObject([
      {
        ...NOTHING,
        kind: 'entry-expiring',
        entry: { id, value: OTHER, remark: 'Desk' },
        expiresAt: '2030-02-03T08:00:00.000Z',
        count: 1,
      },
    ]);
    expect(await ring(account, DAY)).toHaveLength(1);
  });

  it('does not come for an entry that was made to last a day or less', async () => {
    const { account } = await MailServer.create();
    await add(account, OTHER, { expiresInSeconds: 86_400 });
    expect(await ring(account, DAY / 2)).toEqual([]);
    expect(await ring(account, DAY)).toEqual([]);
  });

  it('comes again if the expiry is changed, and not if only the remark is', async () => {
    const { account } = await MailServer.create();
    const id = await add(account, OTHER, { expiresInSeconds: 2 * 86_400 });
    expect(await ring(account, DAY)).toHaveLength(1);
    const edit = (body: object) => account.call('PATCH', `/allowlist/entries/${id}`, { body });
    await edit({ remark: 'Desk' });
    expect(await ring(account, HOUR)).toHaveLength(1);
    await edit({ expiresAt: '2030-02-10T08:00:00Z' });
    expect(await ring(account, 9 * DAY)).toHaveLength(2);
  });

  it('does not come for an entry that was deleted, or no longer expires', async () => {
    const { account } = await MailServer.create();
    const deleted = await add(account, OTHER, { expiresInSeconds: 2 * 86_400 });
    const kept = await add(account, '198.51.100.9', { expiresInSeconds: 2 * 86_400 });
    await account.delete(deleted);
    await account.call('PATCH', `/allowlist/entries/${kept}`, { body: { expiresAt: null } });
    expect(await ring(account, DAY)).toEqual([]);
  });

  it('is one for entries that expire together', async () => {
    const { account } = await MailServer.create();
    const values = ['192.0.2.1', '192.0.2.2', '192.0.2.3'];
    const body = { format: 'address', values, expiresInSeconds: 2 * 86_400 };
    await account.call('POST', '/allowlist/entries', { body });
    expect(await ring(account, DAY)).toMatchObject([{ entry: { value: '192.0.2.1' }, count: 3 }]);
  });

  it('is still raised by an object that has ended in between', async () => {
    const { account } = await MailServer.create();
    await add(account, OTHER, { expiresInSeconds: 2 * 86_400 });
    await evictDurableObject(stubOf(account));
    expect(await ring(account, DAY)).toMatchObject([{ kind: 'entry-expiring' }]);
  });
});

describe('GET …/alerts', () => {
  it('pages newest first to the end', async () => {
    const mail = await MailServer.create();
    for (let index = 1; index <= 5; index++) {
      await login(mail, addressOf(index));
      pass(1_000);
    }
    const first = await alertsOf(mail.account, '?limit=2');
    const second = await alertsOf(mail.account, `?limit=2&cursor=${first.cursor}`);
    const third = await alertsOf(mail.account, `?limit=2&cursor=${second.cursor}`);
    const seen = [first, second, third].flatMap(({ alerts }) => alerts.map((one) => one.address));
    expect(seen).toEqual([5, 4, 3, 2, 1].map(addressOf));
    expect(third.cursor).toBeNull();
  });

  it('has them for 30 days, and none of an account that was made again', async () => {
    const mail = await MailServer.create();
    await login(mail, OTHER);
    pass(30 * DAY);
    expect(await kindsOf(mail.account)).toHaveLength(1);
    pass(1);
    expect(await kindsOf(mail.account)).toHaveLength(0);
    await login(mail, OTHER);
    const { worker, account } = mail;
    await worker.operator(`DELETE ${account.path()}`);
    await worker.operator('POST /v1/accounts', { body: { account: account.name } });
    const { body } = await worker.operator(`GET ${account.path('/alerts')}`);
    expect(body).toEqual({ alerts: [], cursor: null });
  });
});

describe('an account', () => {
  it('says when it was last asked about, and how many alerts the last day had', async () => {
    const mail = await MailServer.create();
    const read = async () =>
      (await mail.worker.operator<api.Account>(`GET ${mail.account.path()}`)).body;
    expect(await read()).toMatchObject({ lastCheckAt: null, alerts: 0 });
    await login(mail, OTHER);
    expect(await read()).toMatchObject({ lastCheckAt: '2030-01-31T08:00:00.000Z', alerts: 1 });
    pass(DAY);
    expect(await read()).toMatchObject({ alerts: 0 });
  });
});
