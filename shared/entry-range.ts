/** The address ranges of entries that are in the form of the API. */
import type { Entry } from './api.ts';
import { findAddress } from './ip-address.ts';
import { type AddressRange, containsAddress, parseValue } from './ip-range.ts';

/**
 * Caches the range of an entry. It takes longer than a frame to read thousands of values, so each is read once,
 * when somebody first asks for it.
 */
const known = new WeakMap<Entry, AddressRange | null>();

/**
 * Finds the addresses of an entry. It is undefined if this version or the Worker’s version can’t read the
 * value.
 */
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

/** Finds the items that cover an address. No item covers a text that is not an address. */
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
