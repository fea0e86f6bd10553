/** The checks of one account that wait until the Worker is told of them. */
import type { Counts } from '../../shared/activity.ts';
import type * as api from '../../shared/api.ts';
import { MAX_OBSERVED_LEAKS, MAX_OBSERVED_SENDERS } from '../../shared/limits.ts';

/** All accounts together are told in one call, at most so often. */
export const TOLD_EVERY_MS = 10_000;
/** An address that the Worker was told of waits that long until it is told of again. */
export const TOLD_AGAIN_MS = 5 * 60_000;
const NEVER = Number.POSITIVE_INFINITY;
const AT_ONCE = Number.NEGATIVE_INFINITY;

/** The longest JSON of an account without rows, and of a row, but for the names. */
const MOST_FRAME_BYTES = 250;
const MOST_ROW_BYTES = 320;
/** UTF-8 has at most three bytes for a character of a JavaScript string. */
const CHARACTER_BYTES = 3;

type Counted = { -readonly [Outcome in keyof Counts]: number };

/** A login and an address. The login is named only where the account of its domain decided. */
export interface Seen {
  readonly address: string;
  readonly login: string | undefined;
}

/** The checks of one address since it was told last. The times of checks are of the wall clock. */
interface Sighted extends Counted {
  readonly seen: Seen;
  firstSeenAt: number;
  lastSeenAt: number;
  entryId: string | null;
  passwordWasRight: boolean;
  /** By the steady clock: when it may be told. */
  dueAt: number;
}

interface SightedLeak {
  readonly seen: Seen;
  readonly at: number;
  count: number;
}

/** What a check adds. */
export interface Sighting {
  readonly outcome: keyof Counts;
  readonly at: number;
  readonly entryId: string | null;
  readonly passwordWasRight: boolean;
}

export interface Taken {
  readonly observed: api.ObservedAccount;
  /** The most bytes that its JSON has. It is reckoned, so that nothing is written twice. */
  readonly bytes: number;
}

export class AccountChecks {
  readonly #account: string;
  readonly #senders = new Map<string, Sighted>();
  #leaks: Map<string, SightedLeak> | undefined;
  #others: Counted = none();
  #othersDueAt = AT_ONCE;
  #hasIdle = false;
  /** By the steady clock: when the Worker may be told something. It is Infinity if nothing waits. */
  dueAt = NEVER;
  /** Whether a new address or a leak waits. */
  isNews = false;

  constructor(account: string) {
    this.#account = account;
  }

  /** The senders that are held. Some may wait for nothing, and are kept because they were told lately. */
  get size(): number {
    return this.#senders.size;
  }

  get isWaiting(): boolean {
    return this.dueAt !== NEVER;
  }

