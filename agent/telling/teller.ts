/**
 * Tells the Worker what copies have decided: all accounts in one call, at most every ten seconds. What was sent and not
 * confirmed is sent again unchanged, with the same id, so that the Worker counts it once. Meanwhile nothing more is
 * told of such an account; its checks wait.
 */
import { randomBytes } from 'node:crypto';
import type * as api from '../../shared/api.ts';
import { MAX_OBSERVED_ACCOUNTS } from '../../shared/limits.ts';
import type { LogFields } from '../../worker/platform/log.ts';
import type { Observe } from '../deciding/observer.ts';
import type { Told } from '../worker-client/worker-client.ts';
import { sumOf, type Taken, TOLD_EVERY_MS } from './account-checks.ts';
import {
  type Clocks,
  WAITING_LIMITS,
  WaitingChecks,
  type WaitingLimits,
} from './waiting-checks.ts';

/** While the Worker does not answer, it is tried less and less often, down to this. */
const MOST_PAUSE_MS = 60_000;
/** The longest body of a call. The Worker takes 900 KiB. */
const MOST_BYTES = 800 * 1024;
/** With less room left, no other account is begun. */
const LEAST_ROOM_BYTES = 10 * 1024;
const TICK_MS = 1_000;
/** At the end, the calls follow each other without a pause. */
const MOST_LAST_CALLS = 20;

export interface TellerParts {
  /** Tells the Worker. It never rejects. */
  readonly tell: (observations: api.Observations) => Promise<Told>;
  readonly log: (event: string, fields?: LogFields) => void;
  readonly clocks?: Clocks;
  readonly limits?: WaitingLimits;
}

export interface TellingStatus {
  /** The accounts and addresses that are held: they wait, or were told lately. */
  readonly accounts: number;
  readonly senders: number;
  /** The accounts whose last report was not confirmed. */
  readonly unconfirmed: number;
  readonly calls: number;
  readonly failures: number;
  /** The checks that will never be told. */
  readonly lost: number;
}

const CLOCKS: Clocks = { now: () => Date.now(), steady: () => performance.now() };

export class Teller {
  readonly #tell: TellerParts['tell'];
  readonly #log: TellerParts['log'];
  readonly #steady: () => number;
  readonly #waiting: WaitingChecks;
  /** What was sent and not confirmed, by account. The oldest comes first. */
  readonly #reports = new Map<string, Taken>();
  #bytes = 0;
  /** The most accounts of a call. It is lowered to find what the Worker refuses. */
  #most = MAX_OBSERVED_ACCOUNTS;
  #nextAt = Number.NEGATIVE_INFINITY;
  #pauseMs = TOLD_EVERY_MS;
  #isFailing = false;
  #call: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #calls = 0;
  #failures = 0;
  #lost = 0;

  constructor({ tell, log, clocks = CLOCKS, limits = WAITING_LIMITS }: TellerParts) {
    this.#tell = tell;
    this.#log = log;
    this.#steady = clocks.steady;
    this.#waiting = new WaitingChecks(clocks, limits);
    this.observe = this.#waiting.add;
  }

  /** It is called for each check, so it only counts. */
  readonly observe: Observe;

  start(): void {
    this.#timer ??= setInterval(() => void this.tick(), TICK_MS).unref();
  }

