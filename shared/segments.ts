/** Writes ranges as the fewest segments, for programs that can read only prefixes. */
import { familyOf, formatAddress } from './ip-address.ts';
import { type AddressRange, compareRanges, sizeOf } from './ip-range.ts';

const PREFIX_BITS = { 4: 32, 6: 128 } as const;

/**
 * Returns canonical text, ascending as numbers. IPv4 lies inside the IPv6 numbers, so some IPv6 segments come
 * before it and some after it.
 */
export function splitIntoSegments(ranges: readonly AddressRange[]): string[] {
  return Array.from(segmentsOf(ranges), ({ first, hostBits }) => {
    const bits = PREFIX_BITS[familyOf(first)];
    return `${formatAddress(first)}/${bits - hostBits}`;
  });
}

/** Counts the segments that the ranges need, but not beyond `most` + 1. One IPv6 range can need 254. */
export function countSegments(ranges: readonly AddressRange[], most: number): number {
  let count = 0;
  for (const _segment of segmentsOf(ranges)) {
    if (++count > most) break;
  }
  return count;
}

interface Segment {
  readonly first: bigint;
  readonly hostBits: number;
}

/**
 * Returns sorted, disjoint ranges that do not touch. An IPv4 range and an IPv6 range stay apart even if they
 * touch.
 */
function mergeNeighbours(ranges: readonly AddressRange[]): AddressRange[] {
  const merged: AddressRange[] = [];
  for (const range of ranges.toSorted(compareRanges)) {
    const previous = merged.at(-1);
    const joins =
      previous !== undefined &&
      range.first <= previous.last + 1n &&
      familyOf(range.first) === familyOf(previous.first);
    if (!joins) merged.push(range);
    else if (range.last > previous.last)
      merged[merged.length - 1] = { ...previous, last: range.last };
  }
  return merged;
}

/**
 * Cuts each range into segments: it begins at the first address and always takes the widest segment that
 * fits.
 */
function* segmentsOf(ranges: readonly AddressRange[]): Generator<Segment> {
  for (const { first: start, last } of mergeNeighbours(ranges)) {
    for (let first = start; first <= last; ) {
      const hostBits = Math.min(alignmentOf(first), widthOf(sizeOf({ first, last })));
      yield { first, hostBits };
      first += 1n << BigInt(hostBits);
    }
  }
}

/** Counts the lowest bits of the address that are zero. */
function alignmentOf(address: bigint): number {
  return address === 0n ? PREFIX_BITS[6] : widthOf(address & -address);
}

/** Returns the exponent of the largest power of two that is not larger than `size`. */
function widthOf(size: bigint): number {
  return size.toString(2).length - 1;
}
