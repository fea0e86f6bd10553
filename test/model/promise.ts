/** The answers that a check may give by R7, R9 and R17. */
import { allows, type Model, type Moment, type State } from './model.ts';
import type { Faults, Place } from './tested.ts';

/** One second between puts, KV's minute, and five seconds of an isolate's copy. */
const BOUND_MS = 66_000;
/** The time until an object has tried again what failed, and has looked for what KV lost. */
const HEALING_MS = 190_000;

export class Promised {
  readonly #model: Model;
  /** The last change that was acknowledged at each place. No older state counts there. */
  readonly #own = [0, 0];
  #kvFaultBegan: number | undefined;
  #kvFaultEnded = Number.NEGATIVE_INFINITY;

  constructor(model: Model) {
    this.#model = model;
  }

  acknowledged(place: Place): void {
    this.#own[place] = this.#model.moments.length - 1;
  }

  forgotten(place: Place): void {
    this.#own[place] = 0;
  }

  faultsAre({ reading, putting }: Faults, now: number): void {
    if (reading !== 'stale' && putting === 'well') {
      if (this.#isLasting) this.#kvFaultEnded = now;
      return;
    }
    if (!this.#isHealing(now)) this.#kvFaultBegan = now;
    this.#kvFaultEnded = Number.NEGATIVE_INFINITY;
  }

  verdicts(place: Place, address: bigint, faults: Faults, now: number): ('allow' | 'deny')[] {
    const { state } = this.#model;
    const seen = this.#seen(this.#own[place] ?? 0, now);
    const may = seen.some((past) => allows(past, address, now));
    const isStrict = seen.every(({ strict }) => strict);
    if (faults.object === 'well') {
      if (allows(state, address, now)) return ['allow'];
      return may && !isStrict ? ['deny', 'allow'] : ['deny'];
    }
    // A change that KV has had time to hear of needs no object if it allows the address.
    const [only, ...others] = this.#seen(0, now);
    const isOld = only !== undefined && others.length === 0 && faults.reading === 'well';
    if (isOld && !only.strict && allows(only, address, now)) return ['allow'];
    return may && !isStrict ? ['deny', 'allow'] : ['deny'];
  }

  /** The states after a given moment that a copy may still show. */
  #seen(from: number, now: number): State[] {
    const { moments } = this.#model;
    const since = this.#isHealing(now) ? (this.#kvFaultBegan ?? now) : now;
    const isSeen = (_moment: Moment, index: number) => {
      const next = moments[index + 1];
      return index >= from && (next === undefined || next.at >= since - BOUND_MS);
    };
    return moments.filter(isSeen).map(({ state }) => state);
  }

  get #isLasting(): boolean {
    return this.#kvFaultBegan !== undefined && this.#kvFaultEnded < this.#kvFaultBegan;
  }

  #isHealing(now: number): boolean {
    return this.#isLasting || now < this.#kvFaultEnded + HEALING_MS;
  }
}
