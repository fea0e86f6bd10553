import { describe, expect, it } from 'vitest';
import type { Entry } from '../../shared/allowlist.ts';
import { deleteEntries, disableAllowlist, editEntries } from '../../shared/change-allowlist.ts';
import { restoreAllowlist, restoreEntries } from '../../shared/restore-allowlist.ts';
import {
  askList,
  buildEntry,
  buildList,
  expectChange,
  expectProblem,
  HOUR,
  listOf,
  NOW,
  OFF_LIST,
  valuesOf,
} from './build-allowlist.ts';

const office = buildEntry('e1', '203.0.113.0/24', { remark: 'office' });
const home = buildEntry('e2', '192.0.2.1', { remark: 'home', expiresAt: NOW + HOUR });
const relay = buildEntry('e3', '2001:db8::/64');

describe('restoring entries', () => {
  it('R16: puts a deleted entry back under its id, with its remark and expiry', () => {
    const list = listOf([office, home]);
    const deleted = expectChange(deleteEntries(list, ['e2']));
    const restored = expectChange(restoreEntries(deleted.list, deleted.removed, NOW));
    expect(restored.list).toEqual(list);
    expect(restored.added).toEqual([home]);
    expect([restored.updated, restored.removed]).toEqual([[], []]);
    expect(askList(restored.list, '192.0.2.1').entry).toBe('e2');
  });

  it('R16: puts disabled entries back, and the list is on again', () => {
    const disabled = expectChange(disableAllowlist(listOf([office, home])));
    const restored = expectChange(restoreEntries(disabled.list, disabled.removed, NOW));
    expect([restored.list.mode, restored.list.entries]).toEqual(['enforce', [office, home]]);
  });

  it('R16: an entry that expired meanwhile comes back expired', () => {
    const { list } = expectChange(restoreEntries(OFF_LIST, [home], NOW));
    expect(askList(list, '192.0.2.1', NOW + HOUR).reason).toBe('expired');
  });

  it('R16: what has been added again since is a duplicate, and nothing comes back', () => {
    const list = listOf([buildEntry('n1', '203.0.113.0-203.0.113.255')]);
    const problem = expectProblem(restoreEntries(list, [home, office], NOW));
    expect(problem.code).toBe('duplicate-entry');
    expect(problem.errors?.map(({ pointer }) => pointer)).toEqual(['/entries/1']);
    expect(problem.detail).toContain('n1');
  });

  it('R16: an entry that stands on the list can’t come back', () => {
    expect(expectProblem(restoreEntries(listOf([office]), [office], NOW)).code).toBe(
      'duplicate-entry',
    );
  });

  it('R5, R16: no more come back than there is room for', () => {
    const problem = expectProblem(
      restoreEntries(listOf([office], { limit: 2 }), [home, relay], NOW),
    );
    expect([problem.code, problem.extensions]).toEqual(['limit-reached', { limit: 2, room: 1 }]);
  });

  it('R16: never a whole family', () => {
    const problem = expectProblem(
      restoreEntries(buildList('0.0.0.0/1'), [buildEntry('d1', '128.0.0.0/1')], NOW),
    );
    expect([problem.code, problem.errors?.[0]?.pointer]).toEqual(['invalid-value', '/entries']);
  });
});

describe('restoring a revision', () => {
  const past = (entries: Entry[], mode: 'enforce' | 'observe' = 'enforce') => ({ mode, entries });

  it('R16: entries come, go, and have the remark and expiry they had', () => {
    const edited = expectChange(
      editEntries(listOf([office, relay]), ['e1'], { remark: 'moved' }, NOW),
    ).list;
    const change = expectChange(restoreAllowlist(edited, past([office, home]), NOW));
    expect(change.list).toEqual(listOf([office, home]));
    expect(change.added).toEqual([home]);
    expect(change.removed).toEqual([relay]);
    expect(change.updated).toEqual([{ before: edited.entries[0], after: office }]);
  });

  it('R16: an expiry alone is put back too', () => {
    const edited = expectChange(editEntries(listOf([home]), ['e2'], { expiresAt: null }, NOW)).list;
    const change = expectChange(restoreAllowlist(edited, past([home]), NOW));
    expect(change.updated).toEqual([{ before: edited.entries[0], after: home }]);
    expect(change.list.entries).toEqual([home]);
  });

  it('R16: what is as it was is not told as a change', () => {
    const list = listOf([office, home]);
    const change = expectChange(restoreAllowlist(list, past([office, home]), NOW));
    expect(change).toMatchObject({ list, added: [], updated: [], removed: [], left: [] });
  });

  it.each([
    ['observe', 'enforce'],
    ['enforce', 'observe'],
  ] as const)('R14, R16: the mode is as it was: from %s to %s', (mode, then) => {
    const list = listOf([office], { mode });
    expect(expectChange(restoreAllowlist(list, past([office], then), NOW)).list.mode).toBe(then);
  });

  it.each(['enforce', 'observe'] as const)('R16: a disabled list is on again: %s', (mode) => {
    const { list } = expectChange(restoreAllowlist(OFF_LIST, past([office, home], mode), NOW));
    expect([list.mode, valuesOf(list)]).toEqual([mode, ['203.0.113.0/24', '192.0.2.1']]);
  });

  it('R11, R16: a list without entries is not restored: to disable is one explicit act', () => {
    const problem = expectProblem(
      restoreAllowlist(listOf([office]), { mode: 'off', entries: [] }, NOW),
    );
    expect([problem.code, problem.detail.includes('disable')]).toEqual(['allowlist-empty', true]);
  });

  it('R5, R16: the limit is that of now', () => {
    const list = listOf([office], { limit: 2 });
    const problem = expectProblem(restoreAllowlist(list, past([office, home, relay]), NOW));
    expect([problem.code, problem.extensions]).toEqual(['limit-reached', { limit: 2, room: 1 }]);
    expect(expectChange(restoreAllowlist(list, past([home, relay]), NOW)).list).toEqual(
      listOf([home, relay], { limit: 2 }),
    );
  });

  it('R16: what was added again since makes way for the entry as it was', () => {
    const again = buildEntry('n1', '203.0.113.0/24');
    const change = expectChange(restoreAllowlist(listOf([again]), past([office]), NOW));
    expect(change.list.entries).toEqual([office]);
    expect([change.added, change.removed]).toEqual([[office], [again]]);
  });
});
