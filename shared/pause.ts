/** A pause that ends: the list observes until a time, and enforces again by itself. */
import type { Allowlist, ListChange } from './allowlist.ts';
import { NO_CHANGE } from './change-entries.ts';
import { withMode } from './list-mode.ts';

/** When the list enforces again by itself; null: not at all. */
export function pauseEndOf({ mode, observesUntil }: Allowlist): number | null {
  return mode === 'observe' ? (observesUntil ?? null) : null;
}

/** A list that observes no more has no such time: the next pause is another one. */
export function withoutPastPause(list: Allowlist): Allowlist {
  return list.mode === 'observe' || list.observesUntil === undefined
    ? list
    : { ...list, observesUntil: undefined };
}

/** Undefined while the pause has not ended, or has no end. */
export function endPause(list: Allowlist, now: number): ListChange | undefined {
  const end = pauseEndOf(list);
  if (end === null || end > now) return undefined;
  return { ...NO_CHANGE, list: withoutPastPause(withMode(list, list, { sets: 'enforce' })) };
}
