/** False for a time still to come, too: a clock that was set back must not keep what is old for longer. */
export function isRecent(at: number, withinMs: number, now: number): boolean {
  return now >= at && now - at < withinMs;
}
