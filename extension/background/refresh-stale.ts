/**
 * Reads the state again when somebody looks at a console's tab. The network may have changed while the background
 * slept, and nothing wakes it for that.
 */
import { readCurrentStatus } from './current-status.ts';
import { refreshCurrent } from './refreshing.ts';

const STALE_MS = 60_000;

/**
 * The time of the last attempt. A failed reading leaves the state old, and the tabs that are told of it ask again. So
 * attempts are limited to one in the time after which a state is old.
 */
let triedAt = 0;

export async function refreshStale(now: number): Promise<void> {
  const { place, snapshot } = await readCurrentStatus();
  const readAt = Math.max(triedAt, snapshot?.at ?? 0);
  if (place === null || now - readAt < STALE_MS) return;
  triedAt = now;
  await refreshCurrent();
}
