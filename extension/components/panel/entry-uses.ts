/** How entries have been used. Times are as the API has them: of one length and in UTC, so their text sorts as they do. */
import { ACTIVITY_MS } from '../../../shared/activity.ts';
import type { Entry, SenderList } from '../../../shared/api.ts';
import { hasExpired } from '../../../shared/judge-address.ts';

export type ListedUse = SenderList['entries'][number];

/** By the entry's id; those that are not in it have let nobody in. */
export type EntryUses = ReadonlyMap<string, ListedUse>;

export function usesOf({ entries }: SenderList): EntryUses {
  return new Map(entries.map((use) => [use.id, use]));
}

/** Since when it has let nobody in: since it was added, where it never has. */
export function idleSince(entry: Entry, uses: EntryUses): string {
  return uses.get(entry.id)?.lastUsedAt ?? entry.createdAt;
}

/** Those that might as well go: live, and of no use for thirty days. */
export function findUnused(
  entries: readonly Entry[],
  uses: EntryUses | null,
  now: number,
): readonly Entry[] {
  if (uses === null) return [];
  const limit = new Date(now - ACTIVITY_MS).toISOString();
  return entries.filter((entry) => idleSince(entry, uses) <= limit && !hasExpired(entry, now));
}
