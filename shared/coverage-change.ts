/**
 * R20: what a change of a shared list does to the addresses that it lets in. An account that includes the list needs no
 * more to say what the change means to it, however long the list is.
 */
import type { Entry } from './allowlist.ts';
import { isExpired } from './expired-entries.ts';
import type { AddressRange } from './ip-range.ts';
import { mergeRanges } from './merge-ranges.ts';

export interface CoverageChange {
  /** Addresses that the list lets in now, and would not let in after the change. Ascending, and disjoint. */
  readonly lost: readonly AddressRange[];
  /** Addresses that the list would let in only after the change. */
  readonly gained: readonly AddressRange[];
  /** Whether the list lets some address in now, and none after the change. */
  readonly isEmptied: boolean;
}

export function coverageChange(
  before: readonly Entry[],
  after: readonly Entry[],
  now: number,
): CoverageChange {
  const [is, wouldBe] = [coverageOf(before, now), coverageOf(after, now)];
  return {
    lost: subtract(is, wouldBe),
    gained: subtract(wouldBe, is),
    isEmptied: is.length > 0 && wouldBe.length === 0,
  };
}

/** The addresses that live entries let in, as the fewest ranges, ascending. */
function coverageOf(entries: readonly Entry[], now: number): AddressRange[] {
  const live = entries.filter((entry) => !isExpired(entry, now) && !entry.unreadable);
  const ranges: { first: bigint; last: bigint }[] = [];
  for (const { first, last } of mergeRanges(live)) {
    const previous = ranges.at(-1);
    if (previous && previous.last + 1n === first) previous.last = last;
    else ranges.push({ first, last });
  }
  return ranges;
}

/** Both are ascending and disjoint, and so is the result. */
function subtract(from: readonly AddressRange[], what: readonly AddressRange[]): AddressRange[] {
  const left: AddressRange[] = [];
  let next = 0;
  for (const { first, last } of from) {
    let at = first;
    while (next < what.length && (what[next]?.last ?? 0n) < first) next++;
    for (let hole = next; at <= last; hole++) {
      const taken = what[hole];
      if (!taken || taken.first > last) {
        left.push({ first: at, last });
        break;
      }
      if (taken.first > at) left.push({ first: at, last: taken.first - 1n });
      at = taken.last + 1n;
    }
  }
  return left;
}
