import { describe, expect, it } from 'vitest';
import { isOvertaken, isPointless } from '../../../../extension/components/panel/overtaken.ts';
import { deletionOf } from '../../../../extension/model/command-entries.ts';
import { buildList, entry } from '../../support/build-list.ts';

const office = entry('office', '203.0.113.57', { remark: 'Office' });
const other = entry('other', '198.51.100.7');
const renamed = { ...office, remark: 'Head office' };

describe('a remark that is being typed', () => {
  const draft = { id: 'office', text: 'Office, 3rd floor', base: buildList(office, other) };

  it('goes on while others change other entries, or this one in another way', () => {
    expect(isOvertaken(draft, buildList(office))).toBe(false);
    const lasting = { ...office, expiresAt: '2030-01-01T00:00:00.000Z' };
    expect(isOvertaken(draft, buildList(lasting, other))).toBe(false);
  });

  it('is overtaken when its entry is gone, or has another remark', () => {
    expect(isOvertaken(draft, buildList(other))).toBe(true);
    expect(isOvertaken(draft, buildList(renamed, other))).toBe(true);
  });

  it('is not by the very same remark', () => {
    expect(isOvertaken({ ...draft, text: ' Head office ' }, buildList(renamed))).toBe(false);
  });
});

describe('a change that somebody else was faster with', () => {
  it('has nothing left to be made to', () => {
    expect(isPointless({ kind: 'delete', id: 'office' }, buildList(other))).toBe(true);
    const off = { ...buildList(), mode: 'off' as const };
    expect(isPointless({ kind: 'disable' }, off)).toBe(true);
    expect(isPointless({ kind: 'set-mode', body: { mode: 'observe' } }, off)).toBe(true);
    expect(isPointless({ kind: 'set-mode', body: { mode: 'enforce' } }, buildList(office))).toBe(
      true,
    );
  });

  it('of several entries has nothing left once all of them are gone', () => {
    const remove = deletionOf([office, other]);
    expect(isPointless(remove, buildList(other))).toBe(false);
    expect(isPointless(remove, buildList())).toBe(true);
  });

  it('is pointless for a pause without an end, not for one that gets another end', () => {
    const paused = { ...buildList(office), mode: 'observe' as const };
    const observe = {
      kind: 'set-mode',
      body: { mode: 'observe', expiresInSeconds: 3600 },
    } as const;
    expect(isPointless(observe, paused)).toBe(true);
    const ending = { ...paused, observesUntil: '2030-01-01T00:00:00.000Z' };
    expect(isPointless(observe, ending)).toBe(false);
  });

  it('can be made all the same where the list still has what it is about', () => {
    expect(isPointless({ kind: 'delete', id: 'office' }, buildList(office))).toBe(false);
    expect(isPointless({ kind: 'disable' }, buildList(office))).toBe(false);
    expect(isPointless({ kind: 'set-mode', body: { mode: 'observe' } }, buildList(office))).toBe(
      false,
    );
  });
});
