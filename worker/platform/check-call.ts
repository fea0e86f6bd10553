/**
 * The time for one check. Dovecot gives up after 2 s and then ignores the answer, so FAIL_MODE could not decide
 * any more.
 */
export const CHECK_BUDGET_MS = 1_700;
const LEAST_MS = 100;

/** The part of an ExecutionContext that lets work continue after the answer of a request. */
export type Outliving = Pick<ExecutionContext, 'waitUntil'>;

/** The context of one check: its start time, and a way to let work continue after its answer. */
export class CheckCall {
  /** Milliseconds since the epoch. */
  readonly startedAt = Date.now();
  /** Whether the relay that asks says that the password was right. A refusal is then a leak. */
  passwordWasRight = false;
  readonly #request: Outliving;
  readonly #budgetMs: number;

  constructor(request: Outliving, budgetMs = CHECK_BUDGET_MS) {
    this.#request = request;
    this.#budgetMs = budgetMs;
  }

  keepAlive(promise: Promise<unknown>): void {
    this.#request.waitUntil(promise);
  }

  /**
   * Returns how many milliseconds to wait: the wanted time, or the rest of the call's time if that is
   * shorter.
   */
  within(wantedMs: number): number {
    const leftMs = this.#budgetMs - (Date.now() - this.startedAt);
    return Math.min(wantedMs, Math.max(leftMs, LEAST_MS));
  }
}
