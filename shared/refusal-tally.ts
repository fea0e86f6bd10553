/** Ordinary refusals since the last digest: how many, and from how many addresses. Bounded whatever comes. */

/** Addresses are told apart up to this many. */
export const MAX_TALLIED_ADDRESSES = 1_000;

export interface Refusals {
  /** When the first of them was. */
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

  /** `address` is undefined for refusals of addresses that were too many to be told apart. */
  add(address: string | undefined, count: number, at: number): void {
    if (count <= 0) return;
    this.#since ??= at;
    this.#count += count;
    if (address !== undefined && this.#addresses.size < MAX_TALLIED_ADDRESSES)
      this.#addresses.add(address);
  }

  /** Undefined when there were none. */
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
