/**
 * The form of an allowlist that the edge searches: the ends of sorted, disjoint intervals, in one table for
 * each address family. Each end names the entry that lets its interval in for the longest time. One look-up
 * then tells a live match from an expired match at any moment, and an expiry needs no new table.
 *
 * An interval of one address has one end, any other interval has two. All that one entry lets in without a gap
 * is one interval. So two neighbouring ends that name the same entry are the first and the last address of one
 * interval.
 */
import { familyOf } from './ip-address.ts';
import { type Interval, type Listed, mergeRanges } from './merge-ranges.ts';

/** The number of 32-bit words in an IPv6 end. An IPv4 end has one word. */
export const IPV6_WORDS = 4;

export interface CompiledList {
  /** The ends of the IPv4 intervals, ascending. */
  readonly ipv4: Uint32Array;
  /** The ends of the IPv6 intervals, ascending, each with its most significant word first. */
  readonly ipv6: Uint32Array;
  /**
   * One number for each end, first for the IPv4 ends and then for the IPv6 ends. It is the index in the list of
   * the entry that lets the interval in.
   */
  readonly owners: Uint16Array | Uint32Array;
  /**
   * The expiry of each entry, in the order of the list, in milliseconds since the epoch. Infinity means that it
   * never expires. The array is empty if no entry expires.
   */
  readonly expiries: Float64Array;
}

export function compileList(entries: readonly Listed[]): CompiledList {
  const ipv4: Interval[] = [];
  const ipv6: Interval[] = [];
  for (const interval of mergeRanges(entries))
    (familyOf(interval.first) === 4 ? ipv4 : ipv6).push(interval);
  return {
    ipv4: ipv4Table(ipv4),
    ipv6: ipv6Table(ipv6),
    owners: ownersOf([...ipv4, ...ipv6]),
    expiries: expiriesOf(entries),
  };
}

function ownersOf(intervals: readonly Interval[]): Uint32Array {
  const owners = new Uint32Array(2 * intervals.length);
  let count = 0;
  for (const { first, last, owner } of intervals) {
    owners[count++] = owner;
    if (last !== first) owners[count++] = owner;
  }
  return owners.slice(0, count);
}

/**
 * Returns an empty array for a list in which no entry expires. Most lists are like that, so nothing is stored
 * or read for them.
 */
function expiriesOf(entries: readonly Listed[]): Float64Array {
  if (entries.every(({ expiresAt }) => expiresAt === null)) return new Float64Array();
  return new Float64Array(entries.map(({ expiresAt }) => expiresAt ?? Infinity));
}

/** Returns the expiry of an entry. It is undefined if the expiries show that the list has no such entry. */
export function expiryOf({ expiries }: CompiledList, entryIndex: number): number | undefined {
  return expiries.length === 0 ? Infinity : expiries[entryIndex];
}

/** Whether the list lets any address in at the moment. */
export function coversAny(list: CompiledList, now: number): boolean {
  return list.owners.some((owner) => (expiryOf(list, owner) ?? 0) > now);
}

function ipv4Table(intervals: readonly Interval[]): Uint32Array {
  const table = new Uint32Array(2 * intervals.length);
  let count = 0;
  for (const { first, last } of intervals) {
    table[count++] = Number(BigInt.asUintN(32, first));
    if (last !== first) table[count++] = Number(BigInt.asUintN(32, last));
  }
  return table.slice(0, count);
}

/** Builds the table from halves of 64 bits, which is several times faster than from words. */
function ipv6Table(intervals: readonly Interval[]): Uint32Array {
  const halves = new BigUint64Array(4 * intervals.length);
  let count = 0;
  for (const { first, last } of intervals) {
    halves[count++] = first >> 64n;
    halves[count++] = first;
    if (last === first) continue;
    halves[count++] = last >> 64n;
    halves[count++] = last;
  }
  const table = new Uint32Array(halves.slice(0, count).buffer);
  // Machines store the lower word of a half first, so the two words are swapped.
  for (let at = 0; at < table.length; at += 2) {
    const low = table[at] ?? 0;
    table[at] = table[at + 1] ?? 0;
    table[at + 1] = low;
  }
  return table;
}

/**
 * Finds the index in the list of the entry that lets the address (four words) in for the longest time. It is
 * undefined if no entry covers the address.
 */
export function findOwner(list: CompiledList, address: Uint32Array): number | undefined {
  const isIpv4 = address[0] === 0 && address[1] === 0 && address[2] === 0xffff;
  return isIpv4 ? findIpv4(list, address[3] ?? 0) : findIpv6(list, address);
}

function findIpv4({ ipv4, owners }: CompiledList, address: number): number | undefined {
  let low = 0;
  let high = ipv4.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ipv4[middle] ?? 0) <= address) low = middle + 1;
    else high = middle;
  }
  if (low === 0) return undefined;
  const owner = owners[low - 1];
  const isInside = ipv4[low - 1] === address || (low < ipv4.length && owners[low] === owner);
  return isInside ? owner : undefined;
}

function findIpv6({ ipv4, ipv6, owners }: CompiledList, address: Uint32Array): number | undefined {
  const count = ipv6.length / IPV6_WORDS;
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compareWords(ipv6, middle * IPV6_WORDS, address) <= 0) low = middle + 1;
    else high = middle;
  }
  if (low === 0) return undefined;
  const at = ipv4.length + low;
  const owner = owners[at - 1];
  const isInside =
    compareWords(ipv6, (low - 1) * IPV6_WORDS, address) === 0 ||
    (low < count && owners[at] === owner);
  return isInside ? owner : undefined;
}

function compareWords(table: Uint32Array, offset: number, address: Uint32Array): number {
  for (let word = 0; word < IPV6_WORDS; word++) {
    const left = table[offset + word] ?? 0;
    const right = address[word] ?? 0;
    if (left !== right) return left < right ? -1 : 1;
  }
  return 0;
}
