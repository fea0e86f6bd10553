/**
 * Lets subjects take turns, round after round, so that a slow moment of the machine slows all of them
 * alike.
 */

export interface Subject {
  readonly name: string;
  /** Runs one round. Its result is the value to compare. */
  round(): Promise<number>;
}

/** Returns the median of each subject's rounds by its name. The first round warms up and does not count. */
export async function medians(
  subjects: readonly Subject[],
  rounds: number,
): Promise<(name: string) => number> {
  const results = new Map<string, number[]>(subjects.map(({ name }) => [name, []]));
  for (let round = 0; round <= rounds; round++) {
    for (const { name, round: measure } of subjects) {
      const result = await measure();
      if (round > 0) results.get(name)?.push(result);
    }
  }
  return (name) => median(results.get(name) ?? []);
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right);
  const middle = sorted.length >>> 1;
  const [low = Number.NaN, high = Number.NaN] = [
    sorted[Math.ceil(sorted.length / 2) - 1],
    sorted[middle],
  ];
  return (low + high) / 2;
}
