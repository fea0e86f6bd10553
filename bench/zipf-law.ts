/**
 * Chooses the next account by Zipf's law with exponent 1: the k-th most popular account is asked about 1/k as
 * often as the first.
 */
export class ZipfLaw {
  /** For each rank, the share of all questions that this rank and the ranks before it have. */
  readonly #shares: Float64Array;

  constructor(size: number) {
    this.#shares = new Float64Array(size);
    let sum = 0;
    for (let rank = 0; rank < size; rank++) {
      sum += 1 / (rank + 1);
      this.#shares[rank] = sum;
    }
    for (let rank = 0; rank < size; rank++) this.#shares[rank] = (this.#shares[rank] ?? 0) / sum;
  }

  /** Returns the rank, counted from 0, for a number from 0 to 1. */
  sample(at: number): number {
    let low = 0;
    let high = this.#shares.length - 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#shares[middle] ?? 1) < at) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
