/** Filters and sorts the entries of a list. */
import type { Entry } from '../../../shared/api.ts';
import { findEntryRange } from '../../../shared/entry-range.ts';
import { type AddressRange, compareRanges } from '../../../shared/ip-range.ts';
import { type EntryUses, idleSince } from './entry-uses.ts';
import { findRange } from './find-range.ts';

export const ENTRY_ORDERS = ['newest', 'address', 'expiry', 'remark', 'idle'] as const;

export type EntryOrder = (typeof ENTRY_ORDERS)[number];

/**
 * Finds the entries that contain the typed text. If the text is an address, a segment or a range, entries that share
 * addresses with it are found, too.
 */
export function searchEntries(all: readonly Entry[], query: string): readonly Entry[] {
  const text = query.trim().toLowerCase();
  if (text === '') return all;
  const wanted = findRange(text);
  return all.filter(
    (entry) =>
      entry.value.includes(text) ||
      entry.remark.toLowerCase().includes(text) ||
      entry.createdBy.name.toLowerCase().includes(text) ||
      (wanted !== undefined && overlaps(findEntryRange(entry), wanted)),
  );
}

function overlaps(range: AddressRange | undefined, wanted: AddressRange): boolean {
  return range !== undefined && range.first <= wanted.last && wanted.first <= range.last;
}

export function sortEntries(
  entries: readonly Entry[],
  order: EntryOrder,
  languageTag: string,
  /** Null if they are not known. */
  uses: EntryUses | null = null,
): readonly Entry[] {
  switch (order) {
    case 'newest':
      return entries.toSorted((a, b) => compareText(b.createdAt, a.createdAt));
    case 'address':
      return entries.toSorted(compareAddresses);
    case 'expiry':
      return entries.toSorted((a, b) => expiryForOrder(a) - expiryForOrder(b));
    case 'idle': {
      const known: EntryUses = uses ?? new Map();
      return entries.toSorted((a, b) => compareText(idleSince(a, known), idleSince(b, known)));
    }
    case 'remark': {
      const { compare } = new Intl.Collator(languageTag, { numeric: true });
      return entries.toSorted(
        (a, b) => Number(a.remark === '') - Number(b.remark === '') || compare(a.remark, b.remark),
      );
    }
  }
}

/** Times of the API all have the same length and are in UTC, so comparing them as text compares the times. */
function compareText(left: string, right: string): number {
  return left === right ? 0 : left < right ? -1 : 1;
}

/** Compares addresses. An entry that can’t be read comes last. */
function compareAddresses(left: Entry, right: Entry): number {
  const [first, second] = [findEntryRange(left), findEntryRange(right)];
  if (first && second) return compareRanges(first, second);
  return Number(first === undefined) - Number(second === undefined);
}

function expiryForOrder({ expiresAt }: Entry): number {
  return expiresAt === null ? Number.MAX_VALUE : Date.parse(expiresAt);
}
