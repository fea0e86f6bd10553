/**
 * Entries for addresses that should be let in: each alone, or the smallest segment that holds several, where it
 * holds few others. An entry is worth four strangers: so few, and no more, are taken along to save one. Among all
 * ways to cover the addresses this is the one that costs least; where two cost the same, it takes fewer along.
 */
import { type Family, familyOf, findAddress, formatAddress } from './ip-address.ts';
import { type AddressRange, parseValue, sizeOf } from './ip-range.ts';

/** Of an entry, counted in strangers. */
const ENTRY_COST = 4;
/** No segment that holds more addresses is suggested, but for the network that an IPv6 host is in. */
const MOST_HOST_BITS = 8;
const NETWORK_HOST_BITS = 64;
/** Nobody but the hosts of that network uses it, so its strangers are not counted: three of its hosts suffice. */
const NETWORK_STRANGERS = 7;

export interface SuggestedEntry {
  readonly format: 'address' | 'segment';
  /** Canonical text. */
  readonly value: string;
  /** Those of the wanted addresses that it lets in, ascending. */
  readonly addresses: readonly string[];
  /** How many more it would let in that are neither wanted nor known. */
  readonly strangers: bigint;
}

export interface Surroundings {
  /** Already let in, which makes nobody a stranger. */
  readonly known: readonly string[];
  /** Not to be let in: no segment takes one along. */
  readonly barred: readonly string[];
}

/** Texts that are no addresses are left out. */
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

/** Down the tree of prefixes: at each fork either all together, or either side for itself. */
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

/** Undefined where it would take along what is barred, or can't be an entry. */
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

/** Ascending, each once. */
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
