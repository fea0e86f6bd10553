/** The orders that an operator looks at accounts in. Pure. */
import type { Account } from '../../../shared/api.ts';

export const ACCOUNT_ORDERS = ['name', 'last-check', 'alerts', 'entries'] as const;

export type AccountOrder = (typeof ACCOUNT_ORDERS)[number];

/** What matters most comes first; what is alike stays by name, as the deployment gives it. */
export function sortAccounts(accounts: readonly Account[], order: AccountOrder): Account[] {
  switch (order) {
    case 'name':
      return [...accounts];
    case 'last-check':
      return accounts.toSorted((left, right) => lastCheckOf(right) - lastCheckOf(left));
    case 'alerts':
      return accounts.toSorted((left, right) => right.alerts - left.alerts);
    case 'entries':
      return accounts.toSorted((left, right) => right.count - left.count);
  }
}

function lastCheckOf({ lastCheckAt }: Account): number {
  return lastCheckAt === null ? 0 : Date.parse(lastCheckAt);
}
