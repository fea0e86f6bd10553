/** Finds the list that a restoration would make (R16). Pure. */
import type { Allowlist, Entry, HistoryEvent } from '../../shared/api.ts';
import { rewindEntries } from '../../shared/history.ts';
import { includedFrom, type KnownAllowlist } from './known-list.ts';

type Now = Pick<KnownAllowlist, 'mode' | 'observesUntil' | 'entries' | 'included'>;

/**
 * Returns the list as it would be if it were restored as it was before these events. `events` are all events since then,
 * newest first. A pause that is over by now is not restored: the list enforces. Without `changesLists` the shared lists
 * stay as they are now, and an account that was off enforces them.
 */
export function restoredList(
  list: Now,
  events: readonly HistoryEvent[],
  changesLists: boolean,
  now: number,
): Pick<KnownAllowlist, 'mode' | 'entries' | 'included'> {
  const rewound: { mode: Allowlist['mode']; entries: Entry[] } = rewindEntries(list, events);
  const names = events.reduce<readonly string[] | undefined>(
    (later, event) => namesBefore(event) ?? later,
    undefined,
  );
  const isSame = names === undefined || !changesLists;
  const included = isSame ? list.included : includedFrom(names, list.included ?? []);
  const past = { ...rewound, ...(included && { included }) };
  if (past.mode === 'off' && included?.length) return { ...past, mode: 'enforce' };
  const end = events.reduce((later, { before }) => pauseEndIn(before, later), list.observesUntil);
  const isOver = end !== undefined && Date.parse(end) <= now;
  return past.mode === 'observe' && isOver ? { ...past, mode: 'enforce' } : past;
}

/** Finds the shared lists before an event. An event that changed none has no such setting. */
export function namesBefore({ before }: HistoryEvent): readonly string[] | undefined {
  if (typeof before.lists !== 'string') return undefined;
  return before.lists.split(' ').filter((name) => name !== '');
}

/** Finds when the pause ended before an event. An event that changed no pause has no such setting. */
function pauseEndIn(
  { observesUntil }: HistoryEvent['before'],
  later: string | undefined,
): string | undefined {
  if (observesUntil === undefined) return later;
  return typeof observesUntil === 'string' ? observesUntil : undefined;
}
