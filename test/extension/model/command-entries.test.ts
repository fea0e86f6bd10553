import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  deletionOf,
  editOf,
  forPresentEntries,
  idsIn,
} from '../../../extension/model/command-entries.ts';
import { buildList, entry } from '../support/build-list.ts';

const [first, second, third] = [
  entry('a', '192.0.2.1'),
  entry('b', '192.0.2.2'),
  entry('c', '192.0.2.3'),
] as const;

describe('a change of selected entries', () => {
  it('is the change of a single entry where only one is selected, which every endpoint makes', () => {
    expect(deletionOf([first])).toEqual({ kind: 'delete', id: 'a' });
    expect(editOf([first], { remark: 'x' })).toEqual({
      kind: 'edit',
      id: 'a',
      body: { remark: 'x' },
    });
  });

  it('is one change where several are', () => {
    expect(deletionOf([first, second])).toEqual({
      kind: 'delete-entries',
      body: { entries: ['a', 'b'] },
    });
    expect(editOf([first, second], { expiresAt: null })).toEqual({
      kind: 'edit-entries',
      body: { entries: ['a', 'b'], expiresAt: null },
    });
  });

  it('is made to those that are still there, and no others', () => {
    const all = [first, second, third];
    fc.assert(
      fc.property(
        fc.subarray(all, { minLength: 2 }),
        fc.subarray(all),
        fc.boolean(),
        (selected, present, deletes) => {
          const command = deletes ? deletionOf(selected) : editOf(selected, { remark: 'x' });
          const left = idsIn(forPresentEntries(command, buildList(...present)));
          expect(left).toEqual(selected.filter((one) => present.includes(one)).map(({ id }) => id));
        },
      ),
    );
  });

  it('stays the same object while nothing is gone, so that nobody is asked anew', () => {
    const command = deletionOf([first, second]);
    expect(forPresentEntries(command, buildList(first, second, third))).toBe(command);
    const disable = { kind: 'disable' } as const;
    expect(forPresentEntries(disable, buildList())).toBe(disable);
    expect(idsIn(disable)).toBeUndefined();
  });
});
