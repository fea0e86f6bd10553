import { describe, expect, it } from 'vitest';
import { editEntries } from '../../shared/change-allowlist.ts';
import {
  askList,
  buildEntry,
  buildList,
  expectChange,
  expectProblem,
  HOUR,
  listOf,
  NOW,
} from './build-allowlist.ts';

describe('editing an entry', () => {
  const list = listOf([
    buildEntry('e1', '203.0.113.0/24', { remark: 'office', expiresAt: NOW + HOUR }),
    buildEntry('e2', '192.0.2.1', { remark: 'home' }),
  ]);

  it('R8: changes the remark, and nothing else', () => {
    const change = expectChange(editEntries(list, ['e1'], { remark: 'new office' }, NOW));
    const after = { ...list.entries[0], remark: 'new office' };
    expect(change.list).toEqual({ ...list, entries: [after, list.entries[1]] });
    expect(change.updated).toEqual([{ before: list.entries[0], after }]);
    expect([change.added, change.removed]).toEqual([[], []]);
  });

  it('R8: changes the expiry, and nothing else', () => {
    const change = expectChange(editEntries(list, ['e1'], { expiresAt: null }, NOW));
    expect(change.list.entries).toEqual([{ ...list.entries[0], expiresAt: null }, list.entries[1]]);
  });

  it('R8: changes both at once, a remark to nothing too', () => {
    const edit = { remark: '', expiresAt: NOW + 2 * HOUR };
    const change = expectChange(editEntries(list, ['e2'], edit, NOW));
    expect(change.list.entries).toEqual([list.entries[0], { ...list.entries[1], ...edit }]);
  });

  it('R8: the addresses of an entry never change under its id', () => {
    const edits = [{ remark: '203.0.113.99' }, { expiresAt: NOW + 2 * HOUR }, {}];
    for (const edit of edits) {
      const [entry] = expectChange(editEntries(list, ['e1'], edit, NOW)).list.entries;
      const { id, format, value, range, createdAt, createdBy } = list.entries[0] ?? {};
      expect(entry).toMatchObject({ id, format, value, range, createdAt, createdBy });
    }
  });

  it('R8: gives several the same, and leaves what is not given', () => {
    const expiresAt = NOW + 2 * HOUR;
    const { list: after } = expectChange(editEntries(list, ['e2', 'e1'], { expiresAt }, NOW));
    expect(after.entries).toEqual(list.entries.map((entry) => ({ ...entry, expiresAt })));
    expect(expectProblem(editEntries(list, ['e1', 'e3'], { remark: 'x' }, NOW)).code).toBe(
      'entry-unknown',
    );
  });

  it('R8: of an unknown id is refused and named', () => {
    const problem = expectProblem(editEntries(list, ['e3'], { remark: '' }, NOW));
    expect([problem.code, problem.detail.includes('e3')]).toEqual(['entry-unknown', true]);
  });

  it('R13: a new expiry brings an expired entry back to life', () => {
    const expired = listOf([buildEntry('e1', '203.0.113.7', { expiresAt: NOW - HOUR })]);
    expect(askList(expired, '203.0.113.7').verdict).toBe('deny');
    const { list: renewed } = expectChange(
      editEntries(expired, ['e1'], { expiresAt: NOW + HOUR }, NOW),
    );
    expect(askList(renewed, '203.0.113.7').verdict).toBe('allow');
  });

  it('leaves the mode as it was', () => {
    const observing = { ...buildList('203.0.113.7'), mode: 'observe' as const };
    expect(expectChange(editEntries(observing, ['e1'], { remark: 'x' }, NOW)).list.mode).toBe(
      'observe',
    );
  });
});
