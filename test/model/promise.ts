/** The answers that a check may give by R7, R9 and R17. */
import { KvLag } from './kv-lag.ts';
import { allows, type Model, type Moment, type State } from './model.ts';
import type { Faults, Place } from './tested.ts';

export class Promised {
  readonly #model: Model;
  /** The last change that was acknowledged at each place. No older state counts there. */
  readonly #own = [0, 0];
  readonly #lag = new KvLag();

  constructor(model: Model) {
    this.#model = model;
  }

  acknowledged(place: Place): void {
    this.#own[place] = this.#model.moments.length - 1;
  }

  forgotten(place: Place): void {
    this.#own[place] = 0;
  }

  faultsAre(faults: Faults, now: number): void {
    this.#lag.faultsAre(faults, now);
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
    const since = this.#lag.seenSince(now);
    const isSeen = (_moment: Moment, index: number) => {
      const next = moments[index + 1];
      return index >= from && (next === undefined || next.at >= since);
    };
    return moments.filter(isSeen).map(({ state }) => state);
  }
}
