/** The accounts that were found so far, page by page. Pure. */
import { isSought, type SoughtAccounts } from './account-search.ts';
import type { ListedAccount } from './listed-account.ts';

export interface AccountsPage {
  readonly accounts: readonly ListedAccount[];
  readonly cursor: string | null;
  /** The number of accounts on all pages. A Worker before 0.3.0 does not say it. */
  readonly total?: number | undefined;
}

export interface FoundAccounts {
  readonly search: SoughtAccounts;
  readonly accounts: readonly ListedAccount[];
  /** Null once every page was read. */
  readonly cursor: string | null;
  readonly total: number | undefined;
}

/** An account that was made or changed in the meantime may be on two pages. It is listed once, where it is now. */
export function addPage(found: FoundAccounts | null, page: AccountsPage, search: SoughtAccounts) {
  const names = new Set(page.accounts.map(({ account }) => account));
  const before = (found?.accounts ?? []).filter(({ account }) => !names.has(account));
  return {
    search,
    accounts: [...before, ...page.accounts],
    cursor: page.cursor,
    total: page.total,
  } satisfies FoundAccounts;
}

/** Takes over an account that was changed here. A new one comes first, since no page has told its place yet. */
export function keepAccount(found: FoundAccounts, account: ListedAccount): FoundAccounts {
  const isSame = (other: ListedAccount) => other.account === account.account;
  const { accounts, search, total } = found;
  if (accounts.some(isSame)) {
    return { ...found, accounts: accounts.map((other) => (isSame(other) ? account : other)) };
  }
  if (!isSought(account, search)) return found;
  return {
    ...found,
    accounts: [account, ...accounts],
    total: total === undefined ? undefined : total + 1,
  };
}

/** Puts accounts that were changed here into an answer that was asked for before the change. */
export function withChanged(
  found: FoundAccounts,
  changed: readonly ListedAccount[],
): FoundAccounts {
  const newest = new Map(changed.map((account) => [account.account, account]));
  return {
    ...found,
    accounts: found.accounts.map((account) => newest.get(account.account) ?? account),
  };
}

export function forgetAccount(found: FoundAccounts, name: string): FoundAccounts {
  const accounts = found.accounts.filter(({ account }) => account !== name);
  const gone = found.accounts.length - accounts.length;
  return { ...found, accounts, total: found.total === undefined ? undefined : found.total - gone };
}
