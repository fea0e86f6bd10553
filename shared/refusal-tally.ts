/**
 * Counts ordinary refusals since the last digest, and the addresses they came from. Its size has a limit,
 * whatever comes.
 */

/** The most addresses that are counted each alone. */
export const MAX_TALLIED_ADDRESSES = 1_000;

export interface Refusals {
  /** The time of the first refusal. */
  readonly since: number;
  readonly count: number;
  readonly addresses: readonly string[];
}

export class RefusalTally {
  #since: number | undefined;
  #count = 0;
  readonly #addresses = new Set<string>();

  constructor(refusals?: Refusals) {
    if (!refusals) return;
    this.#since = refusals.since;
    this.#count = refusals.count;
    for (const address of refusals.addresses) this.#addresses.add(address);
  }

  /** `address` is undefined for refusals that are counted together, because their addresses were too many. */
  add(address: string | undefined, count: number, at: number): void {
    if (count <= 0) return;
    this.#since ??= at;
    this.#count += count;
    if (address !== undefined && this.#addresses.size < MAX_TALLIED_ADDRESSES)
      this.#addresses.add(address);
  }

  /** The refusals, or undefined if there were none. */
  get refusals(): Refusals | undefined {
    if (this.#since === undefined) return undefined;
    return { since: this.#since, count: this.#count, addresses: [...this.#addresses] };
  }

  clear(): void {
    this.#since = undefined;
    this.#count = 0;
    this.#addresses.clear();
  }
}
