/** Lists of any length, the same in every run: both families, all three formats, no entry touching another. */
import { formatAddress } from '../shared/ip-address.ts';
import type { AddressRange } from '../shared/ip-range.ts';
import type { ValueFormat } from '../shared/value-problem.ts';
import { randomFrom } from './random.ts';

export interface SampleEntry {
  readonly format: ValueFormat;
  readonly range: AddressRange;
  /** Of its segment, where it is one. */
  readonly prefix: number;
  readonly expiresAt: null;
}

const FORMATS: readonly ValueFormat[] = ['address', 'segment', 'range'];

interface Space {
  readonly first: bigint;
  /** Each entry lies in a block of its own, and takes a quarter of it at most. */
  readonly blockBits: number;
  readonly bits: number;
}

const SPACES: readonly Space[] = [
  { first: 0xffff_0a00_0000n, blockBits: 7, bits: 32 }, // 10.0.0.0/8
  { first: 0x2001_0db8n << 96n, blockBits: 66, bits: 128 }, // 2001:db8::/32
];

/** In no order, as admins add them. */
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

/** Texts of addresses of the list's families in no order: one that is listed, one that is not, and so on. */
export function sampleProbes(entries: readonly SampleEntry[], count: number): string[] {
  const random = randomFrom(count);
  return Array.from({ length: count }, (_, index) => {
    const { first, last } = entries[Math.floor(random() * entries.length)]?.range ?? EMPTY;
    const address = index % 2 === 0 ? first : last + 2n;
    // In one piece, as texts that came with a request are, not joined from parts.
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
