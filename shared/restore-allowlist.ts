/** R16: puts back deleted entries, or the whole list as it was. */
import { at, refuseOverLimit, refuseWholeFamily } from './admit-entries.ts';
import type { Allowlist, ChangeResult, Entry } from './allowlist.ts';
import { enterEntries, settle, withUpdates } from './change-entries.ts';
import { hasSameTerms, termsOf } from './entry-terms.ts';
import { isExpired } from './expired-entries.ts';
import { RESTORE_WINDOW_MS } from './history.ts';
import { holdsAnything, withMode } from './list-mode.ts';
import { problem } from './problem.ts';
import { failure, success } from './result.ts';

/** The part of the history that a restoration needs. */
export interface PastLists {
  /** Finds the entry as it was when it was deleted, if that was within the restore window. */
  findDeleted(id: string, now: number): Entry | undefined;
  /**
   * Finds the time when the list changed from what it was at the revision. It is undefined while the list is
   * still the same.
   */
  leftAt(revision: number): number | undefined;
  listAt(list: Allowlist, revision: number): PastList;
}

/** The list as it was at a revision. */
export type PastList = Pick<Allowlist, 'mode' | 'observesUntil' | 'entries' | 'lists'>;

/** R16: puts back the deleted entries that have these ids. */
export function restoreDeleted(
  list: Allowlist,
  ids: readonly string[],
  past: PastLists,
  now: number,
): ChangeResult {
  const deleted: Entry[] = [];
  for (const id of new Set(ids)) {
    const entry = past.findDeleted(id, now);
    if (entry === undefined) {
      const detail = `No entry with the id ${id} was deleted in the last 30 days.`;
      return failure(problem('entry-unknown', detail));
    }
    deleted.push(entry);
  }
  return restoreEntries(list, deleted, now);
}

/**
 * R16: makes the list what it was at a revision of the last 30 days. `revision` is the revision of the list
 * now, `wanted` the one to go back to.
 */
export function restoreRevision(
  list: Allowlist,
  revision: number,
  wanted: number,
  past: PastLists,
  now: number,
  gone?: ReadonlySet<string>,
): ChangeResult {
  const error = (message: string) =>
    failure(
      problem('invalid-value', message, [{ pointer: '/revision', value: String(wanted), message }]),
    );
  if (wanted > revision) return error(`The list is at revision ${revision}; there is none later.`);
  const leftAt = past.leftAt(wanted);
  if (leftAt !== undefined && leftAt < now - RESTORE_WINDOW_MS) {
    return error('The list was at this revision more than 30 days ago: it can’t be restored.');
  }
  return restoreAllowlist(list, past.listAt(list, wanted), now, gone);
}

/** R16: puts back deleted entries with their old ids. */
export function restoreEntries(
  list: Allowlist,
  deleted: readonly Entry[],
  now: number,
): ChangeResult {
  const back = deleted.map((entry) => ({ entry: putBack(entry, now) }));
  return enterEntries(list, [], back, at('/entries'), now, { renews: false });
}

/**
 * R16: makes the list what it was: entries and shared lists come and go, remarks, expiries and mode are as they
 * were. A pause that is over by now is none. `gone` are shared lists that were deleted since.
 */
export function restoreAllowlist(
  list: Allowlist,
  past: PastList,
  now: number,
  gone: ReadonlySet<string> = new Set(),
): ChangeResult {
  const { lists: wereIncluded = [] } = past;
  const lists = past.lists?.filter((name) => !gone.has(name));
  if (!holdsAnything({ entries: past.entries, lists }))
    return failure(problem('allowlist-empty', describeEmpty(list, wereIncluded)));
  const listed = new Map(list.entries.map((entry) => [entry.id, entry]));
  const then = new Set(past.entries.map((entry) => entry.id));
  const removed = list.entries.filter((entry) => !then.has(entry.id));
  const added = past.entries
    .filter((entry) => !listed.has(entry.id))
    .map((entry) => putBack(entry, now));
  const updated = past.entries.flatMap((entry) => {
    const before = listed.get(entry.id);
    if (before === undefined) return [];
    if (hasSameTerms(before, entry)) return [];
    const isSameExpiry = before.expiresAt === entry.expiresAt;
    const after = isSameExpiry ? { ...before, ...termsOf(entry) } : putBack(entry, now);
    return [{ before, after }];
  });
  const kept = list.entries.filter((entry) => then.has(entry.id));
  const entries = [...withUpdates(kept, updated), ...added];
  const refusal =
    (added.length > 0 ? refuseWholeFamily(entries, at('/revision')) : undefined) ??
    refuseOverLimit(list, entries, now);
  if (refusal) return failure(refusal);
  const { observesUntil } = past;
  const observes = past.mode === 'observe' && (observesUntil === undefined || observesUntil > now);
  const sets = observes ? 'observe' : 'enforce';
  const restored = withMode(list, { ...list, observesUntil, entries, lists }, { sets });
  const placed = added.map((entry) => ({ entry }));
  const change = { added, updated, removed, placed, left: [] };
  const missing = wereIncluded.filter((name) => gone.has(name));
  const settled = settle({ ...change, list: restored }, now);
  return success(missing.length === 0 ? settled : { ...settled, gone: missing });
}

function describeEmpty({ isShared }: Allowlist, wereIncluded: readonly string[]): string {
  if (isShared) return 'The list had no entries then: clear the list instead.';
  return wereIncluded.length === 0
    ? 'The list had no entries then: disable the allowlist instead.'
    : 'The list had no entries then, and the shared lists that it included were deleted since: disable the allowlist instead.';
}

/** Puts an entry back. An entry that has expired by now then stays for 30 more days. */
function putBack(entry: Entry, now: number): Entry {
  return isExpired(entry, now) ? { ...entry, restoredAt: now } : entry;
}
