/** The directory answers which accounts are on a page: by a part of their login, mode, suspension, in any order. */
import fc from 'fast-check';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { ACCOUNT_SORTS, type AccountSort } from '../../../shared/account-search.ts';
import type * as api from '../../../shared/api.ts';
import type { DirectoryObject } from '../../../worker/objects/directory/directory-object.ts';
import { directoryOf } from '../../../worker/platform/objects.ts';
import { expectFieldProblem } from '../support/expect-problem.ts';
import { runInside } from '../support/faulty-bindings.ts';
import { env, TestWorker } from '../support/test-worker.ts';

const worker = new TestWorker();
const stub = () => directoryOf(env);
const page = (query: string | Record<string, string>) =>
  worker.operator<api.AccountPage & api.ProblemDocument>(
    `GET /v1/accounts?${new URLSearchParams(query)}`,
  );

const namesOn = ({ accounts }: api.AccountPage) => accounts.map(({ account }) => account);

/** All pages, each account as it was met. */
async function namesOf(query: Record<string, string>): Promise<string[]> {
  const names: string[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const { status, body } = await page({ ...query, ...(cursor === '' ? {} : { cursor }) });
    expect(status, JSON.stringify(body)).toBe(200);
    names.push(...namesOn(body));
    cursor = body.cursor;
  }
  return names;
}

async function make(account: string, settings: { entries?: number; mode?: string } = {}) {
  const path = `/v1/accounts/${encodeURIComponent(account)}`;
  const created = await worker.operator('POST /v1/accounts', { body: { account } });
  expect(created.status).toBe(201);
  const { entries = 0, mode } = settings;
  if (entries === 0) return;
  const values = Array.from({ length: entries }, (_, at) => `192.0.2.${at + 1}`);
  const added = await worker.operator(`POST ${path}/allowlist/entries`, {
    body: { format: 'address', values, ...(mode && { mode }) },
  });
  expect(added.status).toBe(201);
}

/** Until the directory has heard how the account stands. */
async function told(account: string, wanted: Record<string, unknown>): Promise<void> {
  await vi.waitFor(async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 1_000 });
    await runInside(env.ACCOUNTS.getByName(account), (object) =>
      (object as unknown as { alarm(): Promise<void> }).alarm(),
    );
    vi.useRealTimers();
    const row = await runInside(stub(), (_object, { storage }) =>
      storage.sql.exec('SELECT * FROM accounts WHERE account = ?', account).one(),
    );
    expect(row).toMatchObject(wanted);
  });
}

beforeAll(async () => {
  await make('anna@search.example', { entries: 3 });
  await make('ben_50%@search.example', { entries: 1, mode: 'observe' });
  await make('benXx50@search.example');
  await make('chris@exümple.example', { entries: 2 });
  const body = { suspended: true };
  const suspended = await worker.operator('PATCH /v1/accounts/anna@search.example', { body });
  expect(suspended.status).toBe(200);
  await told('anna@search.example', { entry_count: 3, mode: 'enforce', suspended: 1 });
  await told('ben_50%@search.example', { entry_count: 1, mode: 'observe', suspended: 0 });
  await told('chris@xn--exmple-4ya.example', { entry_count: 2, mode: 'enforce' });
});

