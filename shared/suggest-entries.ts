/**
 * Suggests entries for addresses that should be let in: each address alone, or the smallest segment that holds
 * several of them and few others. One entry costs as much as four strangers, so a segment may let in that many
 * to save an entry. Among all ways to cover the addresses, the suggestion is the one that costs least. If two
 * cost the same, it is the one with fewer strangers.
 */
import { type Family, familyOf, findAddress, formatAddress } from './ip-address.ts';
import { type AddressRange, parseValue, sizeOf } from './ip-range.ts';

/** The cost of an entry, counted in strangers. */
const ENTRY_COST = 4;
/** The largest suggested segment has this many host bits, except for the network of an IPv6 host. */
const MOST_HOST_BITS = 8;
const NETWORK_HOST_BITS = 64;
/**
 * The number of strangers that a whole IPv6 network counts for. Only the hosts of that network use it, so its
 * real strangers are not counted. With this number, a network is suggested for three of its hosts or more.
 */
const NETWORK_STRANGERS = 7;

export interface SuggestedEntry {
  readonly format: 'address' | 'segment';
  /** The value in canonical text. */
  readonly value: string;
  /** The wanted addresses that the entry lets in, ascending. */
  readonly addresses: readonly string[];
  /** The number of other addresses that the entry would let in, which are neither wanted nor known. */
  readonly strangers: bigint;
}

export interface Surroundings {
  /** Addresses that are let in already. They are no strangers. */
  readonly known: readonly string[];
  /** Addresses that must not be let in. No segment may hold one of them. */
  readonly barred: readonly string[];
}

/** Suggests entries. Texts that are no addresses are left out. */
export function suggestEntries(
  wanted: readonly string[],
  { known, barred }: Surroundings,
): SuggestedEntry[] {
  const members = readSorted(wanted);
  const around = { seen: readSorted([...wanted, ...known]), barred: readSorted(barred) };
  return ([4, 6] as const).flatMap((family) => {
    const ofFamily = members.filter((address) => familyOf(address) === family);
    return ofFamily.length === 0 ? [] : planFor(ofFamily, around, family, 128).entries;
  });
}

interface Around {
  readonly seen: readonly bigint[];
  readonly barred: readonly bigint[];
}

interface Plan {
  readonly entries: readonly SuggestedEntry[];
  readonly cost: number;
}

/** Goes down the tree of prefixes. At each fork it takes one segment for all, or plans each side alone. */
function planFor(
  members: readonly bigint[],
  around: Around,
  family: Family,
  hostBitsAbove: number,
): Plan {
  const first = members[0] ?? 0n;
  const last = members.at(-1) ?? first;
  if (first === last) return { entries: [single(first)], cost: ENTRY_COST };
  const hostBits = (first ^ last).toString(2).length;
  const middle = (last >> BigInt(hostBits - 1)) << BigInt(hostBits - 1);
  const fork = members.findIndex((address) => address >= middle);
  const sides = [members.slice(0, fork), members.slice(fork)].map((side) =>
    planFor(side, around, family, hostBits),
  );
  const apart = {
    entries: sides.flatMap(({ entries }) => entries),
    cost: sides.reduce((sum, { cost }) => sum + cost, 0),
  };
  const isNetwork =
    family === 6 && hostBitsAbove > NETWORK_HOST_BITS && hostBits <= NETWORK_HOST_BITS;
  const together =
    hostBits <= MOST_HOST_BITS
      ? asSegment(members, hostBits, around)
      : isNetwork
        ? asSegment(members, NETWORK_HOST_BITS, around)
        : undefined;
  return together && together.cost < apart.cost ? together : apart;
}

function single(address: bigint): SuggestedEntry {
  const value = formatAddress(address);
  return { format: 'address', value, addresses: [value], strangers: 0n };
}

/**
 * Returns one segment for all members. It is undefined if the segment holds a barred address, or can't be an
 * entry.
 */
function asSegment(
  members: readonly bigint[],
  hostBits: number,
  { seen, barred }: Around,
): Plan | undefined {
  const [address = 0n] = members;
  const length = (familyOf(address) === 4 ? 32 : 128) - hostBits;
  const parsed = parseValue('segment', `${formatAddress(address)}/${length}`);
  if (!parsed.ok || countWithin(barred, parsed.value.range) > 0) return undefined;
  const { range, value } = parsed.value;
  const strangers = sizeOf(range) - BigInt(countWithin(seen, range));
  const addresses = members.map(formatAddress);
  const counted = hostBits > MOST_HOST_BITS ? NETWORK_STRANGERS : Number(strangers);
  return {
    entries: [{ format: 'segment', value, addresses, strangers }],
    cost: ENTRY_COST + counted,
  };
}

/** Returns the addresses ascending, each once. */
function readSorted(texts: readonly string[]): bigint[] {
  const addresses = new Set(texts.map(findAddress));
  return [...addresses]
    .filter((address) => address !== undefined)
    .sort((left, right) => (left < right ? -1 : 1));
}

function countWithin(sorted: readonly bigint[], { first, last }: AddressRange): number {
  return countBelow(sorted, last + 1n) - countBelow(sorted, first);
}

function countBelow(sorted: readonly bigint[], limit: bigint): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? limit) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
