import { LRUCache } from 'lru-cache';
import type * as api from '../../shared/api.ts';
import { logInfo } from '../platform/log.ts';
import { isRecent } from '../platform/recent.ts';

/** Of an account in a minute: whoever guesses at a login is not to write its operator's bill. */
export const LINES_A_MINUTE = 60;
const MINUTE_MS = 60_000;
const MAX_ACCOUNTS = 1_000;

interface Pace {
  since: number;
  lines: number;
  omitted: number;
}

/** Refusals are logged, allowed checks are not: they are too many. In a flood the next line says how many had none. */
export class RefusalLog {
  readonly #paces = new LRUCache<string, Pace>({ max: MAX_ACCOUNTS });

  log(
    requestId: string,
    { account, address, reason }: Pick<api.Decision, 'account' | 'address' | 'reason'>,
    now = Date.now(),
  ): void {
    const pace = this.#paceOf(account, now);
    if (pace.lines === LINES_A_MINUTE) {
      pace.omitted++;
      return;
    }
    const omitted = pace.omitted || undefined;
    pace.lines++;
    pace.omitted = 0;
    logInfo('refused', { requestId, account, address, reason, omitted });
  }

  #paceOf(account: string, now: number): Pace {
    const known = this.#paces.get(account);
    if (known && isRecent(known.since, MINUTE_MS, now)) return known;
    const pace = { since: now, lines: 0, omitted: known?.omitted ?? 0 };
    this.#paces.set(account, pace);
    return pace;
  }
}
