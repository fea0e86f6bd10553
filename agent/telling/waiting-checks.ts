/**
 * The checks of all accounts that wait until the Worker is told of them. Every check that a copy decides comes through
 * here, so an address that is known is only counted. The room is limited; what does not fit is counted without its
 * address, and what does not even fit there is lost, and counted as such.
 */
import { type Counts, pairOf } from '../../shared/activity.ts';
import type * as api from '../../shared/api.ts';
import type { AgentQuestion } from '../deciding/answer.ts';
import {
  AccountChecks,
  type Seen,
  type Sighting,
  type Taken,
  TOLD_AGAIN_MS,
} from './account-checks.ts';

export interface WaitingLimits {
  readonly accounts: number;
  /** The addresses of all accounts together; those of a domain's account with each login. */
  readonly senders: number;
  readonly leaks: number;
}

export const WAITING_LIMITS: WaitingLimits = { accounts: 50_000, senders: 50_000, leaks: 10_000 };

/** Milliseconds. `now` is the wall clock, `steady` one that only rises. */
export interface Clocks {
  readonly now: () => number;
  readonly steady: () => number;
}

export class WaitingChecks {
  readonly #clocks: Clocks;
  readonly #limits: WaitingLimits;
  /** Those that were told longest ago come first. */
  readonly #accounts = new Map<string, AccountChecks>();
  #senders = 0;
  #leaks = 0;
  #sweptAt: number;
  /** Whether senders were told since all that wait for nothing were forgotten. */
  #hasIdle = false;
  /** The checks that were dropped without a trace, since too many accounts waited. */
  lost = 0;
  /** By the steady clock: when something may be due. */
  dueAt = Number.POSITIVE_INFINITY;

  constructor(clocks: Clocks, limits: WaitingLimits) {
    this.#clocks = clocks;
    this.#limits = limits;
    this.#sweptAt = clocks.steady();
  }

  get senders(): number {
    return this.#senders;
  }

  get isWaiting(): boolean {
    return [...this.#accounts.values()].some((checks) => checks.isWaiting);
  }

  get accounts(): number {
    return this.#accounts.size;
  }

  /** The checks that wait. */
  get checks(): number {
    let sum = 0;
    for (const account of this.#accounts.values()) sum += account.checks;
    return sum;
  }

  readonly add = (question: AgentQuestion, decision: api.Decision): void => {
    const { account: login, decidedBy, address } = decision;
    // There is no account that could be told.
    if (decidedBy === null) return;
    const checks = this.#accountOf(decidedBy);
    if (checks === undefined) {
      this.lost++;
      return;
    }
    const seen: Seen = { address, login: decidedBy === login ? undefined : login };
    const pair = pairOf(seen);
    const { passwordWasRight } = question;
    const sighting: Sighting = {
      outcome: outcomeOf(decision),
      at: this.#clocks.now(),
      entryId: decision.verdict === 'allow' ? (decision.entry?.id ?? null) : null,
      passwordWasRight,
    };
    if (!checks.addTo(pair, sighting)) this.#addNew(checks, pair, seen, sighting);
    if (passwordWasRight && isLeak(decision)) this.#addLeak(checks, pair, seen, sighting.at);
    if (checks.dueAt < this.dueAt) this.dueAt = checks.dueAt;
  };

  /** Returns the accounts of which something is due, in the order in which they are to be told. */
  due(isTaken: (account: string) => boolean): string[] {
    const now = this.#clocks.steady();
    const news: string[] = [];
    const rest: string[] = [];
    let dueAt = Number.POSITIVE_INFINITY;
    for (const [account, checks] of this.#accounts) {
      if (checks.dueAt < dueAt) dueAt = checks.dueAt;
      if (checks.dueAt <= now && !isTaken(account)) (checks.isNews ? news : rest).push(account);
    }
    this.dueAt = dueAt;
    return [...news, ...rest];
  }

  /** Takes what is due of an account that `due` has named, as far as it fits in so many bytes. */
  take(account: string, id: string, room: number): Taken | undefined {
    const checks = this.#accounts.get(account);
    if (checks === undefined) return undefined;
    const leaks = checks.leaks;
    const taken = checks.take(id, this.#clocks.steady(), room);
    this.#leaks += checks.leaks - leaks;
    this.#hasIdle = true;
    this.#accounts.delete(account);
    this.#accounts.set(account, checks);
    return taken;
  }

  /** Forgets the addresses that were told long ago and were not seen since. */
  sweep(): void {
    const now = this.#clocks.steady();
    if (now - this.#sweptAt < TOLD_AGAIN_MS) return;
    this.#sweptAt = now;
    this.#forgetIdle(now - TOLD_AGAIN_MS);
  }

  /** From now on all that waits is due. */
  hurry(): void {
    for (const checks of this.#accounts.values()) checks.hurry();
    this.dueAt = Number.NEGATIVE_INFINITY;
  }

  #accountOf(account: string): AccountChecks | undefined {
    const known = this.#accounts.get(account);
    if (known) return known;
    if (this.#accounts.size >= this.#limits.accounts) this.#makeRoom();
    if (this.#accounts.size >= this.#limits.accounts) return undefined;
    const checks = new AccountChecks(account);
    this.#accounts.set(account, checks);
    return checks;
  }

  #addNew(checks: AccountChecks, pair: string, seen: Seen, sighting: Sighting): void {
    if (checks.isFull) {
      this.#senders -= checks.size;
      checks.forgetIdle();
      this.#senders += checks.size;
    }
    if (!checks.isFull && this.#senders >= this.#limits.senders) this.#makeRoom(checks);
    if (checks.isFull || this.#senders >= this.#limits.senders) {
      checks.addToOthers(sighting);
    } else {
      checks.add(pair, seen, sighting);
      this.#senders++;
    }
  }

  #addLeak(checks: AccountChecks, pair: string, seen: Seen, at: number): void {
    const before = checks.leaks;
    checks.addLeak(pair, seen, at, this.#leaks < this.#limits.leaks);
    this.#leaks += checks.leaks - before;
  }

  #makeRoom(inUse?: AccountChecks): void {
    // While the Worker is away nothing becomes idle, and no search for it must slow down each check.
    if (!this.#hasIdle) return;
    this.#hasIdle = false;
    this.#forgetIdle(undefined, inUse);
  }

  #forgetIdle(toldBefore?: number, inUse?: AccountChecks): void {
    this.#senders = 0;
    for (const [account, checks] of this.#accounts) {
      checks.forgetIdle(toldBefore);
      this.#senders += checks.size;
      const isEmpty = checks.size === 0 && !checks.isWaiting;
      if (isEmpty && checks !== inUse) this.#accounts.delete(account);
    }
  }
}

/** A suspended account refuses everyone, so its refusals say nothing about who has the password. */
function isLeak({ reason }: api.Decision): boolean {
  return reason === 'not-listed' || reason === 'expired';
}

function outcomeOf({ verdict, reason }: api.Decision): keyof Counts {
  if (verdict === 'deny') return 'refused';
  return reason === 'observed' ? 'observed' : 'allowed';
}
