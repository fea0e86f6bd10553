import type { Account } from '../../shared/api.ts';

/** An account of which the deployment knows no more than the name just now. */
export interface UnreadableAccount {
  readonly account: string;
  readonly unreadable: true;
}

/** As a page of accounts has it: one that can't be read keeps none of the others back. */
export type ListedAccount = Account | UnreadableAccount;

export function isReadableAccount(account: ListedAccount): account is Account {
  return !('unreadable' in account && account.unreadable);
}
