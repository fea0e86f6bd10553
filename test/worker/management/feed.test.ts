/** The feed: what an agent holds copies of, and nothing beyond that. */
import { evictDurableObject } from 'cloudflare:test';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type * as api from '../../../shared/api.ts';
import { listObjectName } from '../../../shared/list-name.ts';
import { directoryOf } from '../../../worker/platform/objects.ts';
import { digestOf } from '../../../worker/tokens/token-text.ts';
import { expectProblem } from '../support/expect-problem.ts';
import { accountsWith, runInside, someAccountsWith } from '../support/faulty-bindings.ts';
import { bytesOf, FeedHolder } from '../support/feed-holder.ts';
import { passTime } from '../support/pass-time.ts';
import { TestList } from '../support/test-list.ts';
import { env, TestAccount, TestWorker } from '../support/test-worker.ts';

const worker = new TestWorker();
let token = '';

beforeAll(async () => {
  token = await worker.relayToken({ copies: true });
});
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
});
afterEach(() => {
  vi.useRealTimers();
});

const newHolder = (through = worker) => new FeedHolder(through, token);

async function synchronised(through = worker): Promise<FeedHolder> {
  const holder = newHolder(through);
  await holder.synchronise();
  return holder;
}

const copyOf = (holder: FeedHolder, name: string) => {
  const copy = holder.held.get(name);
  if (copy === undefined || copy === 'unreadable') throw new Error(`${name}: ${copy}`);
  return copy;
};

/** Lets the objects publish what they have, and tell the directory of it. */
async function settle(...made: (TestAccount | TestList)[]): Promise<void> {
  for (const one of made) {
    const stub = one instanceof TestList ? one.stub : env.ACCOUNTS.getByName(one.name);
    await passTime(stub, 10_000);
  }
}

describe('a copy', () => {
  it('has what decides of an account and of a shared list', async () => {
    const settings = { consistency: 'strict', failMode: 'open' };
    const [account, list] = [await TestAccount.create(worker, settings), await TestList.create()];
    const domain = await TestAccount.create(worker, {}, '@copies.example.com');
    await account.add('192.0.2.0/24');
    await list.add('2001:db8::1');
    const attached = await worker.operator(`PUT ${account.path(`/lists/${list.name}`)}`);
    expect(attached.status).toBe(200);
    const before = Date.now();
    const holder = newHolder();
    const [page] = await holder.synchronise();
    expect(page?.deployment).toEqual({
      failMode: 'closed',
      unknownAccounts: 'deny',
      dovecotRefusalMessage: expect.any(String),
    });
    expect(Date.parse(page?.at ?? '')).toBeGreaterThanOrEqual(before);
    const copy = copyOf(holder, account.name);
    expect(copy).toMatchObject({
      ...{ account: account.name, mode: 'enforce', suspended: false, deleted: false },
      ...{ ...settings, lists: [list.name], tokens: [] },
    });
    expect(copy.entryAt(0, '192.0.2.7')).toMatchObject({ value: '192.0.2.0/24', remark: '' });
    expect(copyOf(holder, listObjectName(list.name)).ipv6).toHaveLength(4);
    expect(copyOf(holder, domain.name)).toMatchObject({ account: domain.name, mode: 'off' });
  });

  it('has no token, remark, note, webhook or history: not in any of its bytes', async () => {
    const [account, list] = [await TestAccount.create(), await TestList.create()];
    await worker.operator(`PATCH ${account.path()}`, { body: { note: 'secret-note' } });
    await worker.operator(`PATCH ${list.path()}`, { body: { note: 'secret-note' } });
    const hidden = ['secret', 'remark', 'of the test', 'of the list', 'hooks'];
    for (const holder of [account, list]) {
      const entry = (value: string) => ({
        body: { format: 'address', values: [value], remark: `secret-remark ${value}` },
      });
      await holder.call('POST', '/allowlist/entries', entry('192.0.2.1'));
      const left = await holder.call<api.Change>('POST', '/allowlist/entries', entry('192.0.2.99'));
      await holder.call('DELETE', `/allowlist/entries/${left.body.added[0]?.id}`);
      const hook = { url: 'https://hooks.example.com/secret', form: 'standard', name: 'secret' };
      const issued = await holder.call<api.IssuedWebhook>('POST', '/webhooks', { body: hook });
      const viewer = await holder.token('viewer');
      const { body } = await holder.call<{ tokens: api.Token[] }>('GET', '/tokens');
      hidden.push(issued.body.secret, viewer, holder.manager);
      hidden.push(await digestOf(viewer), await digestOf(holder.manager));
      hidden.push('192.0.2.99', ...body.tokens.map(({ id }) => id), left.body.added[0]?.id ?? '');
    }
    await settle(account, list);
    const pages = await newHolder().synchronise();
    const names = new Set([account.name, list.name]);
    const copies = pages
      .flatMap(({ accounts, lists }) => [...accounts, ...lists])
      .filter((item) => names.has('account' in item ? item.account : item.list))
      .flatMap((item) => ('copy' in item ? [item.copy] : []));
    expect(copies).toHaveLength(2);
    for (const copy of copies) {
      const bytes = bytesOf(copy);
      // Latin-1 has a character for each byte, so nothing hides in a text that is no UTF-8.
      const text = [...bytes].map((byte) => String.fromCharCode(byte)).join('');
      expect(text).toContain('"tokens":[]');
      for (const one of hidden) {
        expect(one).not.toBe('');
        expect(text).not.toContain(one);
        expect(text).not.toContain(btoa(one).replace(/=+$/, ''));
      }
    }
    const answer = JSON.stringify(pages);
    for (const one of hidden) expect(answer).not.toContain(one);
  });
});

