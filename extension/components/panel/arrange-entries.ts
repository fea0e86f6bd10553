/** Which entries of a list are shown, and in which order. Pure. */
import type { Entry } from '../../../shared/api.ts';
import { type AddressRange, compareRanges, parseValue } from '../../../shared/ip-range.ts';

export const ENTRY_ORDERS = ['newest', 'address', 'expiry', 'remark'] as const;

export type EntryOrder = (typeof ENTRY_ORDERS)[number];

export interface RangedEntry {
  readonly entry: Entry;
  /** Undefined where this version can’t read the value; it is shown all the same. */
  readonly range: AddressRange | undefined;
}

export function withRanges(entries: readonly Entry[]): RangedEntry[] {
  return entries.map((entry) => {
    const parsed = parseValue(entry.format, entry.value);
    return { entry, range: parsed.ok ? parsed.value.range : undefined };
  });
}

/** Those that say what was typed, or share addresses with it where it is an address, a segment or a range. */
export function searchEntries(all: readonly RangedEntry[], query: string): RangedEntry[] {
  const text = query.trim().toLocaleLowerCase();
  if (text === '') return [...all];
  const wanted = findRange(text);
  return all.filter(
    ({ entry, range }) =>
      entry.value.includes(text) ||
      entry.remark.toLocaleLowerCase().includes(text) ||
      entry.createdBy.name.toLocaleLowerCase().includes(text) ||
      (wanted !== undefined && range !== undefined && overlap(range, wanted)),
  );
}

/** What a text is, where it is an address, a segment or a range. */
export function findRange(text: string): AddressRange | undefined {
  for (const format of ['address', 'segment', 'range'] as const) {
    const parsed = parseValue(format, text);
    if (parsed.ok) return parsed.value.range;
  }
  return undefined;
}

function overlap(left: AddressRange, right: AddressRange): boolean {
  return left.first <= right.last && right.first <= left.last;
}

export function sortEntries(
  entries: readonly RangedEntry[],
  order: EntryOrder,
  languageTag: string,
): RangedEntry[] {
  switch (order) {
    case 'newest':
      return entries.toSorted((a, b) => compareText(b.entry.createdAt, a.entry.createdAt));
    case 'address':
      return entries.toSorted(({ range: a }, { range: b }) =>
        a && b ? compareRanges(a, b) : Number(a === undefined) - Number(b === undefined),
      );
    case 'expiry':
      return entries.toSorted((a, b) => expiryOf(a) - expiryOf(b));
    case 'remark': {
      const { compare } = new Intl.Collator(languageTag, { numeric: true });
      return entries.toSorted(
        ({ entry: a }, { entry: b }) =>
          Number(a.remark === '') - Number(b.remark === '') || compare(a.remark, b.remark),
      );
    }
  }
}

/** Times of the API are of one length and in UTC, so their text sorts as they do. */
function compareText(left: string, right: string): number {
  return left === right ? 0 : left < right ? -1 : 1;
}

function expiryOf({ entry }: RangedEntry): number {
  return entry.expiresAt === null ? Number.MAX_VALUE : Date.parse(entry.expiresAt);
}