  /** The checks that wait. */
  get checks(): number {
    let sum = sumOf(this.#others);
    for (const sender of this.#senders.values()) sum += sumOf(sender);
    return sum;
  }

  get leaks(): number {
    return this.#leaks?.size ?? 0;
  }

  get isFull(): boolean {
    return this.#senders.size >= MAX_OBSERVED_SENDERS;
  }

  /** Returns false if the sender is not held yet. */
  addTo(pair: string, { outcome, at, entryId, passwordWasRight }: Sighting): boolean {
    const sender = this.#senders.get(pair);
    if (sender === undefined) return false;
    if (isIdle(sender)) {
      sender.firstSeenAt = at;
      sender.lastSeenAt = at;
      if (sender.dueAt < this.dueAt) this.dueAt = sender.dueAt;
    }
    sender[outcome]++;
    // The wall clock may have been set back.
    if (at > sender.lastSeenAt) sender.lastSeenAt = at;
    else if (at < sender.firstSeenAt) sender.firstSeenAt = at;
    if (entryId !== null) sender.entryId = entryId;
    if (passwordWasRight) sender.passwordWasRight = true;
    return true;
  }

  add(pair: string, seen: Seen, { outcome, at, entryId, passwordWasRight }: Sighting): void {
    const times = { firstSeenAt: at, lastSeenAt: at, dueAt: AT_ONCE };
    const sender: Sighted = { seen, ...times, ...none(), entryId, passwordWasRight };
    sender[outcome] = 1;
    this.#senders.set(pair, sender);
    this.dueAt = AT_ONCE;
    this.isNews = true;
  }

  /** Counts a check for whose address there is no room. */
  addToOthers({ outcome }: Sighting): void {
    this.#others[outcome]++;
    this.dueAt = Math.min(this.dueAt, this.#othersDueAt);
  }

  /** Returns false if this is a leak of an address that has none yet, and there is no room for it. */
  addLeak(pair: string, seen: Seen, at: number, hasRoom: boolean): boolean {
    this.#leaks ??= new Map();
    const leak = this.#leaks.get(pair);
    if (leak) leak.count++;
    else if (!hasRoom || this.#leaks.size >= MAX_OBSERVED_LEAKS) return false;
    else this.#leaks.set(pair, { seen, at, count: 1 });
    this.dueAt = AT_ONCE;
    this.isNews = true;
    return true;
  }

  /** Takes what is due and fits in so many bytes. It is then told, and waits here no more. New addresses come first. */
  take(id: string, now: number, room: number): Taken {
    let bytes = MOST_FRAME_BYTES + CHARACTER_BYTES * this.#account.length;
    const hasRoomFor = (seen: Seen) => {
      const more = MOST_ROW_BYTES + CHARACTER_BYTES * (seen.login?.length ?? 0);
      if (bytes + more > room) return false;
      bytes += more;
      return true;
    };
    const leaks = this.#takeLeaks(hasRoomFor);
    const senders = this.#takeSenders(now, hasRoomFor);
    this.isNews = this.#isNews();
    this.dueAt = this.#nextDueAt();
    const others = this.#takeOthers(now);
    return { observed: { account: this.#account, id, senders, leaks, others }, bytes };
  }

  /** Forgets the senders that wait for nothing, if they were told before that time. */
  forgetIdle(toldBefore = NEVER): void {
    if (!this.#hasIdle) return;
    this.#hasIdle = toldBefore !== NEVER;
    for (const [pair, sender] of this.#senders)
      if (isIdle(sender) && sender.dueAt - TOLD_AGAIN_MS < toldBefore) this.#senders.delete(pair);
  }

  /** From now on all that waits is due. */
  hurry(): void {
    for (const sender of this.#senders.values()) sender.dueAt = AT_ONCE;
    this.#othersDueAt = AT_ONCE;
    if (this.dueAt !== NEVER) this.dueAt = AT_ONCE;
  }

  #takeLeaks(hasRoomFor: (seen: Seen) => boolean): api.ObservedLeak[] {
    const leaks: api.ObservedLeak[] = [];
    for (const [pair, leak] of this.#leaks ?? []) {
      if (!hasRoomFor(leak.seen)) break;
      this.#leaks?.delete(pair);
      leaks.push(tellLeak(leak));
    }
    return leaks;
  }

  #takeSenders(now: number, hasRoomFor: (seen: Seen) => boolean): api.ObservedSender[] {
    const due = [...this.#senders.values()].filter(
      (sender) => sender.dueAt <= now && !isIdle(sender),
    );
    due.sort((left, right) => (left.dueAt < right.dueAt ? -1 : 1));
    const senders: api.ObservedSender[] = [];
    for (const sender of due) {
      if (!hasRoomFor(sender.seen)) break;
      senders.push(tellSender(sender));
      Object.assign(sender, none(), { entryId: null, passwordWasRight: false });
      sender.dueAt = now + TOLD_AGAIN_MS;
      this.#hasIdle = true;
    }
    return senders;
  }

  #takeOthers(now: number): Counts {
    const others = this.#others;
    if (sumOf(others) === 0) return none();
    if (this.#othersDueAt > now) {
      this.dueAt = Math.min(this.dueAt, this.#othersDueAt);
      return none();
    }
    this.#others = none();
    this.#othersDueAt = now + TOLD_AGAIN_MS;
    return others;
  }

  #isNews(): boolean {
    if (this.leaks > 0) return true;
    for (const { dueAt } of this.#senders.values()) if (dueAt === AT_ONCE) return true;
    return false;
  }

  #nextDueAt(): number {
    let next = this.leaks > 0 ? AT_ONCE : NEVER;
    for (const sender of this.#senders.values())
      if (sender.dueAt < next && !isIdle(sender)) next = sender.dueAt;
    return next;
  }
}

export function sumOf({ allowed, refused, observed }: Counts): number {
  return allowed + refused + observed;
}

function none(): Counted {
  return { allowed: 0, refused: 0, observed: 0 };
}

function isIdle(sender: Sighted): boolean {
  return sumOf(sender) === 0;
}

function tellSender({ seen, firstSeenAt, lastSeenAt, dueAt: _, ...sender }: Sighted) {
  return {
    ...tellSeen(seen),
    ...sender,
    firstSeenAt: timestamp(firstSeenAt),
    lastSeenAt: timestamp(lastSeenAt),
  };
}

function tellLeak({ seen, at, count }: SightedLeak): api.ObservedLeak {
  return { ...tellSeen(seen), at: timestamp(at), count };
}

function tellSeen({ address, login }: Seen): Pick<api.ObservedLeak, 'address' | 'login'> {
  return login === undefined ? { address } : { address, login };
}

function timestamp(at: number): string {
  return new Date(at).toISOString();
}
