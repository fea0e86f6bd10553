/** Measures cold starts of several kinds. They take turns, in a different order each time. */
import type { ColdStart } from './cold-start.ts';
import { randomFrom, shuffled } from './random.ts';
import { median } from './rounds.ts';

export class ColdTimes<Name extends string> {
  readonly #times: ReadonlyMap<Name, number[]>;

  private constructor(times: ReadonlyMap<Name, number[]>) {
    this.#times = times;
  }

  /** Measures the starts. The first round reads all files into the machine's memory and does not count. */
  static async measure<Name extends string>(
    starts: ReadonlyMap<Name, ColdStart>,
    rounds: number,
  ): Promise<ColdTimes<Name>> {
    const times = new Map<Name, number[]>([...starts.keys()].map((name) => [name, []]));
    const random = randomFrom(1);
    for (let round = 0; round <= rounds; round++) {
      for (const [name, start] of shuffled([...starts], random)) {
        const milliseconds = await start.run();
        if (round > 0) times.get(name)?.push(milliseconds);
      }
    }
    return new ColdTimes(times);
  }

  has(name: Name): boolean {
    return this.#times.has(name);
  }

  median(name: Name): number {
    return median(this.#times.get(name) ?? []);
  }

  /** Returns the first and the third quartile: the middle half of the starts lies between them. */
  quartiles(name: Name): readonly [number, number] {
    const sorted = this.#times.get(name)?.toSorted((left, right) => left - right) ?? [];
    const at = (share: number) => sorted[Math.floor(sorted.length * share)] ?? Number.NaN;
    return [at(0.25), at(0.75)];
  }
}
