/** What a bench measures, and what it must reach. */

export interface Figure {
  readonly what: string;
  readonly value: number;
  /** `×` for a ratio of two medians of one run, or a unit: ns, µs, ms, B, MiB, %, … */
  readonly unit: string;
  /** The least, or the most, that it must be; without either it is told for the record. */
  readonly atLeast?: number;
  readonly atMost?: number;
  /** What the ratio is of, or how it was taken, where that is not plain from the name. */
  readonly note?: string;
}

/** One subject of `npm run bench`. What it starts it ends, even when it fails. */
export interface Bench {
  readonly title: string;
  /** How the figures were taken, in a sentence or two. */
  readonly method: string;
  measure(progress: (line: string) => void): Promise<readonly Figure[]>;
}
