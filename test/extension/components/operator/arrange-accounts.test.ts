import { describe, expect, it } from 'vitest';
import { sortAccounts } from '../../../../extension/components/operator/arrange-accounts.ts';
import type { Account } from '../../../../shared/api.ts';

describe('an operator’s accounts', () => {
  const account = (name: string, parts: Partial<Account>) =>
    ({ account: name, count: 0, alerts: 0, lastCheckAt: null, ...parts }) as Account;
  const accounts = [
    account('a', { count: 2, lastCheckAt: '2030-01-01T00:00:00Z' }),
    account('b', { alerts: 3, count: 2 }),
    account('c', { count: 9, lastCheckAt: '2030-01-02T00:00:00Z' }),
  ];

  it.each([
    ['name', 'abc'],
    ['last-check', 'cab'],
    ['alerts', 'bac'],
    ['entries', 'cab'],
  ] as const)('by %s', (order, names) => {
    expect(
      sortAccounts(accounts, order)
        .map((one) => one.account)
        .join(''),
    ).toBe(names);
  });

  it.each(['last-check', 'alerts', 'entries'] as const)(
    'one that can’t be read comes first by %s, and keeps no other back',
    (order) => {
      const torn = { account: 'd', unreadable: true } as const;
      const sorted = sortAccounts([...accounts, torn], order);
      expect(sorted).toEqual([torn, ...sortAccounts(accounts, order)]);
    },
  );
});
