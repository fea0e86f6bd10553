/**
 * Makes lists of any length that are the same in every run. They have both families and all three formats, and
 * no two entries touch.
 */
import { formatAddress } from '../shared/ip-address.ts';
import type { AddressRange } from '../shared/ip-range.ts';
import type { ValueFormat } from '../shared/value-problem.ts';
import { randomFrom } from './random.ts';

export interface SampleEntry {
  readonly format: ValueFormat;
  readonly range: AddressRange;
  /** The prefix length, if the entry is a segment. */
  readonly prefix: number;
  readonly expiresAt: null;
}

const FORMATS: readonly ValueFormat[] = ['address', 'segment', 'range'];

interface Space {
  readonly first: bigint;
  /** The size of an entry's block. Each entry lies in its own block and takes a quarter of it at most. */
  readonly blockBits: number;
  readonly bits: number;
}

const SPACES: readonly Space[] = [
  { first: 0xffff_0a00_0000n, blockBits: 7, bits: 32 }, // 10.0.0.0/8
  { first: 0x2001_0db8n << 96n, blockBits: 66, bits: 128 }, // 2001:db8::/32
];

/** Returns entries in no order, as admins add them. */
export function sampleEntries(count: number): SampleEntry[] {
  const entries = SPACES.flatMap((space, parity) => {
    const share = Math.ceil((count - parity) / SPACES.length);
    return Array.from({ length: share }, (_, index) => sampleEntry(space, index));
  });
  return shuffle(entries, randomFrom(count));
}

function sampleEntry({ first: start, blockBits, bits }: Space, index: number): SampleEntry {
  const format = FORMATS[index % FORMATS.length] ?? 'address';
  const first = start + (BigInt(index) << BigInt(blockBits));
  const takenBits = blockBits - 2;
  const size = 1n << BigInt(takenBits);
  const last = { address: first, segment: first + size - 1n, range: first + size - 2n }[format];
  return { format, range: { first, last }, prefix: bits - takenBits, expiresAt: null };
}

/** Returns addresses as texts, with the families of the list and in no order. Every second one is listed. */
export function sampleProbes(entries: readonly SampleEntry[], count: number): string[] {
  const random = randomFrom(count);
  return Array.from({ length: count }, (_, index) => {
    const { first, last } = entries[Math.floor(random() * entries.length)]?.range ?? EMPTY;
    const address = index % 2 === 0 ? first : last + 2n;
    // The text is one piece of memory, like a text of a request. A text that was joined from parts would be
    // slower.
    return Buffer.from(formatAddress(address)).toString('latin1');
  });
}

const EMPTY: AddressRange = { first: 0n, last: 0n };

function shuffle<Item>(items: readonly Item[], random: () => number): Item[] {
  return items
    .map((item) => ({ item, at: random() }))
    .sort((left, right) => left.at - right.at)
    .map(({ item }) => item);
}
