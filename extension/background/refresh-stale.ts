/** A network may change while the background sleeps, which nothing wakes it for: whoever looks at a tab does. */
import { readCurrentStatus } from './current-status.ts';
import { refreshCurrent } from './refreshing.ts';

const STALE_MS = 60_000;

/** What can't be read stays old, and tells the tabs, which ask again: so no more often than it turns stale. */
let triedAt = 0;

export async function refreshStale(now: number): Promise<void> {
  const { place, snapshot } = await readCurrentStatus();
  const readAt = Math.max(triedAt, snapshot?.at ?? 0);
  if (place === null || now - readAt < STALE_MS) return;
  triedAt = now;
  await refreshCurrent();
}
