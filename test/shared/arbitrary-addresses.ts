/**
 * fast-check arbitraries of addresses, as numbers and as texts. The texts do not come from
 * shared/'s own writer.
 */
import fc from 'fast-check';

const IPV4_FIRST = 0xffff_0000_0000n;
const IPV4_LAST = 0xffff_ffff_ffffn;
const MAX = (1n << 128n) - 1n;

export const ipv4Address = fc.bigInt(IPV4_FIRST, IPV4_LAST);

/** Groups with many zeros, so that every way to compress them occurs. */
export const ipv6Groups = fc.array(
  fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 2, arbitrary: fc.nat(0xffff) }),
  { minLength: 8, maxLength: 8 },
);

export const ipv6Address = ipv6Groups
  .map(numberOf)
  .filter((address) => address < IPV4_FIRST || address > IPV4_LAST);

/**
 * Ordinary places, and places where the numbers end, the families meet or a 32-bit word carries.
 */
const ANCHORS = [
  0n,
  IPV4_FIRST,
  IPV4_LAST,
  MAX,
  numberOf([0, 0, 0, 0, 0, 0xffff, 0xcb00, 0x7100]),
  numberOf([0, 0, 0, 0, 0, 0xffff, 0xcaff, 0xffff]),
  numberOf([0x2001, 0xdb8, 0, 0, 0, 0, 0, 0]),
  numberOf([0x2001, 0xdb8, 0, 0, 0, 0, 0xffff, 0xffff]),
  numberOf([0x2001, 0xdb8, 0, 0, 0xffff, 0xffff, 0xffff, 0xffff]),
];

/**
 * Addresses of both families that lie close to a few places, so that their ranges nest, overlap and
 * touch.
 */
export const crowdedAddress = fc
  .tuple(fc.constantFrom(...ANCHORS), fc.bigInt(-12n, 12n))
  .map(([anchor, offset]) => anchor + offset)
  .filter((address) => address >= 0n && address <= MAX);

export function isIpv4(address: bigint): boolean {
  return address >= IPV4_FIRST && address <= IPV4_LAST;
}

export function numberOf(groups: readonly number[]): bigint {
  return groups.reduce((sum, group) => (sum << 16n) | BigInt(group), 0n);
}

/** Writes an address with nothing left out and nothing compressed. */
export function spell(address: bigint): string {
  if (isIpv4(address)) {
    return [24n, 16n, 8n, 0n].map((shift) => (address >> shift) & 0xffn).join('.');
  }
  const digits = address.toString(16).padStart(32, '0');
  return (digits.match(/.{4}/g) ?? []).join(':');
}

const addressText = fc.oneof(ipv4Address.map(spell), ipv6Address.map(spell), fc.ipV4(), fc.ipV6());

/** Pieces that addresses are made of, and pieces that often spoil them. */
const PIECES = ['0', '1', '7', '00', '255', '256', 'f', 'ffff', '12345', '.', '..', ':', '::'];
const STRAY = [
  ' ',
  '\u00a0',
  '\n',
  '\0',
  '%',
  '%eth0',
  '/',
  '/24',
  '-',
  '[',
  ']',
  'x',
  'g',
  '٢',
  '𝟕',
];
const piece = fc.constantFrom(...PIECES, ...STRAY);

const assembledText = fc
  .array(fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...PIECES) }, piece), { maxLength: 14 })
  .map((pieces) => pieces.join(''));

const spoiltText = fc
  .tuple(addressText, fc.nat(40), fc.nat(3), piece)
  .map(([text, at, cut, put]) => text.slice(0, at) + put + text.slice(at + cut));

/** Texts that are addresses, are nearly addresses, or look like parts of one. */
export const mutatedAddressText = fc.oneof(addressText, assembledText, spoiltText);
