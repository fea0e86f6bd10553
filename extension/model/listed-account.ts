import type { Account } from '../../shared/api.ts';

/** An account that the deployment can't read at the moment. Only its name is known. */
export interface UnreadableAccount {
  readonly account: string;
  readonly unreadable: true;
}

/** An account in a page of accounts. One account that can't be read does not hide the others. */
export type ListedAccount = Account | UnreadableAccount;

export function isReadableAccount(account: ListedAccount): account is Account {
  return !('unreadable' in account && account.unreadable);
}
