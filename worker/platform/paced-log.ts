import { LRUCache } from 'lru-cache';
import { type LogFields, logInfo } from './log.ts';
import { isRecent } from './recent.ts';

/**
 * The most lines for one cause in a minute. Somebody who guesses logins or tokens must not raise the operator's
 * bill.
 */
export const LINES_A_MINUTE = 60;
const MINUTE_MS = 60_000;
const MAX_CAUSES = 1_000;

interface Pace {
  since: number;
  lines: number;
  omitted: number;
}

/**
 * Logs events that strangers can cause. In a flood, lines are left out, and the next line gives their
 * number.
 */
export class PacedLog {
  readonly #paces = new LRUCache<string, Pace>({ max: MAX_CAUSES });

  /** `cause` groups the lines for this limit; for example, it is an account. */
  info(cause: string, event: string, fields: LogFields, now = Date.now()): void {
    const pace = this.#paceOf(cause, now);
    if (pace.lines === LINES_A_MINUTE) {
      pace.omitted++;
      return;
    }
    const omitted = pace.omitted || undefined;
    pace.lines++;
    pace.omitted = 0;
    logInfo(event, { ...fields, omitted });
  }

  #paceOf(cause: string, now: number): Pace {
    const known = this.#paces.get(cause);
    if (known && isRecent(known.since, MINUTE_MS, now)) return known;
    const pace = { since: now, lines: 0, omitted: known?.omitted ?? 0 };
    this.#paces.set(cause, pace);
    return pace;
  }
}
