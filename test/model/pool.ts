/** The few addresses that the sequences are about, with their numbers worked out here. */
export interface Item {
  readonly format: 'address' | 'segment' | 'range';
  readonly value: string;
  readonly first: bigint;
  readonly last: bigint;
}

/** IPv4 lies in the IPv6 space, as mapped addresses do. */
const MAPPED = 0xffffn << 32n;
const v4 = (a: number, b: number, c: number, d: number) =>
  MAPPED + BigInt(((a * 256 + b) * 256 + c) * 256 + d);
const v6 = (high: bigint, low: bigint) => (high << 64n) + low;
const DOCUMENTATION = 0x20010db800000000n;

const address = (value: string, at: bigint): Item => ({
  format: 'address',
  value,
  first: at,
  last: at,
});
const segment = (value: string, first: bigint, hostBits: bigint): Item => ({
  format: 'segment',
  value,
  first,
  last: first + (1n << hostBits) - 1n,
});

export const POOL: readonly Item[] = [
  address('192.0.2.1', v4(192, 0, 2, 1)),
  address('192.0.2.2', v4(192, 0, 2, 2)),
  address('198.51.100.9', v4(198, 51, 100, 9)),
  address('2001:db8::1', v6(DOCUMENTATION, 1n)),
  segment('192.0.2.0/30', v4(192, 0, 2, 0), 2n),
  segment('192.0.2.2/32', v4(192, 0, 2, 2), 0n),
  segment('2001:db8::/32', v6(DOCUMENTATION, 0n), 96n),
  // These two are the whole family together, so the second is refused.
  segment('0.0.0.0/1', v4(0, 0, 0, 0), 31n),
  segment('128.0.0.0/1', v4(128, 0, 0, 0), 31n),
  {
    format: 'range',
    value: '192.0.2.2-192.0.2.9',
    first: v4(192, 0, 2, 2),
    last: v4(192, 0, 2, 9),
  },
  {
    format: 'range',
    value: '2001:db8::1-2001:db8::4',
    first: v6(DOCUMENTATION, 1n),
    last: v6(DOCUMENTATION, 4n),
  },
];

/** Values that the parser refuses, or that have another format than they say. */
export const WRONG: readonly Item[] = [
  { format: 'address', value: '192.0.2.01', first: 0n, last: 0n },
  { format: 'segment', value: '192.0.2.1', first: 0n, last: 0n },
  { format: 'range', value: '192.0.2.9-192.0.2.2', first: 0n, last: 0n },
];

/** The addresses that checks ask about. */
export const ASKERS: readonly { readonly address: string; readonly at: bigint }[] = [
  { address: '192.0.2.1', at: v4(192, 0, 2, 1) },
  { address: '192.0.2.2', at: v4(192, 0, 2, 2) },
  { address: '::ffff:192.0.2.9', at: v4(192, 0, 2, 9) },
  { address: '198.51.100.9', at: v4(198, 51, 100, 9) },
  { address: '203.0.113.77', at: v4(203, 0, 113, 77) },
  { address: '2001:db8::4', at: v6(DOCUMENTATION, 4n) },
  { address: '2001:db8:0:0:0:0:0:5', at: v6(DOCUMENTATION, 5n) },
];

/** Reads a text with all eight groups. */
export function numberOf(text: string): bigint {
  return text.split(':').reduce((sum, group) => (sum << 16n) + BigInt(`0x${group}`), 0n);
}

const FAMILIES = [
  [MAPPED, MAPPED + 0xffffffffn],
  [0n, (1n << 128n) - 1n],
] as const;

/** Whether the ranges add up to all of IPv4 or all of IPv6. */
export function holdFamily(ranges: readonly Pick<Item, 'first' | 'last'>[]): boolean {
  const inOrder = ranges.toSorted((a, b) => (a.first < b.first ? -1 : 1));
  return FAMILIES.some(([begin, end]) => {
    let next = begin;
    for (const { first, last } of inOrder) if (first <= next && last >= next) next = last + 1n;
    return next > end;
  });
}
