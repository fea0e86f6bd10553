/**
 * A summary of the checks of an account: its recent senders, counts by day, and the use of its entries. Its
 * size has a limit, whatever checks come.
 */

export const ACTIVITY_MS = 30 * 24 * 60 * 60 * 1000;
export const MAX_SENDERS = 1_000;
/**
 * The most senders kept that were never let in. With this limit a flood of strangers cannot push out the
 * senders that really send.
 */
const MAX_STRANGERS = MAX_SENDERS / 2;

/**
 * The number of checks by their answer. An `observed` check was allowed, and would be refused if the list were
 * enforced.
 */
export interface Counts {
  readonly allowed: number;
  readonly refused: number;
  readonly observed: number;
}

/**
 * One client address, with all its checks or some of them. Times are milliseconds since the epoch. A domain
 * account (R19) has one sender for each login and address.
 */
export interface Sender extends Counts {
  readonly address: string;
  /** The login, if the account decided as that of a domain. An isolate of the release before names none. */
  readonly login?: string | undefined;
  readonly firstSeenAt: number;
  readonly lastSeenAt: number;
  /** The entry that matched when the address was last allowed. */
  readonly entryId: string | null;
  /** The token of the mail server that asked last. */
  readonly serverId: string;
  /** Whether the password was right in at least one of the checks. */
  readonly passwordWasRight: boolean;
}

export interface EntryUse {
  readonly uses: number;
  readonly lastUsedAt: number;
}

/** What makes two sightings, or two leaks, one. An address has no blank. */
export function pairOf({ address, login }: Pick<Sender, 'address' | 'login'>): string {
  return login === undefined ? address : `${address} ${login}`;
}

export function mergeSenders(earlier: Sender, later: Sender): Sender {
  const newest = later.lastSeenAt >= earlier.lastSeenAt ? later : earlier;
  return {
    address: earlier.address,
    ...(earlier.login !== undefined && { login: earlier.login }),
    firstSeenAt: Math.min(earlier.firstSeenAt, later.firstSeenAt),
    lastSeenAt: newest.lastSeenAt,
    ...addCounts(earlier, later),
    entryId: newest.entryId ?? earlier.entryId ?? later.entryId,
    serverId: newest.serverId,
    passwordWasRight: earlier.passwordWasRight || later.passwordWasRight,
  };
}

export function addCounts(left: Counts, right: Counts): Counts {
  return {
    allowed: left.allowed + right.allowed,
    refused: left.refused + right.refused,
    observed: left.observed + right.observed,
  };
}

/** Decides whether a sender was never let in, not even because the list was off or only observed. */
function isStranger({ allowed, observed }: Counts): boolean {
  return allowed === 0 && observed === 0;
}

/** The most recent senders, each of them once. */
export class SenderBook {
  /** The least recently seen sender comes first. */
  readonly #known = new Map<string, Sender>();
  readonly #strangers = new Map<string, Sender>();

  constructor(senders: Iterable<Sender> = []) {
    for (const sender of senders) this.add(sender);
  }

  get size(): number {
    return this.#known.size + this.#strangers.size;
  }

  has(sender: Pick<Sender, 'address' | 'login'>): boolean {
    const pair = pairOf(sender);
    return this.#known.has(pair) || this.#strangers.has(pair);
  }

  add(sighting: Sender): void {
    const pair = pairOf(sighting);
    const earlier = this.#known.get(pair) ?? this.#strangers.get(pair);
    const sender = earlier ? mergeSenders(earlier, sighting) : sighting;
    this.#known.delete(pair);
    this.#strangers.delete(pair);
    const shelf = isStranger(sender) ? this.#strangers : this.#known;
    shelf.set(pair, sender);
    if (this.size <= MAX_SENDERS) return;
    dropOldest(this.#strangers.size > MAX_STRANGERS ? this.#strangers : this.#known);
  }

  /** Returns the senders, the most recently seen one first. */
  list(): Sender[] {
    const all = [...this.#known.values(), ...this.#strangers.values()];
    return all.sort((left, right) => right.lastSeenAt - left.lastSeenAt);
  }

  forgetBefore(time: number): void {
    for (const shelf of [this.#known, this.#strangers]) {
      for (const [pair, { lastSeenAt }] of shelf) if (lastSeenAt < time) shelf.delete(pair);
    }
  }
}

function dropOldest(shelf: Map<string, Sender>): void {
  const oldest = shelf.keys().next();
  if (!oldest.done) shelf.delete(oldest.value);
}

/** Returns the day of a moment in UTC, such as 2030-01-31. */
export function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
