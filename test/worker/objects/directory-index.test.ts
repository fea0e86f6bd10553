/**
 * The directory learns of each account by one kind of message. A message comes at least once, the
 * newest last.
 */
import { evictDurableObject, runDurableObjectAlarm } from 'cloudflare:test';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { AccountSort } from '../../../shared/account-search.ts';
import type * as api from '../../../shared/api.ts';
import type { DirectoryObject } from '../../../worker/objects/directory/directory-object.ts';
import type { AccountStatus } from '../../../worker/objects/machinery/account-status.ts';
import { directoryOf } from '../../../worker/platform/objects.ts';
import {
  giveBindings,
  kvPutting,
  objectsWith,
  runInside,
  type Way,
} from '../support/faulty-bindings.ts';
import { leaveAsFirst } from '../support/other-tables.ts';
import { env, TestAccount, TestWorker } from '../support/test-worker.ts';

const stubOf = (account: TestAccount) => env.ACCOUNTS.getByName(account.name);
const stub = () => directoryOf(env);

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
});
afterEach(() => {
  vi.useRealTimers();
});

/** Reads the row of the account in the directory. */
async function rowOf(account: string) {
  return await runInside(stub(), (_object, { storage }) => {
    const query = 'SELECT * FROM accounts WHERE account = ?';
    return storage.sql.exec<Record<string, string | number>>(query, account).toArray()[0];
  });
}

/** Reads the row once everything of the account has been published. */
async function publishedRow(account: TestAccount) {
  const row = await rowOf(account.name);
  return row?.version === row?.published_version ? row : undefined;
}

/** Reads the totals that are kept, and adds them up from the rows. */
async function totals() {
  return await runInside(stub(), (_object, { storage: { sql } }) => {
    const { sequence } = sql.exec('SELECT sequence FROM totals').one();
    const kept = sql
      .exec(
        'SELECT accounts, suspended, unpublished, mode_off, mode_observe, mode_enforce FROM totals',
      )
      .one();
    const reckoned = sql
      .exec(
        `SELECT count(*) AS accounts, total(suspended) AS suspended,
           total(version > published_version) AS unpublished, total(mode = 'off') AS mode_off,
           total(mode = 'observe') AS mode_observe, total(mode = 'enforce') AS mode_enforce
         FROM accounts`,
      )
      .one();
    const newest = sql.exec('SELECT max(sequence) AS sequence FROM accounts').one();
    return { sequence: Number(sequence), newest: Number(newest.sequence), kept, reckoned };
  });
}

async function ring(account: TestAccount, afterMs = 1_000): Promise<void> {
  vi.setSystemTime(Date.now() + afterMs);
  expect(await runDurableObjectAlarm(stubOf(account))).toBe(true);
}

/** Puts `way` between the account's object and the directory. */
function directoryThrough(account: TestAccount, way: Way): Promise<void> {
  return giveBindings(stubOf(account), { DIRECTORY: objectsWith(env.DIRECTORY, way) });
}

const metric = async (name: string) => {
  const { body } = await new TestWorker().operator<string>('GET /v1/metrics');
  return Number(
    body
      .split('\n')
      .find((line) => line.startsWith(`${name} `))
      ?.split(' ')[1],
  );
};

