import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findAddress } from '../../shared/ip-address.ts';
import {
  compareRanges,
  containsAddress,
  isWide,
  parseValue,
  sizeOf,
} from '../../shared/ip-range.ts';
import { arbitraryValue, probesAround } from './arbitrary-values.ts';
import { buildEntry } from './build-allowlist.ts';

const rangeOf = (text: string) => buildEntry('e1', text).range;

describe('a value', () => {
  it('R3: covers its first and last address and all between, in each format and family', () => {
    fc.assert(
      fc.property(arbitraryValue, (value) => {
        const parsed = parseValue(value.format, value.text);
        if (!parsed.ok) throw new Error(`${value.text}: ${parsed.error.reason}`);
        const { range, hostBitsDropped } = parsed.value;
        expect(range).toEqual({ first: value.first, last: value.last });
        expect(sizeOf(range)).toBe(value.last - value.first + 1n);
        const [address = ''] = value.text.split(/[/-]/);
        expect(hostBitsDropped).toBe(findAddress(address) !== value.first);
        for (const probe of probesAround([value])) {
          expect(containsAddress(range, probe)).toBe(value.first <= probe && probe <= value.last);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('is the same value when its canonical text is read, and that text is canonical', () => {
    fc.assert(
      fc.property(arbitraryValue, ({ format, text }) => {
        const parsed = parseValue(format, text);
        if (!parsed.ok) throw new Error(`${text}: ${parsed.error.reason}`);
        const again = parseValue(format, parsed.value.value);
        expect(again).toEqual({ ok: true, value: { ...parsed.value, hostBitsDropped: false } });
      }),
      { numRuns: 2_000 },
    );
  });

  it('sorts by its first address, and the wider before the narrower', () => {
    const texts = ['203.0.113.0/24', '203.0.113.0/25', '203.0.113.0', '203.0.113.1', '2001:db8::'];
    const ranges = texts.map(rangeOf);
    expect([...ranges].reverse().toSorted(compareRanges)).toEqual(ranges);
    expect(compareRanges(rangeOf('203.0.113.7'), rangeOf('203.0.113.7/32'))).toBe(0);
  });

  it.each<[string, boolean]>([
    ['198.18.0.0/16', false],
    ['198.18.0.0/15', true],
    ['198.18.0.0-198.18.255.255', false],
    ['198.18.0.0-198.19.0.0', true],
    ['203.0.113.7', false],
    ['2001:db8::/32', false],
    ['2001:db8::/31', true],
    ['2001:db8::-2001:db8:ffff:ffff:ffff:ffff:ffff:ffff', false],
    ['2001:db8::-2001:db9::', true],
    ['2001:db8::/64', false],
    ['::/81', false],
  ])('%s is wide: %s', (text, wide) => {
    expect(isWide(rangeOf(text))).toBe(wide);
  });
});
