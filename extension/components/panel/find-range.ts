import type { Entry } from '../../../shared/api.ts';
import { findAddress } from '../../../shared/ip-address.ts';
import { type AddressRange, containsAddress, parseValue } from '../../../shared/ip-range.ts';

/** Reading thousands of values takes longer than a frame, so each is read when it is first asked for, and once. */
const known = new WeakMap<Entry, AddressRange | null>();

/** What an entry covers; undefined where this version can’t read its value. */
export function findEntryRange(entry: Entry): AddressRange | undefined {
  const found = known.get(entry);
  if (found !== undefined) return found ?? undefined;
  const parsed = parseValue(entry.format, entry.value);
  known.set(entry, parsed.ok ? parsed.value.range : null);
  return parsed.ok ? parsed.value.range : undefined;
}

/** What a text is, where it is an address, a segment or a range. */
export function findRange(text: string): AddressRange | undefined {
  for (const format of ['address', 'segment', 'range'] as const) {
    const parsed = parseValue(format, text);
    if (parsed.ok) return parsed.value.range;
  }
  return undefined;
}

export function coversAny(entry: Entry, addresses: readonly string[]): boolean {
  const range = findEntryRange(entry);
  return (
    range !== undefined &&
    addresses.some((text) => {
      const address = findAddress(text);
      return address !== undefined && containsAddress(range, address);
    })
  );
}
