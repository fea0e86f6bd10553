/** Finds what can be restored from the history (R16): deleted entries, and the list as it was. Pure. */
import type { Allowlist, Entry, HistoryEvent } from '../../../shared/api.ts';
import { RESTORE_WINDOW_MS } from '../../../shared/history.ts';
import type { KnownAllowlist } from '../../model/known-list.ts';
import { namesBefore } from '../../model/past-list.ts';

export interface RestoreOffers {
  /** The entries that an event removed and that can be put back one by one. */
  readonly entries: ReadonlyMap<HistoryEvent, readonly Entry[]>;
  /** The events after which the list can be restored as it then was. */
  readonly lists: ReadonlySet<HistoryEvent>;
}

/**
 * Finds the offers. `events` are the newest ones, newest first. None is missing between them and `list`. Without
 * `changesLists` the shared lists stay as they are now.
 */
export function findRestoreOffers(
  events: readonly HistoryEvent[],
  list: Pick<KnownAllowlist, 'revision' | 'count' | 'entries' | 'included'>,
  changesLists: boolean,
  now: number,
): RestoreOffers {
  // If another change came between the two readings, events and list do not fit together. A moment later they will.
  if (events[0]?.revision !== list.revision) return { entries: new Map(), lists: new Set() };
  return {
    entries: findEntries(events, list, now),
    lists: findLists(events, list, changesLists, now),
  };
}

function findEntries(
  events: readonly HistoryEvent[],
  list: Pick<Allowlist, 'entries'>,
  now: number,
): Map<HistoryEvent, readonly Entry[]> {
  const known = new Set(list.entries.map(({ id }) => id));
  const offers = new Map<HistoryEvent, readonly Entry[]>();
  for (const event of events) {
    if (!canStillBeRestored(event.at, now)) break;
    const gone = event.removed.filter(({ id }) => !known.has(id));
    for (const { id } of [...event.removed, ...event.added]) known.add(id);
    if (gone.length > 0) offers.set(event, gone);
  }
  return offers;
}

function findLists(
  events: readonly HistoryEvent[],
  list: Pick<KnownAllowlist, 'revision' | 'count' | 'included'>,
  changesLists: boolean,
  now: number,
): Set<HistoryEvent> {
  const offers = new Set<HistoryEvent>();
  let { revision, count } = list;
  let lists = (list.included ?? []).length;
  let leftAt: string | undefined;
  let newer: HistoryEvent | undefined;
  for (const event of events) {
    if (event.revision < revision) leftAt = newer?.at;
    revision = event.revision;
    newer = event;
    if (leftAt !== undefined && !canStillBeRestored(leftAt, now)) break;
    if (leftAt !== undefined && count + lists > 0 && changesList(event, changesLists))
      offers.add(event);
    count += event.removed.length - event.added.length;
    if (changesLists) lists = namesBefore(event)?.length ?? lists;
  }
  return offers;
}

function canStillBeRestored(at: string, now: number): boolean {
  return Date.parse(at) >= now - RESTORE_WINDOW_MS;
}

function changesList(
  { added, updated, removed, after }: HistoryEvent,
  changesLists: boolean,
): boolean {
  if (added.length + updated.length + removed.length > 0) return true;
  return after.mode !== undefined || (changesLists && after.lists !== undefined);
}