describe('GET /v1/accounts', () => {
  it.each([
    ['ANNA', ['anna@search.example']],
    ['  @Search. ', ['anna@search.example', 'ben_50%@search.example', 'benxx50@search.example']],
    ['_50%@', ['ben_50%@search.example']],
    ['%', ['ben_50%@search.example']],
    ['n_', ['ben_50%@search.example']],
    ['b%50', []],
    ['chris@EXÜMPLE.example', ['chris@xn--exmple-4ya.example']],
    ['exümple', ['chris@xn--exmple-4ya.example']],
    ["'; DROP TABLE accounts; --", []],
  ])('finds the accounts with %j in their login', async (q, names) => {
    const { status, body } = await page({ q });
    expect(status).toBe(200);
    expect(namesOn(body)).toEqual(names);
    expect(body).toMatchObject({ total: names.length, cursor: null });
  });

  it('shows each account that it finds as reading it does', async () => {
    const { body } = await page({ q: 'anna@search' });
    const read = await worker.operator<api.Account>('GET /v1/accounts/anna@search.example');
    expect(body.accounts).toEqual([read.body]);
  });

  it('lists all for an empty text', async () => {
    expect((await page({ q: ' ' })).body).toEqual((await page('')).body);
  });

  it.each([
    [{ mode: 'off' }, ['benxx50@search.example']],
    [{ mode: 'observe' }, ['ben_50%@search.example']],
    [{ mode: 'enforce' }, ['anna@search.example']],
    [{ suspended: 'true' }, ['anna@search.example']],
    [{ suspended: 'false' }, ['ben_50%@search.example', 'benxx50@search.example']],
    [{ mode: 'enforce', suspended: 'false' }, []],
  ])('keeps to %j', async (filter, names) => {
    const { body } = await page({ q: '@search.example', ...filter });
    expect(namesOn(body)).toEqual(names);
    expect(body.total).toBe(names.length);
    const all = await namesOf({ ...filter, limit: '2' } as Record<string, string>);
    expect(all.filter((name) => name.endsWith('@search.example'))).toEqual(names);
  });

  it('counts what it lists without a search, too', async () => {
    const { body } = await page({ limit: '1' });
    expect(body.total).toBe((await namesOf({ limit: '100' })).length);
  });

  it.each([
    ['-account', ['benxx50', 'ben_50%', 'anna']],
    ['count', ['benxx50', 'ben_50%', 'anna']],
    ['-count', ['anna', 'ben_50%', 'benxx50']],
  ])('sorts by %s', async (sort, names) => {
    for (const limit of ['1', '2', '100'])
      expect(await namesOf({ q: '@search.example', sort, limit })).toEqual(
        names.map((name) => `${name}@search.example`),
      );
  });

  it('sorts by the last change that was told', async () => {
    await make('late-1@changed.example');
    await make('late-2@changed.example', { entries: 1 });
    await told('late-2@changed.example', { entry_count: 1 });
    const body = { note: 'changed last' };
    await worker.operator('PATCH /v1/accounts/late-1@changed.example', { body });
    await told('late-1@changed.example', { version: 2, published_version: 2 });
    const names = ['late-1@changed.example', 'late-2@changed.example'];
    expect((await namesOf({ sort: '-changed', limit: '1' })).slice(0, 2)).toEqual(names);
    expect(await namesOf({ q: '@changed.example', sort: 'changed' })).toEqual(names.toReversed());
  });

  it('sorts by the last check, and one that was never asked about or can’t be read comes before', async () => {
    const usage = { checks: { allowed: 1, refused: 0, observed: 0 }, alerts: {} };
    for (const name of ['never', 'old', 'damaged', 'new']) await make(`${name}@asked.example`);
    await runInside(stub(), (object, { storage: { sql } }) => {
      const directory = object as DirectoryObject;
      directory.reportUsage('old@asked.example', { ...usage, lastCheckAt: 1_000 }, 1);
      directory.reportUsage('new@asked.example', { ...usage, lastCheckAt: 2_000 }, 1);
      directory.reportUsage('damaged@asked.example', { ...usage, lastCheckAt: 3_000 }, 1);
      sql.exec(`UPDATE usage SET body = '{' WHERE account = 'damaged@asked.example'`);
    });
    const named = (names: string[]) => names.map((name) => `${name}@asked.example`);
    for (const limit of ['1', '3', '100']) {
      const query = { q: '@asked.example', limit };
      const up = named(['damaged', 'never', 'old', 'new']);
      expect(await namesOf({ ...query, sort: 'lastCheckAt' })).toEqual(up);
      const down = named(['new', 'old', 'damaged', 'never']);
      expect(await namesOf({ ...query, sort: '-lastCheckAt' })).toEqual(down);
    }
  });

  it.each([
    ['sort=size', '/query/sort', 'invalid-request'],
    ['mode=on', '/query/mode', 'invalid-request'],
    ['suspended=yes', '/query/suspended', 'invalid-request'],
    ['q=%00', '/query/q', 'invalid-request'],
    ['q=a&q=b', '/query/q', 'invalid-request'],
    ['sort=count&cursor=anna', '/query/cursor', 'invalid-request'],
    ['sort=count&cursor=x:anna', '/query/cursor', 'invalid-request'],
    ['sort=count&cursor=3:%00', '/query/cursor', 'invalid-value'],
  ] as const)('refuses %s', async (query, pointer, code) => {
    expectFieldProblem(await page(query), code, pointer);
  });
});

