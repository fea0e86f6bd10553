import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  keepShown,
  NOTHING_SELECTED,
  type Selection,
  selectAll,
  selectRange,
  toggleSelected,
} from '../../../extension/model/selection.ts';

const SHOWN = ['a', 'b', 'c', 'd', 'e'];
const idsOf = ({ ids }: Selection) => [...ids].toSorted();

describe('a selection of entries', () => {
  it('takes one entry after the other, and lets each go again', () => {
    const two = toggleSelected(toggleSelected(NOTHING_SELECTED, 'b'), 'd');
    expect(idsOf(two)).toEqual(['b', 'd']);
    expect(idsOf(toggleSelected(two, 'b'))).toEqual(['d']);
  });

  it('takes a range from the entry that was selected last, in either direction', () => {
    const from = toggleSelected(NOTHING_SELECTED, 'c');
    expect(idsOf(selectRange(from, SHOWN, 'e'))).toEqual(['c', 'd', 'e']);
    expect(idsOf(selectRange(selectRange(from, SHOWN, 'e'), SHOWN, 'a'))).toEqual(['a', 'b', 'c']);
    expect(idsOf(selectRange(NOTHING_SELECTED, SHOWN, 'd'))).toEqual(['d']);
  });

  it('takes everything that is shown', () => {
    expect(idsOf(selectAll(NOTHING_SELECTED, SHOWN))).toEqual(SHOWN);
  });

  it('whatever is pressed: holds nothing that is not shown, and a range holds all between its ends', () => {
    const id = fc.constantFrom(...SHOWN, 'gone');
    const press = fc.oneof(
      fc.record({ key: fc.constant('toggle'), id }),
      fc.record({ key: fc.constant('range'), id }),
      fc.record({ key: fc.constant('all'), id }),
    );
    const lists = fc.shuffledSubarray(SHOWN, { minLength: 1 });
    fc.assert(
      fc.property(fc.array(press), lists, (presses, shown) => {
        let selection = NOTHING_SELECTED;
        for (const { key, id: pressed } of presses) {
          if (key === 'all') selection = selectAll(selection, shown);
          else if (shown.includes(pressed)) {
            const { anchor } = selection;
            selection =
              key === 'toggle'
                ? toggleSelected(selection, pressed)
                : selectRange(selection, shown, pressed);
            if (key === 'range') {
              const ends = [anchor ?? pressed, pressed].map((end) => shown.indexOf(end));
              const between = shown.slice(Math.min(...ends), Math.max(...ends) + 1);
              expect(idsOf(selection)).toEqual(between.toSorted());
            }
          }
          selection = keepShown(selection, shown);
          expect(shown).toEqual(expect.arrayContaining([...selection.ids]));
        }
      }),
    );
  });

  it('loses what a search hides, and with it a range that began there', () => {
    const two = toggleSelected(toggleSelected(NOTHING_SELECTED, 'b'), 'd');
    const kept = keepShown(two, ['a', 'b']);
    expect(idsOf(kept)).toEqual(['b']);
    expect(idsOf(selectRange(kept, ['a', 'b'], 'a'))).toEqual(['a']);
    expect(keepShown(two, SHOWN)).toBe(two);
  });
});
