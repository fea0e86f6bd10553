/** The values that a bench measures, with their targets. */

export interface Figure {
  readonly what: string;
  readonly value: number;
  /** `×` for a ratio of two medians of one run, or a unit: ns, µs, ms, B, MiB, %, … */
  readonly unit: string;
  /** The smallest or the largest value that reaches the target. Without both, the figure has no target. */
  readonly atLeast?: number;
  readonly atMost?: number;
  /** A note that says what the ratio compares or how the value was measured, if the name does not say it. */
  readonly note?: string;
}

/** One subject of `npm run bench`. It ends everything that it starts, even if it fails. */
export interface Bench {
  readonly title: string;
  /** One or two sentences that say how the figures were measured. */
  readonly method: string;
  measure(progress: (line: string) => void): Promise<readonly Figure[]>;
}
