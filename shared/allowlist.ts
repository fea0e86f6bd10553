/** An account's allowlist, and what a change of it comes to. */
import { type AddressRange, compareRanges } from './ip-range.ts';
import type { Problem } from './problem.ts';
import type { Result } from './result.ts';
import type { ValueFormat } from './value-problem.ts';

export const DEFAULT_ENTRY_LIMIT = 10;
export const MAX_ENTRY_LIMIT = 10_000;

/** What an allowlist with entries does; one without entries is off (R6, R10). */
export type ListedMode = 'enforce' | 'observe';
export type Mode = ListedMode | 'off';

export interface TokenName {
  readonly tokenId: string;
  readonly name: string;
}

export interface Entry {
  readonly id: string;
  readonly format: ValueFormat;
  /** Canonical text. */
  readonly value: string;
  readonly range: AddressRange;
  readonly remark: string;
  readonly createdAt: number;
  readonly createdBy: TokenName;
  /** Milliseconds since the epoch; null never expires. */
  readonly expiresAt: number | null;
  /** Stored, but this version can't read it: it is on the list, keeps it on, and covers no address. */
  readonly unreadable?: true;
  /** When it was last put back, if it had expired by then. */
  readonly restoredAt?: number;
}

export interface Allowlist {
  readonly mode: Mode;
  readonly limit: number;
  readonly entries: readonly Entry[];
}

/** What an entry says beside its addresses, and can be edited (R8). */
export interface EntryTerms {
  readonly remark: string;
  readonly expiresAt: number | null;
}

export interface Addition extends EntryTerms {
  readonly format: ValueFormat;
  readonly values: readonly string[];
  /** How a list that is off begins; one that is on stays what it is. */
  readonly mode?: ListedMode;
}

/** One entry of an import, which may carry every format, each with its own terms. */
export interface ImportedValue extends EntryTerms {
  readonly format: ValueFormat;
  readonly value: string;
}

/** Who adds, when, and where new ids come from: arguments, so that this file has no clock and no randomness. */
export interface Origin {
  readonly createdAt: number;
  readonly createdBy: TokenName;
  readonly newId: () => string;
}

export interface EntryUpdate {
  readonly before: Entry;
  readonly after: Entry;
}

/** An entry that a request puts on a list: a new one, or an expired one that it renews. */
export interface PlacedEntry {
  readonly entry: Entry;
  /** The text as it was sent, where it had host bits, which were dropped. */
  readonly withHostBits?: string;
}

export interface ListChange {
  readonly list: Allowlist;
  readonly added: readonly Entry[];
  readonly updated: readonly EntryUpdate[];
  readonly removed: readonly Entry[];
  /** In the order of the request. */
  readonly placed: readonly PlacedEntry[];
  /** Expired entries that leave by themselves (R13), since with the change there is no place for them. */
  readonly left: readonly Entry[];
}

export type ChangeResult = Result<ListChange, Problem>;

/** For each entry that lies inside another, one that covers it. Equal ranges can't both stand on a list. */
export function findCovers<Listed extends Pick<Entry, 'id' | 'range'>>(
  entries: readonly Listed[],
): Map<string, Listed> {
  const covers = new Map<string, Listed>();
  let widest: Listed | undefined;
  for (const entry of entries.toSorted((a, b) => compareRanges(a.range, b.range))) {
    if (widest !== undefined && entry.range.last <= widest.range.last) covers.set(entry.id, widest);
    else widest = entry;
  }
  return covers;
}