describe('the directory', () => {
  it('knows how an account stands once its change is published', async () => {
    const account = await TestAccount.create(new TestWorker(), { limit: 20 });
    await ring(account);
    expect(await rowOf(account.name)).toMatchObject({ mode: 'off', entry_count: 0, suspended: 0 });
    vi.setSystemTime(Date.now() + 1_000);
    await account.add('192.0.2.1', '192.0.2.2');
    await vi.waitFor(async () =>
      expect(await publishedRow(account)).toMatchObject({
        ...{ mode: 'enforce', suspended: 0, entry_count: 2, entry_limit: 20 },
      }),
    );
    vi.setSystemTime(Date.now() + 1_000);
    await account.worker.operator(`PATCH ${account.path()}`, { body: { suspended: true } });
    await vi.waitFor(async () =>
      expect(await publishedRow(account)).toMatchObject({ suspended: 1 }),
    );
  });

  it('is told of changes in quick succession together', async () => {
    const account = await TestAccount.create();
    await ring(account);
    const words: string[] = [];
    await directoryThrough(account, (call, method) => {
      words.push(method);
      return call();
    });
    vi.setSystemTime(Date.now() + 1_000);
    for (const last of [1, 2, 3, 4]) await account.add(`192.0.2.${last}`);
    await ring(account);
    expect(await rowOf(account.name)).toMatchObject({ entry_count: 4 });
    expect(words.length).toBeLessThanOrEqual(2);
    expect(new Set(words)).toEqual(new Set(['tell']));
  });

  it('that can’t be reached delays no change, and is told by the alarm once it can', async () => {
    const account = await TestAccount.create();
    await ring(account);
    let held = false;
    await directoryThrough(account, async (call) => {
      if (held) return call();
      await vi.waitUntil(() => held, { interval: 1 });
      throw new Error('the directory is down');
    });
    vi.setSystemTime(Date.now() + 1_000);
    const { revision } = await stubOf(account)
      .readAllowlist()
      .then((list) => (list.ok ? list.value : { revision: 0 }));
    const addition = {
      format: 'address',
      values: ['192.0.2.1'],
      remark: '',
      expiresAt: null,
    } as const;
    const by = { tokenId: 'test', name: 'test' };
    const context = { by, revisions: undefined, idempotency: undefined, caller: undefined };
    const changed = await stubOf(account).change({ kind: 'add', addition }, context);
    expect(changed).toMatchObject({ ok: true, value: { value: { revision: revision + 1 } } });
    expect(await rowOf(account.name)).toMatchObject({ mode: 'off' });
    held = true;
    await ring(account, 3_000);
    await ring(account, 60_000);
    expect(await rowOf(account.name)).toMatchObject({ mode: 'enforce', entry_count: 1 });
  });

  it('is told by an object that ended before it could', async () => {
    const account = await TestAccount.create();
    await ring(account);
    await directoryThrough(account, () => Promise.reject(new Error('the directory is down')));
    vi.setSystemTime(Date.now() + 1_000);
    await account.add('192.0.2.1');
    await evictDurableObject(stubOf(account));
    expect(await rowOf(account.name)).toMatchObject({ mode: 'off' });
    await ring(account, 60_000);
    expect(await rowOf(account.name)).toMatchObject({ mode: 'enforce', entry_count: 1 });
  });

  it('counts an account that KV does not take, until it does', async () => {
    const account = await TestAccount.create();
    await ring(account);
    const before = await metric('sendgate_unpublished_accounts');
    let failing = true;
    const put = kvPutting((real) => (failing ? Promise.reject(new Error('429')) : real()));
    await giveBindings(stubOf(account), { REPLICA: put });
    vi.setSystemTime(Date.now() + 1_000);
    await account.add('192.0.2.1');
    await ring(account);
    expect(await metric('sendgate_unpublished_accounts')).toBe(before + 1);
    failing = false;
    await ring(account, 60_000);
    await ring(account);
    expect(await metric('sendgate_unpublished_accounts')).toBe(before);
  });

  it('forgets an account that was deleted, after everything else', async () => {
    const account = await TestAccount.create();
    await ring(account);
    const steps: string[] = [];
    await directoryThrough(account, (call, method) => {
      steps.push(method);
      return call();
    });
    vi.setSystemTime(Date.now() + 1_000);
    await account.worker.operator(`DELETE ${account.path()}`);
    await vi.waitFor(async () => expect(await rowOf(account.name)).toBeUndefined());
    expect(steps).toEqual(['removeAccount', 'recordEvents']);
    const { kept, reckoned } = await totals();
    expect(kept).toEqual(reckoned);
  });

  it('takes an account of version 0.1.0 over, with what it knew of it', async () => {
    const account = await TestAccount.create(new TestWorker(), { limit: 33 });
    const silent = await TestAccount.create();
    await account.add('192.0.2.1');
    await ring(account);
    await runInside(stub(), (_object, { storage: { sql } }) => {
      const usage = {
        ...{ mode: 'enforce', suspended: true, entries: 1, limit: 33 },
        ...{ checks: { allowed: 3, refused: 0, observed: 0 }, alerts: {}, lastCheckAt: null },
      };
      const query = 'INSERT INTO usage (account, body, reported_at) VALUES (?, ?, 1), (?, ?, 1)';
      sql.exec(query, account.name, JSON.stringify(usage), silent.name, 'damaged');
    });
    await leaveAsFirst(stub());
    expect(await rowOf(account.name)).toMatchObject({
      ...{ mode: 'enforce', suspended: 1, entry_count: 1, entry_limit: 33 },
    });
    // It stands in the order before all of which there was a word.
    expect((await rowOf(account.name))?.sequence).toBeLessThan(0);
    const pages: string[] = [];
    let cursor: string | null | undefined;
    do {
      const after: string = cursor ? `&cursor=${encodeURIComponent(cursor)}` : '';
      const query = `GET /v1/accounts?sort=changed&limit=1${after}`;
      const { body } = await account.worker.operator<api.AccountPage>(query);
      pages.push(...body.accounts.map((one) => one.account));
      cursor = body.cursor;
    } while (cursor !== null);
    expect(pages).toEqual(expect.arrayContaining([account.name, silent.name]));
    expect(await rowOf(silent.name)).toMatchObject({ mode: '', suspended: 0 });
    const { kept, reckoned } = await totals();
    expect(kept).toEqual(reckoned);
    // Each object reports itself to the directory once when it begins anew.
    await leaveAsFirst(stubOf(silent));
    await silent.list();
    await ring(silent);
    expect(await rowOf(silent.name)).toMatchObject({ mode: 'off', entry_limit: 10 });
  });
});

