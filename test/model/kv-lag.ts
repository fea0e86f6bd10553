/** How far behind KV may be at a moment: by R17, and longer while it fails and until all has healed. */
import type { Faults } from './tested.ts';

/** One second between puts, KV's minute, and five seconds of an isolate's copy. */
const BOUND_MS = 66_000;
/** The time until an object has tried again what failed, and has looked for what KV lost. */
const HEALING_MS = 190_000;

export class KvLag {
  #faultBegan: number | undefined;
  #faultEnded = Number.NEGATIVE_INFINITY;

  faultsAre({ reading, putting }: Pick<Faults, 'reading' | 'putting'>, now: number): void {
    if (reading !== 'stale' && putting === 'well') {
      if (this.#isLasting) this.#faultEnded = now;
      return;
    }
    if (!this.#isHealing(now)) this.#faultBegan = now;
    this.#faultEnded = Number.NEGATIVE_INFINITY;
  }

  /** A copy may show what has been so since then, or until then. */
  seenSince(now: number): number {
    return (this.#isHealing(now) ? (this.#faultBegan ?? now) : now) - BOUND_MS;
  }

  get #isLasting(): boolean {
    return this.#faultBegan !== undefined && this.#faultEnded < this.#faultBegan;
  }

  #isHealing(now: number): boolean {
    return this.#isLasting || now < this.#faultEnded + HEALING_MS;
  }
}
