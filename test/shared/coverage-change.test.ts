import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Entry } from '../../shared/allowlist.ts';
import { coverageChange } from '../../shared/coverage-change.ts';
import { MAPPED_FIRST } from '../../shared/ip-address.ts';

const NOW = 1_000;
const SPAN = 40;

/** Ranges in so small a space that they overlap, touch and cover one another. */
const entry = fc
  .record({
    first: fc.integer({ min: 0, max: SPAN - 1 }),
    size: fc.integer({ min: 1, max: 12 }),
    expiresAt: fc.constantFrom(null, NOW - 1, NOW, NOW + 1),
    isUnreadable: fc.boolean(),
  })
  .map(({ first, size, expiresAt, isUnreadable }, index = 0): Entry => {
    const at = MAPPED_FIRST + BigInt(first);
    const range = { first: at, last: at + BigInt(size - 1) };
    const createdBy = { tokenId: 't', name: 't' };
    const terms = { remark: '', expiresAt, createdAt: 0, createdBy };
    const read = { id: `e${index}`, format: 'range', value: '', range } as const;
    return { ...read, ...terms, ...(isUnreadable && { unreadable: true }) };
  });
const entries = fc.array(entry, { maxLength: 8 });

const lets = (list: readonly Entry[], address: bigint) =>
  list.some(
    ({ range, expiresAt, unreadable }) =>
      !unreadable &&
      (expiresAt === null || expiresAt > NOW) &&
      range.first <= address &&
      address <= range.last,
  );
const has = (ranges: readonly { first: bigint; last: bigint }[], address: bigint) =>
  ranges.some(({ first, last }) => first <= address && address <= last);

it('a change loses and gains each address that only the list before, or after, lets in', () => {
  fc.assert(
    fc.property(entries, entries, (before, after) => {
      const { lost, gained, isEmptied } = coverageChange(before, after, NOW);
      const space = Array.from({ length: SPAN + 14 }, (_, at) => MAPPED_FIRST + BigInt(at));
      for (const address of space) {
        const [was, is] = [lets(before, address), lets(after, address)];
        expect(has(lost, address)).toBe(was && !is);
        expect(has(gained, address)).toBe(is && !was);
      }
      const some = (list: readonly Entry[]) => space.some((address) => lets(list, address));
      expect(isEmptied).toBe(some(before) && !some(after));
      for (const ranges of [lost, gained])
        for (const [index, { first, last }] of ranges.entries()) {
          expect(first <= last).toBe(true);
          expect(index === 0 || (ranges[index - 1]?.last ?? 0n) < first).toBe(true);
        }
    }),
  );
});

it('the change of 10,000 entries takes little time', () => {
  const many = Array.from({ length: 10_000 }, (_, index): Entry => {
    const first = MAPPED_FIRST + BigInt(2 * index);
    const createdBy = { tokenId: 't', name: 't' };
    return {
      ...{ id: `e${index}`, format: 'address', value: '', range: { first, last: first } },
      ...{ remark: '', createdAt: 0, createdBy, expiresAt: null },
    };
  });
  const began = performance.now();
  const { lost } = coverageChange(many, many.slice(1), NOW);
  expect(lost).toEqual([many[0]?.range]);
  expect(performance.now() - began).toBeLessThan(1_000);
});
