import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findFreeRun, type Run } from '../../../extension/console/free-run.ts';

describe('the room for a drawer beside a page’s fixed controls', () => {
  it.each([
    ['nothing stands there', [], { top: 0, bottom: 700 }],
    ['a header stands there', [{ top: 0, bottom: 48 }], { top: 48, bottom: 700 }],
    ['a button stands low', [{ top: 640, bottom: 690 }], { top: 0, bottom: 640 }],
    [
      'both do',
      [
        { top: 640, bottom: 690 },
        { top: 0, bottom: 48 },
      ],
      { top: 48, bottom: 640 },
    ],
    [
      'one lies within another',
      [
        { top: 0, bottom: 300 },
        { top: 10, bottom: 40 },
      ],
      { top: 300, bottom: 700 },
    ],
    ['everything is taken', [{ top: -10, bottom: 900 }], { top: 0, bottom: 0 }],
  ])('where %s', (_, taken, run) => {
    expect(findFreeRun(700, taken)).toEqual(run);
  });

  it('covers no control, and no longer stretch is free', () => {
    const control = fc
      .tuple(fc.integer({ min: -50, max: 700 }), fc.integer({ min: 1, max: 200 }))
      .map(([top, height]) => ({ top, bottom: top + height }));
    fc.assert(
      fc.property(fc.array(control), (taken) => {
        const run = findFreeRun(700, taken);
        // An empty run, the answer when no room is left, covers nothing.
        const common = ({ top, bottom }: Run) =>
          Math.min(bottom, run.bottom) - Math.max(top, run.top);
        expect(taken.filter((control) => common(control) > 0)).toEqual([]);
        let length = 0;
        for (let y = 0; y < 700; y++) {
          const covered = taken.some(({ top, bottom }) => top < y + 1 && bottom > y);
          length = covered ? 0 : length + 1;
          expect(length).toBeLessThanOrEqual(run.bottom - run.top);
        }
      }),
    );
  });
});
