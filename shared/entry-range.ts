/** What entries as they are on the wire cover. */
import type { Entry } from './api.ts';
import { findAddress } from './ip-address.ts';
import { type AddressRange, containsAddress, parseValue } from './ip-range.ts';

/** Reading thousands of values takes longer than a frame, so each is read when it is first asked for, and once. */
const known = new WeakMap<Entry, AddressRange | null>();

/** Undefined where this version, or the Worker’s, can’t read its value. */
export function findEntryRange(entry: Entry): AddressRange | undefined {
  const found = known.get(entry);
  if (found !== undefined) return found ?? undefined;
  const parsed = parseValue(entry.format, entry.value);
  const range = parsed.ok && !entry.unreadable ? parsed.value.range : undefined;
  known.set(entry, range ?? null);
  return range;
}

export function entriesCovering(entries: readonly Entry[], address: string): Entry[] {
  return findCovering(entries, findEntryRange, address);
}

/** The items that cover an address; none do what is not one. */
export function findCovering<Item>(
  items: readonly Item[],
  rangeOf: (item: Item) => AddressRange | undefined,
  address: string,
): Item[] {
  const wanted = findAddress(address);
  if (wanted === undefined) return [];
  return items.filter((item) => {
    const range = rangeOf(item);
    return range !== undefined && containsAddress(range, wanted);
  });
}
