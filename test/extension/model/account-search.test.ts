import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ACCOUNT_ORDERS,
  ALL_ACCOUNTS,
  arrangeAccounts,
  isSearch,
  needsEveryPage,
  ordersOf,
  queryOf,
  type SoughtAccounts,
} from '../../../extension/model/account-search.ts';
import { type Account, AccountPageQuery } from '../../../shared/api.ts';

const search = (parts: Partial<SoughtAccounts>): SoughtAccounts => ({ ...ALL_ACCOUNTS, ...parts });

describe('what an operator looks for, as the endpoint is asked', () => {
  it.each([
    [{}, {}],
    [{ text: '  ' }, {}],
    [{ text: ' Anna ' }, { q: 'Anna' }],
    [{ state: 'enforce' }, { mode: 'enforce', suspended: 'false' }],
    [{ state: 'suspended' }, { suspended: 'true' }],
    [{ order: 'last-check' }, { sort: '-lastCheckAt' }],
    [{ order: 'idle' }, { sort: 'lastCheckAt' }],
    [{ order: 'entries' }, { sort: '-count' }],
    [{ order: 'changed' }, { sort: '-changed' }],
    [{ order: 'alerts', text: 'a' }, { q: 'a' }],
  ] as const)('%j is %j', (parts, query) => {
    expect(queryOf(search(parts), true)).toEqual(query);
  });

  it('is never refused, whatever is typed or pasted', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 20 }),
      fc.string({ unit: fc.constantFrom('a', '\t', '\u0000', '\ud800', ' ', 'Ä') }),
      fc.constantFrom('x'.repeat(10_000), '\u{1F4E7}'.repeat(10_000)),
    );
    fc.assert(
      fc.property(text, (typed) => {
        const query = queryOf(search({ text: typed }), true);
        expect(AccountPageQuery.safeParse(query).success).toBe(true);
        expect(new URLSearchParams({ ...query }).toString().length).toBeLessThan(4_000);
      }),
    );
  });

  it('too long for a login finds none', () => {
    const name = 'a'.repeat(254);
    const account = { account: name, unreadable: true } as const;
    expect(arrangeAccounts([account], search({ text: name }))).toEqual([account]);
    expect(arrangeAccounts([account], search({ text: `${name}a` }))).toEqual([]);
  });

  it('an endpoint that can’t search is asked for all accounts, whatever is looked for', () => {
    for (const order of ACCOUNT_ORDERS) {
      expect(queryOf(search({ text: 'a', state: 'off', order }), false)).toEqual({});
    }
  });

  it('every page is read where the endpoint can’t search or sort', () => {
    const needed = (parts: Partial<SoughtAccounts>, canSearch: boolean) =>
      needsEveryPage(search(parts), canSearch);
    expect(needed({}, false)).toBe(false);
    for (const parts of [{ text: 'a' }, { state: 'off' }, { order: 'entries' }] as const) {
      expect(needed(parts, true)).toBe(false);
      expect(needed(parts, false)).toBe(true);
    }
    expect(needed({ order: 'alerts' }, true)).toBe(true);
  });

  it('an order that nobody can tell is not offered', () => {
    expect(ordersOf(true)).toContain('changed');
    expect(ordersOf(false)).not.toContain('changed');
    expect(ordersOf(false)).toContain('alerts');
  });

  it('blanks are no search', () => {
    expect(isSearch(search({ text: ' ' }))).toBe(false);
    expect(isSearch(search({ text: 'a' }))).toBe(true);
    expect(isSearch(search({ state: 'off' }))).toBe(true);
  });
});

describe('accounts that are found and sorted in the browser', () => {
  const account = (name: string, parts: Partial<Account>) =>
    ({
      account: name,
      mode: 'enforce',
      suspended: false,
      count: 0,
      alerts: 0,
      lastCheckAt: null,
      ...parts,
    }) as Account;
  const accounts = [
    account('a', { count: 2, lastCheckAt: '2030-01-01T00:00:00Z', mode: 'off' }),
    account('b', { alerts: 3, count: 2, suspended: true, mode: 'off' }),
    account('c', { count: 9, lastCheckAt: '2030-01-02T00:00:00Z' }),
  ];
  const torn = { account: 'd', unreadable: true } as const;
  const found = (parts: Partial<SoughtAccounts>, all = [...accounts, torn]) =>
    arrangeAccounts(all, search(parts))
      .map((one) => one.account)
      .join('');

  it.each([
    ['name', 'abc'],
    ['last-check', 'cab'],
    ['idle', 'bac'],
    ['alerts', 'bac'],
    ['entries', 'cab'],
  ] as const)('by %s', (order, names) => {
    expect(arrangeAccounts(accounts, search({ order })).map((one) => one.account)).toEqual([
      ...names,
    ]);
  });

  it.each(['last-check', 'idle', 'alerts', 'entries'] as const)(
    'one that can’t be read comes first by %s, and keeps no other back',
    (order) => {
      const sorted = arrangeAccounts([...accounts, torn], search({ order }));
      expect(sorted).toEqual([torn, ...arrangeAccounts(accounts, search({ order }))]);
    },
  );

  it.each([
    [{ text: ' B ' }, 'b'],
    [{ text: 'nobody' }, ''],
    [{ state: 'suspended' }, 'b'],
    [{ state: 'off' }, 'a'],
    [{ state: 'enforce' }, 'c'],
    [{ state: 'any' }, 'abcd'],
    [{ state: 'off', text: 'b' }, ''],
  ] as const)('with %j', (parts, names) => {
    expect(found(parts)).toBe(names);
  });
});
