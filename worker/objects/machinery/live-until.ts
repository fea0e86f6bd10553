/**
 * Until when a list lets some address in, as the directory hears of it. So the directory needs no word when entries
 * expire.
 */
import type { Entry } from '../../../shared/allowlist.ts';

/** Some entry never expires. */
export const NEVER_ENDS = Number.MAX_SAFE_INTEGER;

/** In milliseconds since the epoch. It is 0 for a list that lets nobody in. */
export function liveUntil(entries: readonly Entry[]): number {
  return entries.reduce(
    (latest, { expiresAt, unreadable }) =>
      unreadable ? latest : Math.max(latest, expiresAt ?? NEVER_ENDS),
    0,
  );
}
