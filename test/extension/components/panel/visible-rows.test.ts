import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { moveByKey } from '../../../../extension/components/panel/move-by-key.ts';
import {
  findVisibleRows,
  ROW_HEIGHT,
  scrollTopFor,
} from '../../../../extension/components/panel/visible-rows.ts';

const HEIGHT = 560;

describe('the rows that stand in the page', () => {
  it('are few, whatever the length of the list', () => {
    expect(findVisibleRows(10_000, 5_000 * ROW_HEIGHT, HEIGHT, -1).length).toBeLessThan(40);
  });

  it('are all that are in sight, in order and once each, and the active one', () => {
    const lists = fc
      .record({
        count: fc.integer({ min: 0, max: 10_000 }),
        height: fc.integer({ max: 2000, min: 0 }),
      })
      .chain(({ count, height }) =>
        fc.record({
          count: fc.constant(count),
          height: fc.constant(height),
          scrollTop: fc.integer({ min: 0, max: Math.max(0, count * ROW_HEIGHT - height) }),
          active: fc.integer({ min: -1, max: count }),
        }),
      );
    fc.assert(
      fc.property(lists, ({ count, height, scrollTop, active }) => {
        const rows = findVisibleRows(count, scrollTop, height, active);
        expect(rows).toEqual([...new Set(rows)].sort((a, b) => a - b));
        expect(rows.every((row) => row >= 0 && row < count)).toBe(true);
        const inSight = Array.from({ length: count }, (_, row) => row).filter(
          (row) => (row + 1) * ROW_HEIGHT > scrollTop && row * ROW_HEIGHT < scrollTop + height,
        );
        expect(rows).toEqual(expect.arrayContaining(inSight));
        if (active >= 0 && active < count) expect(rows).toContain(active);
      }),
      { numRuns: 50 },
    );
  });
});

describe('scrolling to a row', () => {
  it('does not move what is in sight', () => {
    expect(scrollTopFor(3, 2 * ROW_HEIGHT, HEIGHT)).toBe(2 * ROW_HEIGHT);
  });
  it('brings a row above to the top edge', () => {
    expect(scrollTopFor(1, 5 * ROW_HEIGHT, HEIGHT)).toBe(ROW_HEIGHT);
  });
  it('brings a row below to the bottom edge', () => {
    expect(scrollTopFor(20, 0, HEIGHT)).toBe(21 * ROW_HEIGHT - HEIGHT);
  });
});

describe('keys among rows', () => {
  it.each([
    ['ArrowDown', 3, 4],
    ['ArrowDown', 9, 9],
    ['ArrowUp', 3, 2],
    ['ArrowUp', 0, 0],
    ['Home', 5, 0],
    ['End', 5, 9],
    ['PageDown', 5, 9],
    ['PageUp', 5, 1],
    ['Enter', 5, undefined],
  ])('%s goes from row %i to %s', (key, from, to) => {
    expect(moveByKey(key, from, 10, { page: 4 })).toBe(to);
  });

  it('go round in a menu, which has no pages', () => {
    expect(moveByKey('ArrowDown', 2, 3, { around: true })).toBe(0);
    expect(moveByKey('ArrowUp', 0, 3, { around: true })).toBe(2);
    expect(moveByKey('PageDown', 0, 3, { around: true })).toBeUndefined();
  });

  it('go along a row of tabs', () => {
    const row = { along: 'row', around: true } as const;
    expect(moveByKey('ArrowRight', 1, 2, row)).toBe(0);
    expect(moveByKey('ArrowLeft', 0, 2, row)).toBe(1);
    expect(moveByKey('ArrowDown', 0, 2, row)).toBeUndefined();
  });

  it('go nowhere where there are no rows', () => {
    expect(moveByKey('ArrowDown', -1, 0)).toBeUndefined();
  });
});