describe('words of an account', () => {
  const status = (word: Partial<AccountStatus>): AccountStatus => ({
    ...{ account: 'word@example.com', objectId: 'word', version: 1, publishedVersion: 1 },
    ...{ mode: 'off', suspended: false, count: 0, limit: 10, ...word },
  });

  it('that come late or twice change nothing', async () => {
    await stub().addAccount(status({ version: 1, publishedVersion: 0 }));
    expect(await stub().tell(status({ version: 3, publishedVersion: 1, mode: 'enforce' }))).toBe(
      true,
    );
    expect(await stub().tell(status({ version: 2, publishedVersion: 2, mode: 'observe' }))).toBe(
      true,
    );
    expect(await rowOf('word@example.com')).toMatchObject({ version: 3, mode: 'enforce' });
    await stub().tell(status({ version: 3, publishedVersion: 3, mode: 'enforce' }));
    await stub().tell(status({ version: 3, publishedVersion: 1, mode: 'enforce' }));
    await stub().addAccount(status({ version: 3, publishedVersion: 0 }));
    await stub().removeAccount('word@example.com', 2);
    expect(await rowOf('word@example.com')).toMatchObject({
      ...{ version: 3, published_version: 3, mode: 'enforce' },
    });
  });

  it('of an account that is not in the index are not kept', async () => {
    const gone = status({ account: 'gone@example.com', objectId: 'gone' });
    expect(await stub().tell(gone)).toBe(false);
    expect(await rowOf('gone@example.com')).toBeUndefined();
  });

  it('in any order leave the newest, and totals that add up; the sequence rises with each', async () => {
    const word = fc.record({
      at: fc.nat(7),
      version: fc.nat(30),
      lag: fc.nat(3),
      mode: fc.constantFrom('off', 'observe', 'enforce'),
      suspended: fc.boolean(),
      method: fc.constantFrom('addAccount', 'tell', 'tell', 'tell', 'removeAccount'),
    });
    let run = 0;
    const property = fc.asyncProperty(fc.array(word, { minLength: 30 }), async (words) => {
      run++;
      const newest = new Map<string, number>();
      let last = (await totals()).sequence;
      for (const { at, version, lag, method, ...rest } of words) {
        const account = `any-${run}-${at}@example.com`;
        const publishedVersion = Math.max(0, version - lag);
        const told = status({ account, objectId: account, version, publishedVersion, ...rest });
        if (method === 'removeAccount') {
          await stub().removeAccount(account, version);
          if ((newest.get(account) ?? 0) <= version) newest.delete(account);
        } else if ((await stub()[method](told)) !== false) {
          newest.set(account, Math.max(newest.get(account) ?? 0, version));
        } else expect(newest.has(account)).toBe(false);
        expect((await rowOf(account))?.version).toBe(newest.get(account));
        const now = await totals();
        expect(now.kept).toEqual(now.reckoned);
        expect(now.sequence).toBeGreaterThanOrEqual(Math.max(last, now.newest));
        last = now.sequence;
      }
    });
    await fc.assert(property, { numRuns: 10 });
  });
});