describe('a synchronisation', () => {
  it('after the first names only what changed, was deleted or was made again', async () => {
    const [account, list] = [await TestAccount.create(), await TestList.create()];
    const other = await TestAccount.create();
    await settle(account, list, other);
    const holder = await synchronised();
    expect(holder.names).toEqual(
      expect.arrayContaining([account.name, listObjectName(list.name), other.name]),
    );
    expect(await holder.synchronise()).toMatchObject([{ full: false, accounts: [], lists: [] }]);

    await account.add('192.0.2.1');
    await settle(account);
    const [changed] = await holder.synchronise();
    expect(changed).toMatchObject({ full: false, more: false, lists: [] });
    expect(changed?.accounts).toMatchObject([{ account: account.name }]);
    expect(copyOf(holder, account.name).ipv4).not.toHaveLength(0);

    await worker.operator(`DELETE ${account.path()}`);
    await worker.operator(`DELETE ${list.path()}`);
    await settle(account, list);
    const [left] = await holder.synchronise();
    expect(left?.accounts).toMatchObject([{ account: account.name, deleted: true }]);
    expect(left?.lists).toMatchObject([{ list: list.name, deleted: true }]);
    expect(holder.held.has(other.name)).toBe(true);

    await worker.operator('POST /v1/accounts', { body: { account: account.name } });
    await worker.operator('POST /v1/lists', { body: { list: list.name } });
    await settle(account, list);
    await holder.synchronise();
    expect(holder.held.has(listObjectName(list.name))).toBe(true);
    expect(copyOf(holder, account.name)).toMatchObject({ mode: 'off' });
    expect(holder.beginnings).toBe(1);
  });

  it('of one who missed a deletion and the making again gets the new account', async () => {
    const account = await TestAccount.create();
    await account.add('192.0.2.1');
    await settle(account);
    const holder = await synchronised();
    const { version } = copyOf(holder, account.name);
    await worker.operator(`DELETE ${account.path()}`);
    await settle(account);
    await worker.operator('POST /v1/accounts', { body: { account: account.name } });
    await settle(account);
    await holder.synchronise();
    const copy = copyOf(holder, account.name);
    expect(copy.version).toBeGreaterThan(version);
    expect(copy.ipv4).toHaveLength(0);
  });

  it.each(['', 'nonsense', '5d41402abc4b2a76.1', '.0', '0.0.0.0.0', 'a'.repeat(200)])(
    'from a cursor that is not known, %j, is a whole one',
    async (cursor) => {
      const holder = newHolder();
      holder.cursor = cursor;
      expect(await holder.synchronise()).toMatchObject([{ full: true }]);
    },
  );

  it('goes on after the directory was restarted, and from a cursor of the future is a whole one', async () => {
    const holder = await synchronised();
    await evictDurableObject(directoryOf(env));
    expect(await holder.synchronise()).toMatchObject([{ full: false }]);
    const [epoch, after] = holder.cursor?.split('.') ?? [];
    holder.cursor = `${epoch}.${Number(after) + 1_000}`;
    expect(await holder.synchronise()).toMatchObject([{ full: true }]);
  });

  it('is a whole one after a release without a feed wrote to the directory', async () => {
    const account = await TestAccount.create();
    await settle(account);
    const holder = await synchronised();
    await runInside(directoryOf(env), (_object, { storage: { sql } }) => {
      // Version 0.2.0 deletes the row, raises the sequence and changes the totals.
      sql.exec('DELETE FROM accounts WHERE account = ?', account.name);
      sql.exec('UPDATE totals SET sequence = sequence + 1');
    });
    await evictDurableObject(directoryOf(env));
    expect(await holder.synchronise()).toMatchObject([{ full: true }]);
    expect(holder.held.has(account.name)).toBe(false);
    expect(await holder.synchronise()).toMatchObject([{ full: false }]);
  });
});

