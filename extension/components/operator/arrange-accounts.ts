/** Sorts the accounts for an operator. Pure. */
import type { Account } from '../../../shared/api.ts';
import { isReadableAccount, type ListedAccount } from '../../model/listed-account.ts';

export const ACCOUNT_ORDERS = ['name', 'last-check', 'alerts', 'entries'] as const;

export type AccountOrder = (typeof ACCOUNT_ORDERS)[number];

/**
 * Sorts the accounts with the most important first. Equal ones stay in the order of their names, as the deployment
 * gives them.
 */
export function sortAccounts(
  accounts: readonly ListedAccount[],
  order: AccountOrder,
): ListedAccount[] {
  if (order === 'name') return [...accounts];
  const weigh = WEIGHTS[order];
  // Nobody knows how important an unreadable account is. It comes first, so that it is not overlooked.
  const weightOf = (account: ListedAccount) =>
    isReadableAccount(account) ? weigh(account) : Number.MAX_SAFE_INTEGER;
  return accounts.toSorted((left, right) => weightOf(right) - weightOf(left));
}

const WEIGHTS: Record<Exclude<AccountOrder, 'name'>, (account: Account) => number> = {
  'last-check': lastCheckOf,
  alerts: ({ alerts }) => alerts,
  entries: ({ count }) => count,
};

function lastCheckOf({ lastCheckAt }: Account): number {
  return lastCheckAt === null ? 0 : Date.parse(lastCheckAt);
}
