/**
 * What the edge searches: an allowlist as the ends of sorted, disjoint intervals, in a table for each
 * family. Each end names the entry that lets its interval in for the longest time, so one look-up tells
 * a live match from an expired one at any moment, and an expiry needs no new table.
 *
 * An interval of one address has one end, any other has two. What one entry lets in without a gap is one
 * interval: so two ends in a row that name the same entry are the first and the last address of one.
 */
import { familyOf } from './ip-address.ts';
import { type Interval, type Listed, mergeRanges } from './merge-ranges.ts';

/** 32-bit words that an end of IPv6 takes; one of IPv4 takes one. */
export const IPV6_WORDS = 4;

export interface CompiledList {
  /** The ends of the intervals of IPv4, ascending. */
  readonly ipv4: Uint32Array;
  /** The same of IPv6, most significant word first. */
  readonly ipv6: Uint32Array;
  /** For each end, those of IPv4 first, the index in the list of the entry that lets its interval in. */
  readonly owners: Uint16Array | Uint32Array;
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
  const table = new Uint32Array(2 * intervals.length);
  let count = 0;
  for (const { first, last } of intervals) {
    table[count++] = Number(BigInt.asUintN(32, first));
    if (last !== first) table[count++] = Number(BigInt.asUintN(32, last));
  }
  return table.slice(0, count);
}

/** Written in halves of 64 bits, which takes a fraction of the time that words do. */
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
  // Machines put a half's lower word first.
  for (let at = 0; at < table.length; at += 2) {
    const low = table[at] ?? 0;
    table[at] = table[at + 1] ?? 0;
    table[at + 1] = low;
  }
  return table;
}

/** The index in the list of the entry that lets the address (four words) in for the longest time; undefined where none does. */
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
