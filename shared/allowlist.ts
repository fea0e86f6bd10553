/** The data of an account's allowlist, and of a change to it. */
import { type AddressRange, compareRanges } from './ip-range.ts';
import type { Problem } from './problem.ts';
import type { Result } from './result.ts';
import type { ValueFormat } from './value-problem.ts';

export const DEFAULT_ENTRY_LIMIT = 10;
export const MAX_ENTRY_LIMIT = 10_000;

/** The mode of an allowlist that is on. One without entries and without shared lists is off (R6, R10, R20). */
export type ListedMode = 'enforce' | 'observe';
export type Mode = ListedMode | 'off';

export interface TokenName {
  readonly tokenId: string;
  readonly name: string;
}

export interface Entry {
  readonly id: string;
  readonly format: ValueFormat;
  /** The value in canonical text. */
  readonly value: string;
  readonly range: AddressRange;
  readonly remark: string;
  readonly createdAt: number;
  readonly createdBy: TokenName;
  /** Milliseconds since the epoch. An entry with null never expires. */
  readonly expiresAt: number | null;
  /**
   * True if this version can't read the stored entry. The entry stays on the list and keeps it on, but covers
   * no address.
   */
  readonly unreadable?: true;
  /** The last time when the entry was put back after it had expired. */
  readonly restoredAt?: number;
}

export interface Allowlist {
  readonly mode: Mode;
  /** When a list that observes enforces again by itself, in milliseconds since the epoch. */
  readonly observesUntil?: number | undefined;
  readonly limit: number;
  readonly entries: readonly Entry[];
  /** R20: the names of the shared lists that the account includes, in the order in which they were attached. */
  readonly lists?: readonly string[] | undefined;
  /** R20: true for a shared list. It has no mode of its own, so its mode is always `enforce`. */
  readonly isShared?: true | undefined;
}

/** The parts of an entry that can be edited (R8): everything but its addresses. */
export interface EntryTerms {
  readonly remark: string;
  readonly expiresAt: number | null;
}

export interface Addition extends EntryTerms {
  readonly format: ValueFormat;
  readonly values: readonly string[];
  /** The mode that a list gets if it is off. A list that is on keeps its mode. */
  readonly mode?: ListedMode;
}

/** One entry of an import. An import may have entries of every format, each with its own terms. */
export interface ImportedValue extends EntryTerms {
  readonly format: ValueFormat;
  readonly value: string;
}

/**
 * The token that adds, the time, and the source of new ids. They are arguments, so this file needs no clock and
 * no randomness.
 */
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
  /** The text of the request, if it had host bits. The entry is stored without them. */
  readonly withHostBits?: string;
}

export interface ListChange {
  readonly list: Allowlist;
  readonly added: readonly Entry[];
  readonly updated: readonly EntryUpdate[];
  readonly removed: readonly Entry[];
  /** The placed entries, in the order of the request. */
  readonly placed: readonly PlacedEntry[];
  /** Expired entries that leave the list by themselves (R13), because the change leaves no place for them. */
  readonly left: readonly Entry[];
  /** Shared lists that a restoration leaves out, because they have been deleted since. */
  readonly gone?: readonly string[];
}

export type ChangeResult = Result<ListChange, Problem>;

/**
 * Finds, for each entry that lies inside another, one entry that covers it. Equal ranges can't both be on a
 * list.
 */
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
