/**
 * Decides whether a time is recent. A time in the future is not: if a clock was set back, old data must not be
 * kept for longer.
 */
export function isRecent(at: number, withinMs: number, now: number): boolean {
  return now >= at && now - at < withinMs;
}
