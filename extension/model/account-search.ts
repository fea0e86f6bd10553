/** The accounts that an operator looks for, and their order. The endpoint answers most searches by itself. Pure. */
import { ACCOUNT_ID_MAX_CHARACTERS } from '../../shared/account-id.ts';
import type { AccountSort } from '../../shared/account-search.ts';
import type { Account } from '../../shared/api.ts';
import { isReadableAccount, type ListedAccount } from './listed-account.ts';

export const ACCOUNT_STATES = ['any', 'enforce', 'observe', 'off', 'suspended'] as const;

export type SoughtState = (typeof ACCOUNT_STATES)[number];

export const ACCOUNT_ORDERS = [
  'name',
  'last-check',
  'idle',
  'alerts',
  'entries',
  'changed',
] as const;

export type AccountOrder = (typeof ACCOUNT_ORDERS)[number];

export interface SoughtAccounts {
  /** A part of the login. */
  readonly text: string;
  readonly state: SoughtState;
  readonly order: AccountOrder;
}

/** The search as the call takes it. Without any of them the call gives all accounts by name. */
export interface AccountQuery {
  readonly q?: string;
  readonly mode?: Account['mode'];
  readonly suspended?: 'true' | 'false';
  readonly sort?: AccountSort;
}

export const ALL_ACCOUNTS: SoughtAccounts = { text: '', state: 'any', order: 'name' };

/** The endpoint has no order by alerts. */
const SORTS: Record<AccountOrder, AccountSort | undefined> = {
  name: undefined,
  'last-check': '-lastCheckAt',
  idle: 'lastCheckAt',
  alerts: undefined,
  entries: '-count',
  changed: '-changed',
};

/**
 * The part of a login that a text stands for, in a form that no endpoint refuses. A refused search would look like that
 * of an endpoint which can't search. No login has a control character, or is as long as what is left of a long text.
 */
function wantedIn(text: string): string {
  const wanted = text
    .toWellFormed()
    .replaceAll(/\p{Cc}/gu, ' ')
    .normalize('NFC')
    .trim();
  return [...wanted].slice(0, ACCOUNT_ID_MAX_CHARACTERS + 1).join('');
}

/** Returns the query for the endpoint. An endpoint that does not search is asked for all accounts. */
export function queryOf(search: SoughtAccounts, canSearch: boolean): AccountQuery {
  if (!canSearch) return {};
  const { state, order } = search;
  const text = wantedIn(search.text);
  const sort = SORTS[order];
  return {
    ...(text !== '' && { q: text }),
    // An account that is suspended is shown as that, whatever its list does.
    ...(state === 'suspended' && { suspended: 'true' }),
    ...(state !== 'suspended' && state !== 'any' && { mode: state, suspended: 'false' }),
    ...(sort && { sort }),
  };
}

export function isSearch({ text, state }: SoughtAccounts): boolean {
  return wantedIn(text) !== '' || state !== 'any';
}

/** The orders to offer. An endpoint that does not search does not tell either when an account was changed. */
export function ordersOf(canSearch: boolean): readonly AccountOrder[] {
  return canSearch ? ACCOUNT_ORDERS : ACCOUNT_ORDERS.filter((order) => order !== 'changed');
}

/** Decides whether every page has to be read before the accounts can be shown in this order. */
export function needsEveryPage(search: SoughtAccounts, canSearch: boolean): boolean {
  return search.order === 'alerts' || (!canSearch && (isSearch(search) || search.order !== 'name'));
}

/** Finds and sorts accounts as the endpoint would. Without an answer about an account it only has its name. */
export function arrangeAccounts(
  accounts: readonly ListedAccount[],
  search: SoughtAccounts,
): ListedAccount[] {
  return sortAccounts(
    accounts.filter((account) => isSought(account, search)),
    search.order,
  );
}

export function isSought(account: ListedAccount, { text, state }: SoughtAccounts): boolean {
  const wanted = wantedIn(text).toLowerCase();
  if (!account.account.includes(wanted)) return false;
  return state === 'any' || (isReadableAccount(account) && stateOf(account) === state);
}

function stateOf({ mode, suspended }: Account): SoughtState {
  return suspended ? 'suspended' : mode;
}

/** Equal accounts stay as they are given, which is by name. */
function sortAccounts(accounts: readonly ListedAccount[], order: AccountOrder): ListedAccount[] {
  const weigh = WEIGHTS[order];
  if (weigh === undefined) return [...accounts];
  // Nobody knows how important an unreadable account is. It comes first, so that it is not overlooked.
  const weightOf = (account: ListedAccount) =>
    isReadableAccount(account) ? weigh(account) : Number.MAX_SAFE_INTEGER;
  return accounts.toSorted((left, right) => weightOf(right) - weightOf(left));
}

const WEIGHTS: Record<AccountOrder, ((account: Account) => number) | undefined> = {
  name: undefined,
  'last-check': lastCheckOf,
  idle: (account) => -lastCheckOf(account),
  alerts: ({ alerts }) => alerts,
  entries: ({ count }) => count,
  changed: undefined,
};

function lastCheckOf({ lastCheckAt }: Account): number {
  return lastCheckAt === null ? 0 : Date.parse(lastCheckAt);
}
