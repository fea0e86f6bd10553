import { BlockList } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holdWholeFamily } from '../../shared/ip-range.ts';
import { countSegments, splitIntoSegments } from '../../shared/segments.ts';
import { crowdedAddress, isIpv4, spell } from './arbitrary-addresses.ts';
import { arbitraryValue, probesAround, type Value } from './arbitrary-values.ts';
import { buildEntry } from './build-allowlist.ts';

type Range = Pick<Value, 'first' | 'last'>;

const values = fc.array(arbitraryValue, { maxLength: 12 });
const elsewhere = fc.array(crowdedAddress, { maxLength: 10 });

const split = (...texts: string[]) =>
  splitIntoSegments(texts.map((text) => buildEntry('e1', text).range));

function listedBy(segments: readonly string[]): (address: bigint) => boolean {
  const list = new BlockList();
  for (const segment of segments) {
    const [address = '', prefix] = segment.split('/');
    list.addSubnet(address, Number(prefix), address.includes(':') ? 'ipv6' : 'ipv4');
  }
  return (address) => list.check(spell(address), isIpv4(address) ? 'ipv4' : 'ipv6');
}

/**
 * The smallest possible number of segments: in the tree of all prefixes, a subtree that is listed
 * as a whole counts as one.
 */
function countFewest(ranges: readonly Range[], first: bigint, hostBits: number): number {
  const last = first + (1n << BigInt(hostBits)) - 1n;
  const touching = ranges.filter((range) => range.first <= last && range.last >= first);
  if (touching.length === 0) return 0;
  if (cover(touching, first, last)) return 1;
  const middle = first + (1n << BigInt(hostBits - 1));
  return countFewest(touching, first, hostBits - 1) + countFewest(touching, middle, hostBits - 1);
}

function cover(ranges: readonly Range[], first: bigint, last: bigint): boolean {
  let next = first;
  for (const range of ranges.toSorted((a, b) => (a.first < b.first ? -1 : 1))) {
    if (range.first > next) return false;
    if (range.last >= next) next = range.last + 1n;
  }
  return next > last;
}

describe('ranges split into segments', () => {
  it('list exactly the same addresses', () => {
    fc.assert(
      fc.property(values, elsewhere, (list, others) => {
        const segments = splitIntoSegments(list);
        const listed = listedBy(segments);
        for (const address of [...probesAround(list), ...others]) {
          const wanted = list.some(({ first, last }) => first <= address && address <= last);
          expect(listed(address), `${spell(address)} in ${segments}`).toBe(wanted);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('are the fewest that do', () => {
    fc.assert(
      fc.property(values, (list) => {
        const ipv4 = countFewest(
          list.filter(({ first }) => isIpv4(first)),
          0xffff_0000_0000n,
          32,
        );
        const ipv6 = countFewest(
          list.filter(({ first }) => !isIpv4(first)),
          0n,
          128,
        );
        expect(splitIntoSegments(list)).toHaveLength(ipv4 + ipv6);
      }),
      { numRuns: 1_000 },
    );
  });

  it('are canonical: each is the text of the segment it is read as', () => {
    fc.assert(
      fc.property(values, (list) => {
        // No list holds a whole family, since no entry can be written for one.
        fc.pre(!holdWholeFamily(list));
        for (const segment of splitIntoSegments(list)) {
          expect(buildEntry('e1', segment).value).toBe(segment);
        }
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ['an address', ['203.0.113.7'], ['203.0.113.7/32']],
    [
      'a range',
      ['203.0.113.10-203.0.113.20'],
      ['203.0.113.10/31', '203.0.113.12/30', '203.0.113.16/30', '203.0.113.20/32'],
    ],
    ['neighbours', ['203.0.113.0/25', '203.0.113.128/25'], ['203.0.113.0/24']],
    ['one inside another', ['203.0.113.7', '203.0.113.0/24'], ['203.0.113.0/24']],
    ['both families', ['2001:db8::/48', '203.0.113.0/31'], ['203.0.113.0/31', '2001:db8::/48']],
    ['the ends of IPv4', ['0.0.0.0/1', '255.255.255.255'], ['0.0.0.0/1', '255.255.255.255/32']],
    ['the ends of IPv6', ['::/81', 'ffff:ffff::/32'], ['::/81', 'ffff:ffff::/32']],
    ['IPv6 that touches IPv4', ['::fffe:0:0/96', '0.0.0.0/32'], ['::fffe:0:0/96', '0.0.0.0/32']],
    ['nothing', [], []],
  ])('%s', (_what, texts, segments) => {
    expect(split(...texts)).toEqual(segments);
  });

  it('never span both families, not even where all of IPv4 follows on IPv6', () => {
    const ipv6 = { first: 0xfffe_0000_0000n, last: 0xfffe_ffff_ffffn };
    const ipv4 = { first: 0xffff_0000_0000n, last: 0xffff_ffff_ffffn };
    expect(splitIntoSegments([ipv6, ipv4])).toEqual(['::fffe:0:0/96', '0.0.0.0/0']);
  });

  it('of the widest range of IPv6 addresses are 254', () => {
    const widest = { first: 1n, last: (1n << 128n) - 2n };
    expect(splitIntoSegments([widest])).toHaveLength(254);
    expect(countSegments([widest], 300)).toBe(254);
    expect(countSegments([widest], 100)).toBe(101);
  });
});
