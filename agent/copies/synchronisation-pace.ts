/** When the next synchronisation begins. */
import type { SynchronisationEnd } from './synchronisation-end.ts';

export const INTERVAL_MS = 10_000;
/** The least time between the beginnings of two. */
export const LEAST_MS = 1_000;
/** Without the right to copies, the agent asks seldom whether it has it by now. */
const REFUSED_MS = 60_000;

export class SynchronisationPace {
  readonly #random: () => number;
  #failures = 0;

  constructor(random: () => number) {
    this.#random = random;
  }

  /** How long to wait after one that ended. `ageMs` is how old the copies are. */
  delayAfter(end: SynchronisationEnd, ageMs: number): number {
    if (end !== 'failed') this.#failures = 0;
    switch (end) {
      case 'bad-token':
      case 'no-right':
        return this.#spread(REFUSED_MS);
      case 'failed':
        return this.#spread(Math.min(INTERVAL_MS, LEAST_MS * 2 ** Math.min(this.#failures++, 10)));
      default:
        return Math.min(INTERVAL_MS, Math.max(LEAST_MS, INTERVAL_MS - ageMs));
    }
  }

  /** Agents that lost the Worker at the same moment do not all ask at the same moment again. */
  #spread(ms: number): number {
    return ms * (1 + this.#random() / 4);
  }
}
