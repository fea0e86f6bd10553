/**
 * The clock of the endpoint. Expiries and verdicts depend on it, and the browser's own clock may be wrong. Until an
 * answer has told the time, the two count as equal.
 */

interface ToldTime {
  /** The `Date` header of the answer. Null if the endpoint does not let pages read it. */
  readonly date: string | null;
  /** Both by the browser's clock, in milliseconds since the epoch. */
  readonly sentAt: number;
  readonly receivedAt: number;
}

/**
 * Returns how far the endpoint's clock is ahead of the browser's, in milliseconds. A header says whole seconds, and an
 * answer takes its time. So the known value stays as long as the answer allows it.
 */
export function aheadAfter(knownMs: number, { date, sentAt, receivedAt }: ToldTime): number {
  const told = Date.parse(date ?? '');
  if (Number.isNaN(told)) return knownMs;
  const least = told - receivedAt;
  const most = told + 1000 - sentAt;
  return Math.min(Math.max(knownMs, least), most);
}

let aheadMs = 0;
const listeners = new Set<() => void>();

export function serverNow(): number {
  return Date.now() + aheadMs;
}

export function clockAhead(): number {
  return aheadMs;
}

export function setClockAhead(milliseconds: number): void {
  if (milliseconds === aheadMs) return;
  aheadMs = milliseconds;
  for (const changed of listeners) changed();
}

export function noteToldTime(told: ToldTime): void {
  setClockAhead(aheadAfter(aheadMs, told));
}

/** Calls whenever the clock is set. The returned function ends that. */
export function watchClock(changed: () => void): () => void {
  listeners.add(changed);
  return () => listeners.delete(changed);
}
