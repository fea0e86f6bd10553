/**
 * fast-check arbitraries of values of all three formats. Their first and last address are not
 * computed by shared/.
 */
import fc from 'fast-check';
import type { ValueFormat } from '../../shared/value-problem.ts';
import { crowdedAddress, ipv4Address, ipv6Address, isIpv4, spell } from './arbitrary-addresses.ts';

export interface Value {
  readonly format: ValueFormat;
  readonly text: string;
  readonly first: bigint;
  readonly last: bigint;
}

const IPV4_FIRST = 0xffff_0000_0000n;
const IPV4_LAST = 0xffff_ffff_ffffn;

const somewhere = fc.oneof(
  { weight: 5, arbitrary: crowdedAddress },
  { weight: 1, arbitrary: ipv4Address },
  { weight: 1, arbitrary: ipv6Address },
);

const single = somewhere.map(
  (address): Value => ({ format: 'address', text: spell(address), first: address, last: address }),
);

const segment = fc
  .tuple(somewhere, fc.oneof(fc.nat(6), fc.nat(127)))
  .map(([address, bits]): Value => {
    const width = isIpv4(address) ? 32 : 128;
    const hostBits = bits % width;
    const size = 1n << BigInt(hostBits);
    const first = address - (address % size);
    const text = `${spell(address)}/${width - hostBits}`;
    return { format: 'segment', text, first, last: first + size - 1n };
  });

const range = fc
  .tuple(somewhere, fc.oneof(fc.bigInt(0n, 20n), fc.bigInt(0n, 1n << 120n)))
  .map(([first, length]): Value => {
    const familyLast = isIpv4(first) ? IPV4_LAST : first < IPV4_FIRST ? IPV4_FIRST - 1n : MAX;
    const last = first + length > familyLast ? familyLast : first + length;
    return { format: 'range', text: `${spell(first)}-${spell(last)}`, first, last };
  });

const MAX = (1n << 128n) - 1n;

/** Values that an allowlist can hold: no whole family, and no IPv6 that reaches into IPv4. */
export const arbitraryValue = fc
  .oneof(single, segment, range)
  .filter(({ first, last }) => !(first === IPV4_FIRST && last === IPV4_LAST))
  .filter(({ first, last }) => isIpv4(first) || last < IPV4_FIRST || first > IPV4_LAST);

/** An expiry before, at or after the moment 1,000; or none. */
export const arbitraryExpiry = fc.constantFrom(null, 500, 999, 1_000, 1_001, 2_000, 3_000);

/** The address at each end of each value, the one before it and the one after it. */
export function probesAround(values: readonly Value[]): bigint[] {
  const ends = values.flatMap(({ first, last }) => [first, last]);
  const probes = new Set(ends.flatMap((end) => [end - 1n, end, end + 1n]));
  return [...probes].filter((address) => address >= 0n && address <= MAX);
}
