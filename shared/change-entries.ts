/** The steps that put entries onto a list and take them off. Every change of a list is made of these steps. */
import {
  admitEntries,
  type Pointers,
  refuseOverLimit,
  refuseTooManyExpired,
  refuseWholeFamily,
} from './admit-entries.ts';
import type {
  Allowlist,
  ChangeResult,
  Entry,
  EntryUpdate,
  ListChange,
  ListedMode,
  PlacedEntry,
} from './allowlist.ts';
import { findLeaving, isExpired } from './expired-entries.ts';
import { withMode } from './list-mode.ts';
import { failure, success } from './result.ts';

export const NO_CHANGE = { added: [], updated: [], removed: [], placed: [], left: [] } as const;

/**
 * The way in which entries come onto a list: the mode for a list that was off, and whether they renew expired
 * entries.
 */
export interface Entrance {
  readonly mode?: ListedMode | undefined;
  readonly renews: boolean;
}

/**
 * Puts entries onto a list and sets its mode. Every addition goes through here: no duplicates, never a whole
 * family, and not beyond the limit.
 */
export function enterEntries(
  list: Allowlist,
  removed: readonly Entry[],
  wanted: readonly PlacedEntry[],
  pointers: Pointers,
  now: number,
  { mode: begins, renews }: Entrance,
): ChangeResult {
  const change = withoutEntries(list, removed);
  const admitted = admitEntries(
    change.list.entries,
    wanted,
    pointers,
    (listed, entry) => renews && isExpired(listed, now) && !isExpired(entry, now),
  );
  if (!admitted.ok) return admitted;
  const { added, renewed: updated, placed } = admitted.value;
  const entries = [...withUpdates(change.list.entries, updated), ...added];
  const refusal =
    (added.length > 0 ? refuseWholeFamily(entries, pointers) : undefined) ??
    refuseOverLimit(list, entries, now) ??
    refuseTooManyExpired(list.limit, added, now);
  if (refusal) return failure(refusal);
  const after = withMode(list, { ...list, entries }, { begins });
  return success(settle({ ...change, added, updated, placed, list: after }, now));
}

export function withoutEntries(list: Allowlist, removed: readonly Entry[]): ListChange {
  const gone = new Set(removed.map((entry) => entry.id));
  const entries = list.entries.filter((entry) => !gone.has(entry.id));
  return { ...NO_CHANGE, list: withMode(list, { ...list, entries }), removed };
}

export function withUpdates(entries: readonly Entry[], updated: readonly EntryUpdate[]): Entry[] {
  const after = new Map(updated.map((update) => [update.after.id, update.after]));
  return entries.map((entry) => after.get(entry.id) ?? entry);
}

/**
 * Takes off the expired entries that have no place any more. A new entry that has no place is not added
 * at all.
 */
export function settle(
  change: ListChange,
  now: number,
  most = Number.POSITIVE_INFINITY,
): ListChange {
  const { list, added } = change;
  const leaving = findLeaving(list.entries, list.limit, now).slice(0, most);
  if (leaving.length === 0) return change;
  const gone = new Set(leaving.map((entry) => entry.id));
  const stays = ({ id }: Entry) => !gone.has(id);
  const isNew = new Set(added.map((entry) => entry.id));
  return {
    ...change,
    list: { ...list, entries: list.entries.filter(stays) },
    added: added.filter(stays),
    placed: change.placed.filter(({ entry }) => stays(entry)),
    left: leaving.filter(({ id }) => !isNew.has(id)),
  };
}