describe('the ETag', () => {
  it('saves the next answer as long as nothing changed', async () => {
    const account = await TestAccount.create();
    await settle(account);
    const holder = await synchronised();
    const { etag = '' } = holder;
    expect(etag).toMatch(/^"[\w-]+"$/);
    for (const sent of [etag, `W/${etag}`, `"other", ${etag}`]) {
      const { status, body, headers } = await holder.read({ 'If-None-Match': sent });
      expect([status, body, headers.get('etag')]).toEqual([304, '', etag]);
    }
    expect((await holder.read({ 'If-None-Match': '"other"' })).status).toBe(200);
    await account.add('192.0.2.1');
    await settle(account);
    const changed = await holder.read({ 'If-None-Match': etag });
    expect([changed.status, changed.headers.get('etag') === etag]).toEqual([200, false]);
  });

  it('saves nothing where a setting of the deployment changed, or where something can’t be read', async () => {
    const account = await TestAccount.create();
    await settle(account);
    const { etag = '', cursor } = await synchronised();
    for (const other of [{ FAIL_MODE: 'open' }, { UNKNOWN_ACCOUNTS: 'allow' }] as const) {
      const holder = newHolder(new TestWorker(other));
      holder.cursor = cursor;
      expect((await holder.read({ 'If-None-Match': etag })).status).toBe(200);
    }
    const holder = newHolder(new TestWorker({ ACCOUNTS: unreadable(account) }));
    await holder.synchronise();
    expect((await holder.read({ 'If-None-Match': holder.etag ?? '' })).status).toBe(200);
  });
});

const unreadable = (...accounts: TestAccount[]) => {
  const ids = accounts.map(({ name }) => env.ACCOUNTS.idFromName(name).toString());
  return someAccountsWith(
    (id) => ids.includes(id),
    () => Promise.reject(new Error('out of reach')),
  );
};

describe('an account that can’t be read', () => {
  it('is said to be unreadable, keeps nothing else from coming, and comes once it can be read', async () => {
    const [lost, other] = [await TestAccount.create(), await TestAccount.create()];
    await settle(lost, other);
    const ACCOUNTS = unreadable(lost);
    const holder = await synchronised(new TestWorker({ ACCOUNTS }));
    expect(holder.held.get(lost.name)).toBe('unreadable');
    expect(copyOf(holder, other.name)).toMatchObject({ account: other.name });
    for (let times = 0; times < 3; times++) {
      const [page] = await holder.synchronise();
      expect(page).toMatchObject({ full: false, more: false, lists: [] });
      expect(page?.accounts).toEqual([{ account: lost.name, unreadable: true }]);
    }
    const healed = newHolder();
    healed.cursor = holder.cursor;
    await healed.synchronise();
    expect(copyOf(healed, lost.name)).toMatchObject({ account: lost.name });
    expect((await healed.synchronise()).flatMap(({ accounts }) => accounts)).toEqual([]);
  });

  it('ends no synchronisation: not of two holders at once, nor if all accounts are lost', async () => {
    const account = await TestAccount.create();
    await settle(account);
    const away = new TestWorker({
      ACCOUNTS: accountsWith(() => Promise.reject(new Error('down')), 'readCopy'),
    });
    const [one, other] = [newHolder(away), newHolder(away)];
    for (let times = 0; times < 2; times++) {
      const pages = await Promise.all([one.synchronise(), other.synchronise()]);
      expect(pages.flat().length).toBeLessThan(10);
      for (const { held } of [one, other])
        expect(new Set(held.values())).toEqual(new Set(['unreadable']));
    }
    const healed = newHolder();
    healed.cursor = one.cursor;
    healed.held = one.held;
    await healed.synchronise();
    expect([...healed.held.values()]).not.toContain('unreadable');
    expect(healed.names).toEqual((await synchronised()).names);
  });
});

describe('the answer', () => {
  it.each(['gzip', 'gzip, deflate, br', 'br, GZIP;q=0.5'])(
    'is compressed for Accept-Encoding: %s',
    async (accepted) => {
      const { headers, body } = await newHolder().read({ 'Accept-Encoding': accepted });
      expect(headers.get('content-encoding')).toBe('gzip');
      expect(headers.get('vary')).toContain('Accept-Encoding');
      expect(headers.get('content-type')).toContain('application/json');
      expect(body.accounts).not.toEqual([]);
    },
  );

  it.each(['identity', 'gzip;q=0', 'br', '*;q=0, gzip;q=0.0'])(
    'is not compressed for Accept-Encoding: %s',
    async (accepted) => {
      const { headers } = await newHolder().read({ 'Accept-Encoding': accepted });
      expect(headers.get('content-encoding')).toBeNull();
      expect(headers.get('vary')).toContain('Accept-Encoding');
    },
  );

  it('needs the right to copies', async () => {
    const plain = await worker.relayToken();
    const refused = await worker.call('GET /v1/feed', { token: plain });
    expectProblem(refused, 'forbidden');
    expect(JSON.stringify(refused.body)).toContain('\\"copies\\": true');
  });
});
