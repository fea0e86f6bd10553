/** A search of the accounts of a deployment, as the directory is asked it. */
import type { Mode } from './allowlist.ts';

/** The orders in which accounts can be listed. A minus sign means descending. */
export const ACCOUNT_SORTS = [
  'account',
  '-account',
  'count',
  '-count',
  'changed',
  '-changed',
  'lastCheckAt',
  '-lastCheckAt',
] as const;

export type AccountSort = (typeof ACCOUNT_SORTS)[number];

export const BY_NAME: AccountSort = 'account';

export interface AccountSearch {
  /** Spellings of a part of the login, as accounts are spelt; one of them is to be found. Empty: any login. */
  readonly parts: readonly string[];
  readonly mode?: Mode;
  readonly suspended?: boolean;
  readonly sort: AccountSort;
  /** The last of the page before. */
  readonly after?: AccountPlace;
  readonly limit: number;
}

/** The position of an account in the order: the number that it is sorted by, 0 by name, and its name. */
export interface AccountPlace {
  readonly key: number;
  readonly account: string;
}

export interface AccountsFound {
  readonly places: readonly AccountPlace[];
  /** The number of accounts on all pages. */
  readonly total: number;
}
