/** From entries that may overlap to intervals that do not, each with the entry that lets it in the longest. */
import type { Entry } from './allowlist.ts';

export type Listed = Pick<Entry, 'range' | 'expiresAt'>;

export interface Interval {
  readonly first: bigint;
  last: bigint;
  /** Index of the entry that covers it and stands longest, the earlier on the list among equals. */
  readonly owner: number;
}

interface Claim extends Interval {
  readonly expiry: number;
}

/**
 * Ascending, and as few as can be. Goes once along the number line, from where an entry begins or the
 * one in force ends to the next such place; `open` has the entries that hold there, the strongest last,
 * and under it some that have ended unseen.
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

/** How many of those, weakest first, are weaker. */
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