describe('a search of the directory', () => {
  const row = fc.record({
    account: fc.stringMatching(/^[ab_%]{1,4}@model\.example$/),
    mode: fc.constantFrom('off', 'observe', 'enforce'),
    suspended: fc.boolean(),
    count: fc.nat(3),
    lastCheckAt: fc.option(fc.integer({ min: 1, max: 3 })),
  });
  type Row = typeof row extends fc.Arbitrary<infer One> ? One : never;
  const numbers: Record<string, (one: Row, at: number) => number> = {
    account: () => 0,
    count: ({ count }) => count,
    changed: (_one, at) => at,
    lastCheckAt: ({ lastCheckAt }) => lastCheckAt ?? 0,
  };

  /** The same search of a list in memory. */
  function expected(
    rows: readonly Row[],
    search: { part: string; mode: string | null; suspended: boolean | null; sort: AccountSort },
  ): string[] {
    const sign = search.sort.startsWith('-') ? -1 : 1;
    const name = search.sort.replace('-', '');
    const compareNames = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
    return rows
      .map((one, at) => ({ one, key: numbers[name]?.(one, at) ?? 0 }))
      .filter(({ one }) => one.account.includes(search.part))
      .filter(({ one }) => search.mode === null || one.mode === search.mode)
      .filter(({ one }) => search.suspended === null || one.suspended === search.suspended)
      .sort((a, b) => {
        const names = compareNames(a.one.account, b.one.account);
        return name === 'account' ? sign * names : sign * (a.key - b.key) || names;
      })
      .map(({ one }) => one.account);
  }

  it('gives on its pages, each once, the accounts that it should, in order', async () => {
    const search = fc.record({
      part: fc.stringMatching(/^[ab_%@]{0,2}$/),
      mode: fc.option(fc.constantFrom('off', 'observe', 'enforce')),
      suspended: fc.option(fc.boolean()),
      sort: fc.constantFrom(...ACCOUNT_SORTS),
      limit: fc.integer({ min: 1, max: 5 }),
    });
    const rows = fc.uniqueArray(row, { minLength: 1, selector: ({ account }) => account });
    const property = fc.asyncProperty(rows, fc.array(search, { minLength: 8 }), (all, searches) =>
      runInside(env.DIRECTORY.getByName('searched'), (object, { storage: { sql } }) => {
        const directory = object as DirectoryObject;
        for (const [at, { account, count, mode, suspended, lastCheckAt }] of all.entries()) {
          const versions = { version: 1, publishedVersion: 1, objectId: account };
          const status = { account, ...versions, mode, suspended, count, limit: 10 };
          directory.addAccount(status as Parameters<typeof directory.addAccount>[0]);
          const checks = { allowed: 1, refused: 0, observed: 0 };
          if (lastCheckAt !== null || at % 2 === 0)
            directory.reportUsage(account, { checks, alerts: {}, lastCheckAt }, 1);
        }
        for (const { part, mode, suspended, sort, limit } of searches) {
          const found: string[] = [];
          let after: { key: number; account: string } | undefined;
          do {
            const { places, total } = directory.findAccounts({
              parts: part === '' ? [] : [part],
              ...(mode !== null && { mode: mode as api.Account['mode'] }),
              ...(suspended !== null && { suspended }),
              sort,
              ...(after && { after }),
              limit,
            });
            expect(total).toBe(expected(all, { part, mode, suspended, sort }).length);
            found.push(...places.map(({ account }) => account));
            after = places.length === limit ? places.at(-1) : undefined;
          } while (after);
          expect(found).toEqual(expected(all, { part, mode, suspended, sort }));
        }
        for (const { account } of all) directory.removeAccount(account, 9);
        expect(sql.exec('SELECT count(*) AS left FROM accounts').one()).toEqual({ left: 0 });
      }),
    );
    await fc.assert(property, { numRuns: 60 });
  });
});
