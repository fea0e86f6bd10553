/** The orders that an operator looks at accounts in. Pure. */
import type { Account } from '../../../shared/api.ts';
import { isReadableAccount, type ListedAccount } from '../../model/listed-account.ts';

export const ACCOUNT_ORDERS = ['name', 'last-check', 'alerts', 'entries'] as const;

export type AccountOrder = (typeof ACCOUNT_ORDERS)[number];

/** What matters most comes first; what is alike stays by name, as the deployment gives it. */
export function sortAccounts(
  accounts: readonly ListedAccount[],
  order: AccountOrder,
): ListedAccount[] {
  if (order === 'name') return [...accounts];
  const weigh = WEIGHTS[order];
  // How much one matters that can't be read is not known: it must not be overlooked.
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
