import type { Allowlist, Entry } from '../../../shared/api.ts';
import { type AddressRange, parseValue } from '../../../shared/ip-range.ts';

export interface ListedEntry {
  readonly id: string;
  readonly range: AddressRange;
  readonly entry: Entry;
}

/** An allowlist whose values are read: once for each list, however often something is judged by it. */
export interface KnownList {
  readonly mode: Allowlist['mode'];
  readonly limit: number;
  readonly listed: readonly ListedEntry[];
}

export function readKnownList({ mode, limit, entries }: Allowlist): KnownList {
  const listed = entries.flatMap((entry) => {
    const parsed = parseValue(entry.format, entry.value);
    return parsed.ok ? [{ id: entry.id, range: parsed.value.range, entry }] : [];
  });
  return { mode, limit, listed };
}
