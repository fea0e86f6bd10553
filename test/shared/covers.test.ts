import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Entry, findCovers } from '../../shared/allowlist.ts';
import type { AddressRange } from '../../shared/ip-range.ts';
import { arbitraryValue } from './arbitrary-values.ts';
import { buildEntry } from './build-allowlist.ts';

const entries = fc
  .uniqueArray(arbitraryValue, { maxLength: 20, selector: ({ first, last }) => `${first}-${last}` })
  .map((values) => values.map(({ text }, index) => buildEntry(`e${index}`, text)));

function contains(outer: AddressRange, inner: AddressRange): boolean {
  return outer.first <= inner.first && inner.last <= outer.last;
}

function coverIds(list: readonly Entry[]): Record<string, string> {
  const covers = [...findCovers(list)];
  return Object.fromEntries(covers.map(([id, cover]) => [id, cover.id]));
}

describe('findCovers', () => {
  it('finds a cover for exactly the entries that lie inside another', () => {
    fc.assert(
      fc.property(entries, (list) => {
        const covers = findCovers(list);
        for (const entry of list) {
          const outer = list.filter((o) => o.id !== entry.id && contains(o.range, entry.range));
          const cover = covers.get(entry.id);
          if (outer.length === 0) expect(cover).toBeUndefined();
          else expect(outer).toContain(cover);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it.each<[Record<string, string>, string[]]>([
    [{ e1: 'e2' }, ['203.0.113.7', '203.0.113.0/24']],
    [{ e2: 'e1', e3: 'e1' }, ['203.0.113.0/24', '203.0.113.0/25', '203.0.113.0']],
    [{ e2: 'e1' }, ['203.0.113.0-203.0.113.9', '203.0.113.9']],
    [{}, ['203.0.113.0-203.0.113.9', '203.0.113.5-203.0.113.10']],
    [{}, ['203.0.113.0/25', '203.0.113.128/25']],
    [{}, ['203.0.113.7', '2001:db8::7']],
    [{ e1: 'e2' }, ['2001:db8:1::/64', '2001:db8::/32']],
  ])('%j in %j', (covers, texts) => {
    expect(coverIds(texts.map((text, index) => buildEntry(`e${index + 1}`, text)))).toEqual(covers);
  });
});
