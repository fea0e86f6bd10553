import { isIP } from 'node:net';
import fc from 'fast-check';
import ipaddr from 'ipaddr.js';
import { describe, expect, it } from 'vitest';
import { familyOf, findAddress, formatAddress, readAddress } from '../../shared/ip-address.ts';
import {
  crowdedAddress,
  ipv4Address,
  ipv6Address,
  ipv6Groups,
  mutatedAddressText,
  numberOf,
  spell,
} from './arbitrary-addresses.ts';

const anyAddress = fc.oneof(ipv4Address, ipv6Address, crowdedAddress);

/** Groups in hex with some of the leading zeros, in mixed case. */
const spelling = fc.tuple(
  ipv6Groups,
  fc.array(fc.nat(4), { minLength: 8, maxLength: 8 }),
  fc.boolean(),
);

/** Groups that are often zero, so that runs of zeros occur in every place and length. */
const zeroRichGroups = fc.array(fc.oneof(fc.constant(0), fc.nat(0xffff)), {
  minLength: 8,
  maxLength: 8,
});

describe('readAddress', () => {
  it('accepts what node:net takes for an address, but for zone ids, and nothing else', () => {
    fc.assert(
      fc.property(mutatedAddressText, (text) => {
        const expected = isIP(text) !== 0 && !text.includes('%');
        expect(readAddress(text, new Uint32Array(4)), JSON.stringify(text)).toBe(expected);
      }),
      { numRuns: 20_000 },
    );
  });

  it('agrees with node:net on any text at all', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'0123456789abcdefABCDEF.:'), maxLength: 45 }),
        (text) => {
          expect(readAddress(text, new Uint32Array(4))).toBe(isIP(text) !== 0);
        },
      ),
      { numRuns: 5_000 },
    );
  });

  it('leaves nothing of an earlier address in the words it fills', () => {
    fc.assert(
      fc.property(anyAddress, anyAddress, (earlier, address) => {
        const words = new Uint32Array(4);
        readAddress(spell(earlier), words);
        expect(readAddress(spell(address), words)).toBe(true);
        const digits = [...words].map((word) => word.toString(16).padStart(8, '0'));
        expect(BigInt(`0x${digits.join('')}`)).toBe(address);
      }),
    );
  });

  it('reads each group, whatever its leading zeros, case and compression', () => {
    fc.assert(
      fc.property(spelling, ([groups, zeros, upper]) => {
        const hex = groups.map((group, index) =>
          group.toString(16).padStart(zeros[index] ?? 0, '0'),
        );
        const full = hex.join(':');
        const compressed = full.replace(/(^|:)0+(:0+)*(:|$)/, '::');
        for (const text of [full, compressed]) {
          expect(findAddress(upper ? text.toUpperCase() : text), text).toBe(numberOf(groups));
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('takes an embedded dotted quad for the last two groups', () => {
    fc.assert(
      fc.property(ipv6Groups, ipv4Address, (groups, quad) => {
        const head = groups.slice(0, 6).map((group) => group.toString(16));
        const expected = (numberOf(groups.slice(0, 6)) << 32n) | (quad & 0xffff_ffffn);
        expect(findAddress(`${head.join(':')}:${spell(quad)}`)).toBe(expected);
      }),
    );
  });
});

describe('formatAddress', () => {
  it('writes IPv6 as RFC 5952 says and as ipaddr.js does, and IPv4 as a dotted quad', () => {
    fc.assert(
      fc.property(fc.oneof(zeroRichGroups, ipv6Groups), (groups) => {
        const address = numberOf(groups);
        const ipv6 = new ipaddr.IPv6([...groups]);
        const expected =
          familyOf(address) === 4 ? ipv6.toIPv4Address().toString() : ipv6.toRFC5952String();
        expect(formatAddress(address)).toBe(expected);
      }),
      { numRuns: 20_000 },
    );
  });

  it('is read back as the same address', () => {
    fc.assert(
      fc.property(anyAddress, (address) => {
        expect(findAddress(formatAddress(address))).toBe(address);
      }),
      { numRuns: 5_000 },
    );
  });

  it('writes IPv6 as the URL standard does, which follows RFC 5952', () => {
    fc.assert(
      fc.property(ipv6Address, (address) => {
        const { host } = new URL(`http://[${spell(address)}]`);
        expect(`[${formatAddress(address)}]`).toBe(host);
      }),
      { numRuns: 5_000 },
    );
  });

  it('writes IPv4 as a dotted quad, mapped or not', () => {
    fc.assert(
      fc.property(ipv4Address, (address) => {
        const quad = spell(address);
        expect(formatAddress(address)).toBe(quad);
        expect(findAddress(quad)).toBe(address);
        expect(findAddress(`::ffff:${quad}`)).toBe(address);
        expect(familyOf(address)).toBe(4);
      }),
    );
  });

  it('takes only the IPv4-mapped block for IPv4', () => {
    expect(
      ['::fffe:ffff:ffff', '::1:0:0:0', '::', '::cb00:7107', '64:ff9b::1'].map(family),
    ).toEqual(Array(5).fill(6));
    expect(['::ffff:0:0', '::ffff:ffff:ffff'].map(family)).toEqual([4, 4]);
  });
});

function family(text: string) {
  const address = findAddress(text);
  return address === undefined ? undefined : familyOf(address);
}
