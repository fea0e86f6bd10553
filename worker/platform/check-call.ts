/** Dovecot gives up after 2 s; an answer that comes later is none, and FAIL_MODE would have no say. */
const BUDGET_MS = 1_700;
const LEAST_MS = 100;

/** What lets work outlive a request's answer: its ExecutionContext. */
export type Outliving = Pick<ExecutionContext, 'waitUntil'>;

/** What one check has to go by: its time, and a way to let work outlive its answer. */
export class CheckCall {
  /** Milliseconds since the epoch. */
  readonly startedAt = Date.now();
  /** Whether the asker says that the password was right: a refusal then is a leak. */
  readonly passwordWasRight: boolean;
  readonly #request: Outliving;

  constructor(request: Outliving, passwordWasRight = false) {
    this.#request = request;
    this.passwordWasRight = passwordWasRight;
  }

  keepAlive(promise: Promise<unknown>): void {
    this.#request.waitUntil(promise);
  }

  /** How many milliseconds to wait for something: those wanted, or what is left to the call. */
  within(wantedMs: number): number {
    const leftMs = BUDGET_MS - (Date.now() - this.startedAt);
    return Math.min(wantedMs, Math.max(leftMs, LEAST_MS));
  }
}
