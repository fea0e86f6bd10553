import { BlockList } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type SuggestedEntry, suggestEntries } from '../../shared/suggest-entries.ts';

const NOBODY = { known: [], barred: [] };
const values = (entries: readonly SuggestedEntry[]) => entries.map(({ value }) => value);

/** Addresses that lie close together, far apart, or on either side of a segment's edge. */
const ipv4 = fc
  .tuple(
    fc.constantFrom('198.51.100', '198.51.101', '203.0.113'),
    fc.oneof(fc.nat(255), fc.nat(16)),
  )
  .map(([network, host]) => `${network}.${host}`);
const ipv6 = fc
  .tuple(
    fc.constantFrom('2001:db8:0:1:', '2001:db8:0:2:', '2001:db8:ffff:1:'),
    fc.constantFrom('0:0:0', '7:8:9', '1:1:1'),
    fc.integer({ min: 1, max: 9 }),
  )
  .map(([network, middle, host]) => `${network}${middle}:${host}`);
/**
 * So few addresses that a segment holds several, with strangers and barred addresses between them.
 */
const crowded = fc.nat(15).map((host) => `203.0.113.${host}`);
const somewhere = fc.oneof(
  { weight: 2, arbitrary: ipv4 },
  { weight: 2, arbitrary: crowded },
  { weight: 1, arbitrary: ipv6 },
);

/** Wanted, known and barred addresses. No address is two of these. */
const scene = (address: fc.Arbitrary<string>, most: number) =>
  fc
    .uniqueArray(
      fc.tuple(address, fc.constantFrom('wanted', 'wanted', 'wanted', 'known', 'barred')),
      {
        selector: ([text]) => text,
        maxLength: most,
      },
    )
    .map((all) => {
      const of = (kind: string) => all.filter((one) => one[1] === kind).map(([text]) => text);
      return { wanted: of('wanted'), known: of('known'), barred: of('barred') };
    });

const kindOf = (text: string) => (text.includes(':') ? 'ipv6' : 'ipv4');

function holds(value: string): (address: string) => boolean {
  const list = new BlockList();
  const [address = '', prefix] = value.split('/');
  if (prefix === undefined) list.addAddress(address, kindOf(address));
  else list.addSubnet(address, Number(prefix), kindOf(address));
  return (one) => list.check(one, kindOf(one));
}