  /** Tells what is due, if it is time. It never rejects. */
  tick(): Promise<void> {
    if (this.#call === undefined && this.#steady() >= this.#nextAt) {
      const call = this.#tellDue();
      this.#call = call?.finally(() => {
        this.#call = undefined;
      });
    }
    return this.#call ?? Promise.resolve();
  }

  /** Tells all that waits, until the Worker fails or the time is over. It never rejects. */
  async close(graceMs: number): Promise<void> {
    clearInterval(this.#timer);
    let timer: NodeJS.Timeout | undefined;
    const isOver = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, graceMs);
    });
    await Promise.race([this.#tellAll(), isOver]);
    clearTimeout(timer);
    const isLeft = this.#reports.size > 0 || this.#waiting.isWaiting;
    if (!isLeft) return;
    // Some of the reports may have come to the Worker without its answer.
    this.#lost += this.#waiting.checks;
    for (const { observed } of this.#reports.values()) this.#lost += checksOf(observed);
    this.#log('observations-not-told', { ...this.status() });
  }

  status(): TellingStatus {
    return {
      accounts: this.#waiting.accounts,
      senders: this.#waiting.senders,
      unconfirmed: this.#reports.size,
      calls: this.#calls,
      failures: this.#failures,
      lost: this.#lost + this.#waiting.lost,
    };
  }

  async #tellAll(): Promise<void> {
    await this.#call;
    this.#waiting.hurry();
    for (let calls = 0; calls < MOST_LAST_CALLS; calls++) {
      const failures = this.#failures;
      const call = this.#tellDue();
      if (call === undefined) return;
      await call;
      if (this.#failures > failures) return;
    }
  }

  /** Returns undefined if there is nothing to tell. */
  #tellDue(): Promise<void> | undefined {
    this.#waiting.sweep();
    this.#takeDue();
    const reports = [...this.#reports.values()].slice(0, this.#most);
    if (reports.length === 0) return undefined;
    this.#calls++;
    const accounts = reports.map(({ observed }) => observed);
    return this.#tell({ accounts }).then((told) => this.#hear(told, accounts));
  }

  #takeDue(): void {
    if (this.#waiting.dueAt > this.#steady()) return;
    for (const account of this.#waiting.due((name) => this.#reports.has(name))) {
      const room = MOST_BYTES - this.#bytes;
      if (this.#reports.size >= this.#most || room < LEAST_ROOM_BYTES) return;
      const taken = this.#waiting.take(account, randomBytes(16).toString('hex'), room);
      if (taken === undefined) continue;
      this.#reports.set(account, taken);
      this.#bytes += taken.bytes;
    }
  }

  #hear(told: Told, accounts: readonly api.ObservedAccount[]): void {
    if (told.state === 'told') this.#hearTold(new Set(told.unrecorded), accounts);
    else if (told.state === 'refused') this.#hearRefusal(told.cause, accounts);
    else this.#hearFailure('cause' in told ? told.cause : told.state);
  }

  #hearTold(unrecorded: ReadonlySet<string>, accounts: readonly api.ObservedAccount[]): void {
    for (const { account } of accounts)
      if (unrecorded.has(account)) this.#putLast(account);
      else this.#drop(account);
    this.#most = Math.min(MAX_OBSERVED_ACCOUNTS, this.#most * 2);
    if (this.#isFailing) this.#log('observations-told-again');
    this.#isFailing = false;
    this.#pauseMs = TOLD_EVERY_MS;
    this.#nextAt = this.#steady() + TOLD_EVERY_MS;
  }

  #hearFailure(cause: string): void {
    this.#failures++;
    if (!this.#isFailing) this.#log('observations-kept', { cause });
    this.#isFailing = true;
    this.#nextAt = this.#steady() + this.#pauseMs;
    this.#pauseMs = Math.min(MOST_PAUSE_MS, this.#pauseMs * 2);
  }

  /** One account is wrong, and all are refused. Ever fewer are told, until it is the only one. */
  #hearRefusal(cause: string, accounts: readonly api.ObservedAccount[]): void {
    this.#failures++;
    this.#nextAt = this.#steady() + TOLD_EVERY_MS;
    this.#most = Math.max(1, Math.floor(accounts.length / 2));
    const [observed, second] = accounts;
    if (observed === undefined || second !== undefined) return;
    this.#drop(observed.account);
    this.#most = MAX_OBSERVED_ACCOUNTS;
    this.#lost += checksOf(observed);
    this.#log('observations-refused', { account: observed.account, cause });
  }

  #putLast(account: string): void {
    const report = this.#reports.get(account);
    this.#reports.delete(account);
    if (report) this.#reports.set(account, report);
  }

  #drop(account: string): void {
    this.#bytes -= this.#reports.get(account)?.bytes ?? 0;
    this.#reports.delete(account);
  }
}

function checksOf({ senders, others }: api.ObservedAccount): number {
  return senders.reduce((sum, sender) => sum + sumOf(sender), sumOf(others));
}
