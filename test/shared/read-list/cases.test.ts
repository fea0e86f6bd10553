/** Texts that people paste, and the rows that are read from them. */
import { describe, expect, it } from 'vitest';
import { readList } from '../../../shared/read-list/read-list.ts';
import { CASES } from './cases.ts';

describe.each(CASES)('$kind: $name', ({ input, rows, rejects, ignored = [] }) => {
  const read = readList(input);

  it('becomes these rows, in this order', () => {
    expect(read.rows).toHaveLength(rows.length);
    expect(read.rows).toMatchObject(rows);
  });

  it('is refused where it has to be, with the reason', () => {
    const wanted = rejects.map((each) => ({ ...each, text: expect.stringContaining(each.text) }));
    expect(read.rejects).toHaveLength(rejects.length);
    expect(read.rejects).toEqual(
      expect.arrayContaining(wanted.map((each) => expect.objectContaining(each))),
    );
  });

  it('has nothing in it that is not accounted for', () => {
    for (const each of ignored) expect(read.ignored).toContainEqual(expect.objectContaining(each));
  });
});
