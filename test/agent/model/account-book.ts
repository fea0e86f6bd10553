/**
 * What each account and each shared list was at each moment, and what it answers: the rules of the lists, written down
 * a second time. Moments are numbers that only rise. A call that changes something takes from one moment to another,
 * and in between either state is right.
 */
import type { AccountFailMode } from '../../../shared/fail-mode.ts';

/** When each entry expires, by its value. */
export type Entries = ReadonlyMap<string, { readonly id: string; readonly expiresAt: number }>;

export interface AccountState {
  readonly suspended: boolean;
  readonly strict: boolean;
  readonly failMode: AccountFailMode;
  readonly observes: boolean;
  readonly entries: Entries;
  readonly lists: readonly string[];
}

export const NEW_ACCOUNT: AccountState = {
  ...{ suspended: false, strict: false, failMode: 'default', observes: false },
  ...{ entries: new Map(), lists: [] },
};

/** Undefined while it does not exist. */
export type State<Kept> = Kept | undefined;

interface Span<Kept> {
  readonly from: number;
  until: number;
  readonly state: State<Kept>;
}

export class History<Kept> {
  readonly #spans: Span<Kept>[] = [{ from: -Infinity, until: Infinity, state: undefined }];

  get now(): State<Kept> {
    return this.#spans.at(-1)?.state;
  }

  change(began: number, ended: number, state: State<Kept>): void {
    const last = this.#spans.at(-1);
    if (last) last.until = ended;
    this.#spans.push({ from: began, until: Infinity, state });
  }

  /** Every state that it had between two moments. */
  between(from: number, until: number): State<Kept>[] {
    const met = this.#spans.filter((span) => span.from <= until && span.until >= from);
    return met.map(({ state }) => state);
  }
}

/** The addresses of the test, by the values of entries that cover them. */
const COVERED: Readonly<Record<string, readonly string[]>> = {
  '192.0.2.1': ['192.0.2.1'],
  '192.0.2.2': ['192.0.2.2'],
  '198.51.100.0/24': ['198.51.100.7', '198.51.100.8'],
};
export const VALUES = Object.keys(COVERED);
/** The last one is on no list. */
export const ADDRESSES = [...Object.values(COVERED).flat(), '203.0.113.9'];

export function addressesIn(value: string): readonly string[] {
  return COVERED[value] ?? [];
}

function covers(entries: Entries, address: string, now: number): boolean {
  return [...entries].some(
    ([value, { expiresAt }]) => expiresAt > now && addressesIn(value).includes(address),
  );
}

/** A list that is included: its entries; `gone` if it was deleted; `unread` if nothing is known of it. */
export type Included = Entries | 'gone' | 'unread';

/** `unread`: a list of which nothing is known may cover the address. */
export function verdictOf(
  account: AccountState,
  lists: readonly Included[],
  address: string,
  now: number,
): 'allow' | 'deny' | 'suspended' | 'unread' {
  const { suspended, entries, observes } = account;
  if (suspended) return 'suspended';
  if (entries.size === 0 && account.lists.length === 0) return 'allow';
  if (covers(entries, address, now)) return 'allow';
  if (lists.some((list) => typeof list === 'object' && covers(list, address, now))) return 'allow';
  if (lists.includes('unread')) return 'unread';
  return observes ? 'allow' : 'deny';
}

/** All accounts and shared lists of one sequence. */
export class AccountBook {
  readonly accounts = new Map<string, History<AccountState>>();
  readonly lists = new Map<string, History<Entries>>();
  #moment = 0;

  /** The next moment. */
  tick(): number {
    return ++this.#moment;
  }

  account(name: string): History<AccountState> {
    return found(this.accounts, name);
  }

  list(name: string): History<Entries> {
    return found(this.lists, name);
  }
}

function found<Kept>(all: Map<string, History<Kept>>, name: string): History<Kept> {
  const history = all.get(name) ?? new History<Kept>();
  all.set(name, history);
  return history;
}
