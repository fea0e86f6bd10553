/**
 * Turns entries that may overlap into intervals that do not. Each interval names the entry that lets it in for
 * the longest time.
 */
import type { Entry } from './allowlist.ts';

export type Listed = Pick<Entry, 'range' | 'expiresAt'>;

export interface Interval {
  readonly first: bigint;
  last: bigint;
  /**
   * The index of the entry that covers the interval and lasts longest. Among equals it is the earlier one on
   * the list.
   */
  readonly owner: number;
}

interface Claim extends Interval {
  readonly expiry: number;
}

/**
 * Returns the fewest intervals, ascending. It goes once along the number line and stops where an entry begins
 * and where the strongest entry ends. `open` has the entries that cover the current place, the strongest last.
 * It may still have weaker entries that have ended.
 */
export function mergeRanges(entries: readonly Listed[]): Interval[] {
  const claims = entries.map(toClaim).sort(compareFirst);
  const intervals: Interval[] = [];
  const open: Claim[] = [];
  let at = 0n;
  for (let next = 0; ; ) {
    let holder = open.at(-1);
    while (holder && holder.last < at) {
      open.pop();
      holder = open.at(-1);
    }
    const coming = claims[next];
    if (coming && (!holder || coming.first === at)) {
      at = coming.first;
      insert(open, coming);
      next++;
    } else if (holder) {
      const last = coming && coming.first <= holder.last ? coming.first - 1n : holder.last;
      append(intervals, { first: at, last, owner: holder.owner });
      at = last + 1n;
    } else return intervals;
  }
}

function toClaim({ range, expiresAt }: Listed, owner: number): Claim {
  return { first: range.first, last: range.last, owner, expiry: expiresAt ?? Infinity };
}

function compareFirst(left: Claim, right: Claim): number {
  return left.first < right.first ? -1 : left.first > right.first ? 1 : 0;
}

function insert(open: Claim[], claim: Claim): void {
  const rank = rankIn(open, claim);
  if (rank === open.length) open.push(claim);
  else open.splice(rank, 0, claim);
}

/** Counts the open claims that are weaker than this one. The weakest comes first in `open`. */
function rankIn(open: readonly Claim[], claim: Claim): number {
  let low = 0;
  let high = open.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const other = open[middle];
    if (other && outlives(claim, other)) low = middle + 1;
    else high = middle;
  }
  return low;
}

function outlives(claim: Claim, other: Claim): boolean {
  return claim.expiry === other.expiry ? claim.owner < other.owner : claim.expiry > other.expiry;
}

function append(intervals: Interval[], interval: Interval): void {
  const previous = intervals.at(-1);
  if (previous?.owner === interval.owner && previous.last + 1n === interval.first)
    previous.last = interval.last;
  else intervals.push(interval);
}