describe('suggested entries', () => {
  it('let each wanted address in exactly once, and none that is barred', () => {
    fc.assert(
      fc.property(scene(somewhere, 40), ({ wanted, known, barred }) => {
        const suggested = suggestEntries(wanted, { known, barred });
        const checks = suggested.map(({ value }) => holds(value));
        for (const address of wanted) {
          expect(checks.filter((check) => check(address))).toHaveLength(1);
        }
        for (const address of barred) expect(checks.some((check) => check(address))).toBe(false);
        suggested.forEach(({ addresses, format }, index) => {
          expect(addresses).toHaveLength(wanted.filter((one) => checks[index]?.(one)).length);
          expect(addresses.length > 1).toBe(format === 'segment');
        });
      }),
      { numRuns: 500 },
    );
  });

  it('count those that they take along, and are the smallest that hold what they hold', () => {
    fc.assert(
      fc.property(scene(fc.oneof(ipv4, crowded), 40), ({ wanted, known, barred }) => {
        for (const { value, strangers } of suggestEntries(wanted, { known, barred })) {
          if (!value.includes('/')) continue;
          const inside = everyAddressOf(value);
          const isSeen = (address: string) => [...wanted, ...known].includes(address);
          expect(strangers).toBe(BigInt(inside.filter((address) => !isSeen(address)).length));
          const half = inside.length / 2;
          for (const side of [inside.slice(0, half), inside.slice(half)]) {
            expect(side.some((address) => wanted.includes(address))).toBe(true);
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it('cost least of all ways to group them, an entry being worth four strangers', () => {
    fc.assert(
      fc.property(scene(crowded, 12), ({ wanted, known, barred }) => {
        fc.pre(wanted.length <= 7);
        const around = { known, barred };
        const cost = suggestEntries(wanted, around).reduce(
          (sum, { strangers }) => sum + 4 + Number(strangers),
          0,
        );
        const all = partitionsOf(wanted).map((groups) =>
          groups.reduce((sum, group) => sum + costOf(group, wanted, around), 0),
        );
        expect(cost).toBe(Math.min(...all));
      }),
      { numRuns: 200 },
    );
  });

  it.each([
    ['nobody', [], []],
    ['one', ['203.0.113.7'], ['203.0.113.7']],
    ['two neighbours', ['203.0.113.6', '203.0.113.7'], ['203.0.113.6/31']],
    ['two that are not', ['203.0.113.7', '203.0.113.8'], ['203.0.113.7', '203.0.113.8']],
    ['three of eight', ['203.0.113.8', '203.0.113.10', '203.0.113.13'], ['203.0.113.8/29']],
    [
      'four of sixteen, where a segment gains nothing',
      ['203.0.113.0', '203.0.113.4', '203.0.113.8', '203.0.113.12'],
      ['203.0.113.0', '203.0.113.4', '203.0.113.8', '203.0.113.12'],
    ],
    [
      'a cluster, and one elsewhere',
      ['203.0.113.200', '203.0.113.8', '203.0.113.9', '203.0.113.10', '203.0.113.11'],
      ['203.0.113.8/30', '203.0.113.200'],
    ],
    [
      'three hosts of an IPv6 network, whose addresses change',
      ['2001:db8:4::a1f:91', '2001:db8:4::b2f:92', '2001:db8:4:0:c3f::93'],
      ['2001:db8:4::/64'],
    ],
    [
      'two hosts of one',
      ['2001:db8:4::a1f:91', '2001:db8:4::b2f:92'],
      ['2001:db8:4::a1f:91', '2001:db8:4::b2f:92'],
    ],
    ['IPv6 neighbours', ['2001:db8::2', '2001:db8::3'], ['2001:db8::2/127']],
    ['the same one twice, spelt otherwise', ['::ffff:203.0.113.7', '203.0.113.7'], ['203.0.113.7']],
    ['what is no address', ['gateway', '203.0.113.7'], ['203.0.113.7']],
  ])('for %s', (_what, wanted, suggested) => {
    expect(values(suggestEntries(wanted, NOBODY))).toEqual(suggested);
  });

  it('part where one between them is barred', () => {
    const wanted = ['203.0.113.8', '203.0.113.9', '203.0.113.10'];
    expect(values(suggestEntries(wanted, NOBODY))).toEqual(['203.0.113.8/30']);
    expect(values(suggestEntries(wanted, { known: [], barred: ['203.0.113.11'] }))).toEqual([
      '203.0.113.8/31',
      '203.0.113.10',
    ]);
  });

  it('never hold more than 256 IPv4 addresses', () => {
    const wanted = ['198.51.100', '198.51.101'].flatMap((network) =>
      Array.from({ length: 256 }, (_, host) => `${network}.${host}`),
    );
    expect(values(suggestEntries(wanted, NOBODY))).toEqual(['198.51.100.0/24', '198.51.101.0/24']);
  });
});

function numberOf(address: string): number {
  return address.split('.').reduce((sum, octet) => sum * 256 + Number(octet), 0);
}

function everyAddressOf(segment: string): string[] {
  const [address = '', prefix] = segment.split('/');
  const network = address.slice(0, address.lastIndexOf('.') + 1);
  const first = numberOf(address) % 256;
  return Array.from(
    { length: 2 ** (32 - Number(prefix)) },
    (_, index) => `${network}${first + index}`,
  );
}

function* groupings(items: readonly string[]): Generator<string[][]> {
  const [first, ...rest] = items;
  if (first === undefined) return yield [];
  for (const groups of groupings(rest)) {
    yield [[first], ...groups];
    for (const [index, group] of groups.entries()) yield groups.with(index, [first, ...group]);
  }
}

function partitionsOf(items: readonly string[]): string[][][] {
  return [...groupings(items)];
}

function costOf(
  group: readonly string[],
  wanted: readonly string[],
  { known, barred }: { readonly known: readonly string[]; readonly barred: readonly string[] },
): number {
  if (group.length === 1) return 4;
  const numbers = group.map(numberOf);
  for (let prefix = 31; prefix >= 24; prefix--) {
    const size = 2 ** (32 - prefix);
    const [start, ...others] = numbers.map((number) => Math.floor(number / size));
    if (others.some((other) => other !== start)) continue;
    const isInside = (address: string) => Math.floor(numberOf(address) / size) === start;
    if (barred.some(isInside)) return Number.POSITIVE_INFINITY;
    return 4 + size - [...wanted, ...known].filter(isInside).length;
  }
  return Number.POSITIVE_INFINITY;
}
