/**
 * The warnings that a manager gets with a change. A warning never refuses the change (R6, R10, R12, R13,
 * R18).
 */
import { type Allowlist, type Entry, findCovers, type ListChange } from './allowlist.ts';
import type { IncludedList } from './decision.ts';
import { isExpired } from './expired-entries.ts';
import { findAddress, formatAddress } from './ip-address.ts';
import { containsAddress, isWide, sizeOf } from './ip-range.ts';
import {
  covers,
  coversSome,
  includedIn,
  isUnread,
  type KnownLists,
  NONE_KNOWN,
} from './known-lists.ts';
import { specialPurposesOf } from './special-purpose.ts';

export const WARNING_CODES = [
  'allowlist-on',
  'allowlist-off',
  'nobody-allowed',
  'host-bits-dropped',
  'renewed',
  'covered',
  'wide',
  'special-purpose',
  'own-address-not-listed',
  'list-gone',
] as const;

export type WarningCode = (typeof WARNING_CODES)[number];

export interface ChangeWarning {
  readonly code: WarningCode;
  readonly message: string;
  readonly value?: string;
}

/**
 * `caller` is the address of the manager, if it is known. `known` are the shared lists that could be read: what may be
 * wrong because of another one is not said.
 */
export function warningsOf(
  before: Allowlist,
  change: ListChange,
  caller: string | undefined,
  now: number,
  known: KnownLists = NONE_KNOWN,
): ChangeWarning[] {
  const included = includedIn(change.list, known);
  const renewed = new Set(change.updated.map(({ after }) => after.id));
  const placed = change.placed.map(({ entry }) => entry);
  return [
    ...modeWarnings(before, change.list),
    ...goneWarnings(change),
    ...nobodyWarnings(change.list, included, now),
    ...change.placed.flatMap(({ entry, withHostBits: value }) => {
      if (value === undefined) return [];
      const what = renewed.has(entry.id) ? 'renewed' : 'added';
      const message = `${value} has host bits; ${entry.value} was ${what}.`;
      return [{ code: 'host-bits-dropped' as const, message, value }];
    }),
    ...placed.flatMap(({ id, value }) => {
      if (!renewed.has(id)) return [];
      const message = `${value} was on the list and had expired: its entry (${id}) was renewed.`;
      return [{ code: 'renewed' as const, message, value }];
    }),
    ...coverWarnings(change, now),
    ...placed.flatMap(({ value, range }) => {
      if (!isWide(range)) return [];
      const message = `${value} is wide: ${sizeOf(range).toLocaleString('en-US')} addresses.`;
      return [{ code: 'wide' as const, message, value }];
    }),
    ...placed.flatMap(({ value, range }) => {
      const purposes = specialPurposesOf(range);
      if (purposes.length === 0) return [];
      const message = `${value} touches special-purpose space (${purposes.join('; ')}), which are no ordinary public addresses.`;
      return [{ code: 'special-purpose' as const, message, value }];
    }),
    ...callerWarnings(change.list, included, caller, now),
  ];
}

function modeWarnings(before: Allowlist, after: Allowlist): ChangeWarning[] {
  if (before.mode !== 'enforce' && after.mode === 'enforce') {
    const message =
      'The allowlist is on: only listed addresses can send from now on. Check that every sending host is on it.';
    return [{ code: 'allowlist-on', message }];
  }
  if (before.mode === 'off' && after.mode === 'observe') {
    const message = 'The allowlist observes: what it does not list is allowed all the same.';
    return [{ code: 'allowlist-on', message }];
  }
  if (before.mode !== 'off' && after.mode === 'off') {
    const message = 'The allowlist is off: any address can send with the password alone.';
    return [{ code: 'allowlist-off', message }];
  }
  return [];
}

/**
 * Warns that nobody can send. An observing list without a live entry lets everybody send, so it gets no
 * warning.
 */
function nobodyWarnings(
  { mode, entries, isShared }: Allowlist,
  included: readonly IncludedList[],
  now: number,
): ChangeWarning[] {
  // A shared list refuses nobody by itself: it depends on the accounts that include it.
  if (mode !== 'enforce' || isShared || entries.some((entry) => isLiveEntry(entry, now))) return [];
  if (coversSome(included, now) || included.some(isUnread)) return [];
  const where = included.length === 0 ? 'on the list' : 'here or on the included shared lists';
  const message = `No live entry is left ${where}: nobody can send until one is added or extended.`;
  return [{ code: 'nobody-allowed', message }];
}

/** R16: a list that was included then and is gone can't be included again. */
function goneWarnings({ gone = [] }: ListChange): ChangeWarning[] {
  return gone.map((value) => {
    const message = `The shared list ${value} was deleted since: it is left out.`;
    return { code: 'list-gone', message, value };
  });
}

function coverWarnings(change: ListChange, now: number): ChangeWarning[] {
  const covers = findCovers(change.list.entries.filter((entry) => isLiveEntry(entry, now)));
  return change.placed.flatMap(({ entry: { id, value } }) => {
    const cover = covers.get(id);
    if (cover === undefined) return [];
    const message = `${value} is inside ${cover.value} (entry ${cover.id}), which allows it already.`;
    return [{ code: 'covered' as const, message, value }];
  });
}

function callerWarnings(
  { mode, entries, isShared }: Allowlist,
  included: readonly IncludedList[],
  caller: string | undefined,
  now: number,
): ChangeWarning[] {
  const address = caller === undefined ? undefined : findAddress(caller);
  // Whoever keeps a shared list need not send by it.
  if (address === undefined || mode === 'off' || isShared) return [];
  const listed = entries.some(
    (entry) => !isExpired(entry, now) && containsAddress(entry.range, address),
  );
  const value = formatAddress(address);
  if (listed || covers(included, value, now) || included.some(isUnread)) return [];
  const message = `The list does not cover ${value}, the address you come from.`;
  return [{ code: 'own-address-not-listed', message, value }];
}

/**
 * An entry that has expired or can't be read covers nothing, so it does not make the entries inside it
 * superfluous.
 */
function isLiveEntry(entry: Entry, now: number): boolean {
  return !isExpired(entry, now) && !entry.unreadable;
}
