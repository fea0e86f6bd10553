/** Dovecot gives up after 2 s; an answer that comes later is none, and FAIL_MODE would have no say. */
export const CHECK_BUDGET_MS = 1_700;
const LEAST_MS = 100;

/** What lets work outlive a request's answer: its ExecutionContext. */
export type Outliving = Pick<ExecutionContext, 'waitUntil'>;

/** What one check has to go by: its time, and a way to let work outlive its answer. */
export class CheckCall {
  /** Milliseconds since the epoch. */
  readonly startedAt = Date.now();
  /** Whether the asker, a relay, says that the password was right: a refusal then is a leak. */
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

  /** How many milliseconds to wait for something: those wanted, or what is left to the call. */
  within(wantedMs: number): number {
    const leftMs = this.#budgetMs - (Date.now() - this.startedAt);
    return Math.min(wantedMs, Math.max(leftMs, LEAST_MS));
  }
}