describe('what the directory reads', () => {
  /** Counts the rows that a call reads in a new directory with so many accounts. */
  async function rowsRead(accounts: number, call: (object: DirectoryObject) => void) {
    const many = env.DIRECTORY.getByName(`directory of ${accounts}`);
    return await runInside(many, (object, { storage: { sql } }) => {
      const directory = object as DirectoryObject;
      for (let index = 0; index < accounts; index++) {
        const account = `account-${String(index).padStart(6, '0')}@example.com`;
        const status = { account, objectId: account, version: 1, publishedVersion: 0 };
        directory.addAccount({ ...status, mode: 'off', suspended: false, count: 0, limit: 10 });
        const checks = { allowed: 1, refused: 0, observed: 0 };
        directory.reportUsage(account, { checks, alerts: {}, lastCheckAt: null }, 1);
      }
      const cursors: { readonly rowsRead: number }[] = [];
      const exec = sql.exec.bind(sql);
      Object.assign(sql, {
        exec: (query: string, ...values: SqlStorageValue[]) => {
          const cursor = exec(query, ...values);
          cursors.push(cursor);
          return cursor;
        },
      });
      call(directory);
      return cursors.reduce((sum, cursor) => sum + cursor.rowsRead, 0);
    });
  }

  it('for the metrics does not grow with the accounts beyond those it tells of one by one', async () => {
    const shown = 100;
    const read = (directory: DirectoryObject) => {
      expect(directory.readUsage(shown).accounts).toHaveLength(shown);
    };
    const [few, many] = [await rowsRead(200, read), await rowsRead(2_000, read)];
    expect(many).toBe(few);
    expect(many).toBeLessThanOrEqual(3 * shown + 10);
  });

  it('for a search reads each account once for the page and once for the count, and its usage if that orders', async () => {
    const search = { parts: ['unt-0050'], mode: 'off', sort: 'count', limit: 101 } as const;
    const find = (sort: AccountSort) => (directory: DirectoryObject) => {
      const { places, total } = directory.findAccounts({ ...search, sort });
      expect(places).toHaveLength(100);
      expect(total).toBe(100);
    };
    expect(await rowsRead(10_000, find('count'))).toBeLessThanOrEqual(2 * 10_000 + 300);
    expect(await rowsRead(10_000, find('-lastCheckAt'))).toBeLessThanOrEqual(3 * 10_000 + 300);
  });

  it('for a word of one account is the same however many there are', async () => {
    const tell = (directory: DirectoryObject) => {
      const account = 'account-000050@example.com';
      const status = { account, objectId: account, version: 2, publishedVersion: 2 };
      directory.tell({ ...status, mode: 'enforce', suspended: false, count: 1, limit: 10 });
      directory.removeAccount(account, 3);
    };
    const [few, many] = [await rowsRead(201, tell), await rowsRead(2_001, tell)];
    expect(many).toBe(few);
    expect(many).toBeLessThan(20);
  });
});
