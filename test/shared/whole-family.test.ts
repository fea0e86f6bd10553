import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AddressRange, holdWholeFamily } from '../../shared/ip-range.ts';
import { arbitraryValue } from './arbitrary-values.ts';
import { buildEntry } from './build-allowlist.ts';

const IPV4 = { first: 0xffff_0000_0000n, last: 0xffff_ffff_ffffn };
const BELOW = { first: 0n, last: IPV4.first - 1n };
const ABOVE = { first: IPV4.last + 1n, last: (1n << 128n) - 1n };

/** Cuts a run of addresses at random places, without a gap between the pieces. */
function splitOf(run: AddressRange, maxCuts: number): fc.Arbitrary<AddressRange[]> {
  const cut = fc.oneof(
    fc.bigInt(run.first + 1n, run.last),
    fc.constantFrom(run.first + 1n, run.last, run.first + 2n, run.last - 1n),
  );
  return fc.uniqueArray(cut, { minLength: 1, maxLength: maxCuts }).map((cuts) => {
    const starts = [run.first, ...cuts.toSorted((a, b) => (a < b ? -1 : 1))];
    return starts.map((first, index) => ({
      first,
      last: (starts[index + 1] ?? run.last + 1n) - 1n,
    }));
  });
}

const split = fc.oneof(
  splitOf(IPV4, 8),
  fc.tuple(splitOf(BELOW, 4), splitOf(ABOVE, 4)).map((halves) => halves.flat()),
);
const others = fc.array(
  arbitraryValue.map(({ first, last }) => ({ first, last })),
  { maxLength: 4 },
);

/**
 * Whether the ranges leave no gap. A gap begins with a family's first address or right after a
 * range, so only those addresses need a look.
 */
function leavesNoGap(ranges: readonly AddressRange[]): boolean {
  return [[IPV4], [BELOW, ABOVE]].some((runs) =>
    runs.every((run) =>
      [run.first, ...ranges.map(({ last }) => last + 1n)]
        .filter((address) => address >= run.first && address <= run.last)
        .every((address) => ranges.some(({ first, last }) => first <= address && address <= last)),
    ),
  );
}

function shuffled<Item>(items: Item[]): fc.Arbitrary<Item[]> {
  return fc.shuffledSubarray(items, { minLength: items.length });
}

describe('holdWholeFamily', () => {
  it('is true of any split of a family, in any order, whatever else is with it', () => {
    const lists = fc.tuple(split, others).chain(([pieces, more]) => shuffled([...pieces, ...more]));
    fc.assert(fc.property(lists, (ranges) => holdWholeFamily(ranges)));
  });

  it('is false once one address of the split is missing, at either end of any piece', () => {
    fc.assert(
      fc.property(split, fc.nat(), fc.boolean(), (pieces, pick, atFirst) => {
        const spoilt = pick % pieces.length;
        const rest = pieces.flatMap(({ first, last }, index) => {
          if (index !== spoilt) return [{ first, last }];
          if (first === last) return [];
          return [atFirst ? { first: first + 1n, last } : { first, last: last - 1n }];
        });
        expect(holdWholeFamily(rest)).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  it('agrees with a search for gaps, over splits with pieces lost and overlapping', () => {
    const lists = fc
      .tuple(split, others)
      .chain(([pieces, more]) =>
        fc
          .subarray(pieces, { minLength: pieces.length - 1 })
          .chain((kept) => shuffled([...kept, ...more])),
      );
    fc.assert(
      fc.property(lists, (ranges) => {
        expect(holdWholeFamily(ranges)).toBe(leavesNoGap(ranges));
      }),
      { numRuns: 1_000 },
    );
  });

  it.each<[boolean, string[]]>([
    [true, ['0.0.0.0/1', '128.0.0.0/1']],
    [true, ['128.0.0.0/1', '64.0.0.0/2', '0.0.0.0/2']],
    [true, ['0.0.0.0-203.0.113.9', '203.0.113.10-255.255.255.255']],
    [true, ['0.0.0.0-203.0.113.99', '203.0.113.10-255.255.255.255']],
    [true, ['0.0.0.0-255.255.255.254', '255.255.255.255']],
    [false, ['0.0.0.0-255.255.255.254']],
    [false, ['0.0.0.1-255.255.255.255']],
    [false, ['0.0.0.0-203.0.113.9', '203.0.113.11-255.255.255.255']],
    [true, ['::-::fffe:ffff:ffff', '::1:0:0:0-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff']],
    [false, ['::-::fffe:ffff:ffff', '::1:0:0:1-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff']],
    [false, ['::-::fffe:ffff:fffe', '::1:0:0:0-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff']],
    [false, ['::1:0:0:0-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff']],
    [false, ['0.0.0.0/1', '8000::/1']],
    [false, []],
  ])('%s of %j', (whole, texts) => {
    const ranges = texts.map((text) => buildEntry('e1', text).range);
    expect(holdWholeFamily(ranges)).toBe(whole);
  });
});
