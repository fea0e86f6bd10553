/**
 * What the edge searches: an allowlist as sorted, disjoint intervals, IPv4 and IPv6 in one table.
 * Each interval names the entry that lets it in for the longest time, so one look-up tells a live
 * match from an expired one at any moment, and an expiry needs no new table.
 */
import type { Entry } from './allowlist.ts';
import { writeWords } from './ip-address.ts';

/** 32-bit words an interval takes: four of its first address, four of its last. */
export const INTERVAL_WORDS = 8;

export interface CompiledList {
  /** First and last address of each interval, ascending. */
  readonly intervals: Uint32Array;
  /** For each interval, the index in `expiries` of the entry that lets it in. */
  readonly owners: Uint32Array;
  /** For each entry, in list order, when it expires (milliseconds since the epoch; Infinity: never). */
  readonly expiries: Float64Array;
}

type Listed = Pick<Entry, 'range' | 'expiresAt'>;

interface Interval {
  readonly first: bigint;
  last: bigint;
  readonly owner: number;
}

export function compileList(entries: readonly Listed[]): CompiledList {
  const expiries = Float64Array.from(entries, (entry) => entry.expiresAt ?? Infinity);
  const merged = mergeIntervals(entries, expiries);
  const intervals = new Uint32Array(merged.length * INTERVAL_WORDS);
  merged.forEach(({ first, last }, index) => {
    writeWords(first, intervals, index * INTERVAL_WORDS);
    writeWords(last, intervals, index * INTERVAL_WORDS + 4);
  });
  return { intervals, owners: Uint32Array.from(merged, ({ owner }) => owner), expiries };
}

/**
 * Cuts the number line at every first and past every last address, then lets the entries claim the
 * pieces they cover, the longest-lived first; a claimed piece is skipped by all that follow.
 */
function mergeIntervals(entries: readonly Listed[], expiries: Float64Array): Interval[] {
  const cuts = cutPoints(entries);
  const indexOf = new Map(cuts.map((cut, index) => [cut, index]));
  const owner = new Int32Array(cuts.length).fill(-1);
  const nextFree = Uint32Array.from(cuts, (_, index) => index);
  const free = (from: number): number => {
    let piece = from;
    while (nextFree[piece] !== piece && piece < cuts.length) piece = nextFree[piece] ?? cuts.length;
    for (let at = from; at < piece; ) {
      const following = nextFree[at] ?? piece;
      nextFree[at] = piece;
      at = following;
    }
    return piece;
  };
  const byLife = Array.from(entries.keys()).sort(
    (a, b) => compareDescending(expiries[a], expiries[b]) || a - b,
  );
  for (const index of byLife) {
    const range = entries[index]?.range;
    if (range === undefined) continue;
    const end = indexOf.get(range.last + 1n) ?? 0;
    for (let piece = free(indexOf.get(range.first) ?? 0); piece < end; piece = free(piece)) {
      owner[piece] = index;
      nextFree[piece] = piece + 1;
    }
  }
  return joinPieces(cuts, owner);
}

function cutPoints(entries: readonly Listed[]): bigint[] {
  const cuts = entries.flatMap(({ range }) => [range.first, range.last + 1n]);
  cuts.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  return cuts.filter((cut, index) => cut !== cuts[index - 1]);
}

function joinPieces(cuts: readonly bigint[], owner: Int32Array): Interval[] {
  const intervals: Interval[] = [];
  cuts.forEach((first, piece) => {
    const holder = owner[piece] ?? -1;
    const next = cuts[piece + 1];
    if (holder < 0 || next === undefined) return;
    const previous = intervals.at(-1);
    if (previous?.owner === holder && previous.last + 1n === first) previous.last = next - 1n;
    else intervals.push({ first, last: next - 1n, owner: holder });
  });
  return intervals;
}

function compareDescending(left = Infinity, right = Infinity): number {
  return left === right ? 0 : left > right ? -1 : 1;
}

/** The index of the interval that holds the address (four words), or -1. */
export function findInterval(intervals: Uint32Array, address: Uint32Array): number {
  let low = 0;
  let high = intervals.length / INTERVAL_WORDS;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compareWords(intervals, middle * INTERVAL_WORDS, address) <= 0) low = middle + 1;
    else high = middle;
  }
  const found = low - 1;
  if (found < 0) return -1;
  return compareWords(intervals, found * INTERVAL_WORDS + 4, address) >= 0 ? found : -1;
}

function compareWords(table: Uint32Array, offset: number, address: Uint32Array): number {
  for (let word = 0; word < 4; word++) {
    const left = table[offset + word] ?? 0;
    const right = address[word] ?? 0;
    if (left !== right) return left < right ? -1 : 1;
  }
  return 0;
}
