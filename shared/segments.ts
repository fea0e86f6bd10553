/** Ranges as the fewest segments, for whatever reads prefixes and nothing else. */
import { familyOf, formatAddress } from './ip-address.ts';
import { type AddressRange, compareRanges, sizeOf } from './ip-range.ts';

const PREFIX_BITS = { 4: 32, 6: 128 } as const;

/** In canonical text, ascending, IPv6 below and above the place where IPv4 lies in it. */
export function splitIntoSegments(ranges: readonly AddressRange[]): string[] {
  return Array.from(segmentsOf(ranges), ({ first, hostBits }) => {
    const bits = PREFIX_BITS[familyOf(first)];
    return `${formatAddress(first)}/${bits - hostBits}`;
  });
}

/** Whether there would be more than so many: one IPv6 range can take 254. */
export function takesMoreSegments(ranges: readonly AddressRange[], most: number): boolean {
  let count = 0;
  for (const _segment of segmentsOf(ranges)) {
    if (++count > most) return true;
  }
  return false;
}

interface Segment {
  readonly first: bigint;
  readonly hostBits: number;
}

/** Sorted and disjoint, no two touching; a run of IPv4 and one of IPv6 stay apart even where they touch. */
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

/** Of each run, from its first address on, each time the widest that begins there and ends inside. */
function* segmentsOf(ranges: readonly AddressRange[]): Generator<Segment> {
  for (const { first: start, last } of mergeNeighbours(ranges)) {
    for (let first = start; first <= last; ) {
      const hostBits = Math.min(alignmentOf(first), widthOf(sizeOf({ first, last })));
      yield { first, hostBits };
      first += 1n << BigInt(hostBits);
    }
  }
}

/** How many of its lowest bits are zero. */
function alignmentOf(address: bigint): number {
  return address === 0n ? PREFIX_BITS[6] : widthOf(address & -address);
}

/** The exponent of the greatest power of two that is not greater. */
function widthOf(size: bigint): number {
  return size.toString(2).length - 1;
}
