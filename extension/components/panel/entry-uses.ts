/**
 * Finds how entries have been used. Times are in the form of the API. They all have the same length and are in UTC,
 * so comparing them as text compares the times.
 */
import { ACTIVITY_MS } from '../../../shared/activity.ts';
import type { Entry, SenderList } from '../../../shared/api.ts';
import { hasExpired } from '../../../shared/judge-address.ts';

export type ListedUse = SenderList['entries'][number];

/** The uses by the id of the entry. An entry that is missing here has let nobody in. */
export type EntryUses = ReadonlyMap<string, ListedUse>;

export function usesOf({ entries }: SenderList): EntryUses {
  return new Map(entries.map((use) => [use.id, use]));
}

/** Returns the time since when an entry has let nobody in. If it never has, this is the time when it was added. */
export function idleSince(entry: Entry, uses: EntryUses): string {
  return uses.get(entry.id)?.lastUsedAt ?? entry.createdAt;
}

/** Finds the live entries that nobody has used for thirty days. They could be removed. */
export function findUnused(
  entries: readonly Entry[],
  uses: EntryUses | null,
  now: number,
): readonly Entry[] {
  if (uses === null) return [];
  const limit = new Date(now - ACTIVITY_MS).toISOString();
  return entries.filter((entry) => idleSince(entry, uses) <= limit && !hasExpired(entry, now));
}
