/** What the checks of an account were: its recent senders, counts by day, the use of its entries. Bounded whatever comes. */

export const ACTIVITY_MS = 30 * 24 * 60 * 60 * 1000;
export const MAX_SENDERS = 1_000;
/** Who was never let in may fill no more than this, so that a flood of strangers does not push out who really sends. */
const MAX_STRANGERS = MAX_SENDERS / 2;

/** How many checks were answered so; `observed` ones were allowed and would have been refused. */
export interface Counts {
  readonly allowed: number;
  readonly refused: number;
  readonly observed: number;
}

/** One client address, over all its checks or some of them. Times are milliseconds since the epoch. */
export interface Sender extends Counts {
  readonly address: string;
  readonly firstSeenAt: number;
  readonly lastSeenAt: number;
  /** The entry that let it in the last time it was allowed. */
  readonly entryId: string | null;
  /** The token of who asked last. */
  readonly serverId: string;
  /** Whether one of the checks came after the password had been found right. */
  readonly passwordWasRight: boolean;
}

export interface EntryUse {
  readonly uses: number;
  readonly lastUsedAt: number;
}

export function mergeSenders(earlier: Sender, later: Sender): Sender {
  const newest = later.lastSeenAt >= earlier.lastSeenAt ? later : earlier;
  return {
    address: earlier.address,
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

/** Was never let in, not even because the list was off or only observed. */
function isStranger({ allowed, observed }: Counts): boolean {
  return allowed === 0 && observed === 0;
}

/** The most recent senders, each once. */
export class SenderBook {
  /** Least recently seen first. */
  readonly #known = new Map<string, Sender>();
  readonly #strangers = new Map<string, Sender>();

  constructor(senders: Iterable<Sender> = []) {
    for (const sender of senders) this.add(sender);
  }

  get size(): number {
    return this.#known.size + this.#strangers.size;
  }

  has(address: string): boolean {
    return this.#known.has(address) || this.#strangers.has(address);
  }

  add(sighting: Sender): void {
    const { address } = sighting;
    const earlier = this.#known.get(address) ?? this.#strangers.get(address);
    const sender = earlier ? mergeSenders(earlier, sighting) : sighting;
    this.#known.delete(address);
    this.#strangers.delete(address);
    const shelf = isStranger(sender) ? this.#strangers : this.#known;
    shelf.set(address, sender);
    if (this.size <= MAX_SENDERS) return;
    dropOldest(this.#strangers.size > MAX_STRANGERS ? this.#strangers : this.#known);
  }

  /** Most recently seen first. */
  list(): Sender[] {
    const all = [...this.#known.values(), ...this.#strangers.values()];
    return all.sort((left, right) => right.lastSeenAt - left.lastSeenAt);
  }

  forgetBefore(time: number): void {
    for (const shelf of [this.#known, this.#strangers]) {
      for (const [address, { lastSeenAt }] of shelf) if (lastSeenAt < time) shelf.delete(address);
    }
  }
}

function dropOldest(shelf: Map<string, Sender>): void {
  const oldest = shelf.keys().next();
  if (!oldest.done) shelf.delete(oldest.value);
}

/** The day of a moment, in UTC: 2030-01-31. */
export function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
