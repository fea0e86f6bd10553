import type { Allowlist, Entry } from '../../../shared/api.ts';
import { findEntryRange } from '../../../shared/entry-range.ts';
import type { AddressRange } from '../../../shared/ip-range.ts';
import { renewsExpired, type WithExpired } from '../../model/live-entries.ts';

export interface ListedEntry {
  readonly id: string;
  readonly range: AddressRange;
  readonly entry: Entry;
}

/** An allowlist with its values parsed. They are parsed once for each list, however often something is judged by it. */
export interface KnownList {
  readonly list: WithExpired<Allowlist>;
  readonly listed: readonly ListedEntry[];
  /**
   * True if the Worker renews an expired entry of the same addresses. If false, such an entry prevents the addition.
   */
  readonly renews: boolean;
}

export function readKnownList(list: WithExpired<Allowlist>): KnownList {
  const { entries } = list;
  const listed = entries.flatMap((entry) => {
    // The Worker counts an entry that it can't read, but treats the addresses of that entry as free.
    const range = entry.unreadable ? undefined : findEntryRange(entry);
    return range ? [{ id: entry.id, range, entry }] : [];
  });
  return { list, listed, renews: renewsExpired(list) };
}
