/**
 * What the edge searches: an allowlist as sorted, disjoint intervals, in a table for each family.
 * Each interval names the entry that lets it in for the longest time, so one look-up tells a live
 * match from an expired one at any moment, and an expiry needs no new table.
 */
import { familyOf } from './ip-address.ts';
import { type Interval, type Listed, mergeRanges } from './merge-ranges.ts';

/** 32-bit words that an interval takes: its first address and its last, of one word each or of four. */
export const IPV4_INTERVAL_WORDS = 2;
export const IPV6_INTERVAL_WORDS = 8;

export interface CompiledList {
  /** First and last address of each IPv4 interval, ascending. */
  readonly ipv4: Uint32Array;
  /** The same of IPv6, most significant word first. */
  readonly ipv6: Uint32Array;
  /** For each interval, those of IPv4 first, the index in the list of the entry that lets it in. */
  readonly owners: Uint32Array;
  /** For each entry, in list order, when it expires (milliseconds since the epoch; Infinity: never); empty where none does. */
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
    owners: new Uint32Array([...ipv4, ...ipv6].map(({ owner }) => owner)),
    expiries: expiriesOf(entries),
  };
}

/** Most lists have none: nothing is stored or read of them then. */
function expiriesOf(entries: readonly Listed[]): Float64Array {
  if (entries.every(({ expiresAt }) => expiresAt === null)) return new Float64Array();
  return new Float64Array(entries.map(({ expiresAt }) => expiresAt ?? Infinity));
}

/** When an entry expires; undefined for one that the list does not have, as far as its expiries tell. */
export function expiryOf({ expiries }: CompiledList, entryIndex: number): number | undefined {
  return expiries.length === 0 ? Infinity : expiries[entryIndex];
}

function ipv4Table(intervals: readonly Interval[]): Uint32Array {
  const table = new Uint32Array(intervals.length * IPV4_INTERVAL_WORDS);
  intervals.forEach(({ first, last }, index) => {
    table[index * IPV4_INTERVAL_WORDS] = Number(BigInt.asUintN(32, first));
    table[index * IPV4_INTERVAL_WORDS + 1] = Number(BigInt.asUintN(32, last));
  });
  return table;
}

/** Written in halves of 64 bits, which takes a fraction of the time that words do. */
function ipv6Table(intervals: readonly Interval[]): Uint32Array {
  const halves = new BigUint64Array((intervals.length * IPV6_INTERVAL_WORDS) / 2);
  intervals.forEach(({ first, last }, index) => {
    const at = (index * IPV6_INTERVAL_WORDS) / 2;
    halves[at] = first >> 64n;
    halves[at + 1] = first;
    halves[at + 2] = last >> 64n;
    halves[at + 3] = last;
  });
  const table = new Uint32Array(halves.buffer);
  // Machines put a half's lower word first.
  for (let at = 0; at < table.length; at += 2) {
    const low = table[at] ?? 0;
    table[at] = table[at + 1] ?? 0;
    table[at + 1] = low;
  }
  return table;
}

/** The index in `owners` of the interval that holds the address (four words), or -1. */
export function findInterval({ ipv4, ipv6 }: CompiledList, address: Uint32Array): number {
  const isIpv4 = address[0] === 0 && address[1] === 0 && address[2] === 0xffff;
  if (isIpv4) return findIpv4(ipv4, address[3] ?? 0);
  const found = findIpv6(ipv6, address);
  return found < 0 ? -1 : ipv4.length / IPV4_INTERVAL_WORDS + found;
}

function findIpv4(table: Uint32Array, address: number): number {
  let low = 0;
  let high = table.length / IPV4_INTERVAL_WORDS;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((table[middle * IPV4_INTERVAL_WORDS] ?? 0) <= address) low = middle + 1;
    else high = middle;
  }
  const last = low * IPV4_INTERVAL_WORDS - 1;
  return low > 0 && (table[last] ?? 0) >= address ? low - 1 : -1;
}

function findIpv6(table: Uint32Array, address: Uint32Array): number {
  let low = 0;
  let high = table.length / IPV6_INTERVAL_WORDS;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compareWords(table, middle * IPV6_INTERVAL_WORDS, address) <= 0) low = middle + 1;
    else high = middle;
  }
  const last = low * IPV6_INTERVAL_WORDS - 4;
  return low > 0 && compareWords(table, last, address) >= 0 ? low - 1 : -1;
}

function compareWords(table: Uint32Array, offset: number, address: Uint32Array): number {
  for (let word = 0; word < 4; word++) {
    const left = table[offset + word] ?? 0;
    const right = address[word] ?? 0;
    if (left !== right) return left < right ? -1 : 1;
  }
  return 0;
}
