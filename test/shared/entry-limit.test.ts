import { describe, expect, it } from 'vitest';
import { type Allowlist, DEFAULT_ENTRY_LIMIT, MAX_ENTRY_LIMIT } from '../../shared/allowlist.ts';
import {
  addEntries,
  editEntries,
  importEntries,
  replaceEntries,
  setLimit,
} from '../../shared/change-allowlist.ts';
import { restoreAllowlist, restoreEntries } from '../../shared/restore-allowlist.ts';
import {
  addition,
  buildEntry,
  buildList,
  buildOrigin,
  expectChange,
  expectProblem,
  HOUR,
  listOf,
  NOW,
  OFF_LIST,
  valuesOf,
} from './build-allowlist.ts';

const add = (list: Allowlist, ...values: string[]) =>
  addEntries(list, addition('address', values), buildOrigin());

const TERMS = { remark: '', expiresAt: NOW - HOUR };
const EXPIRED = { createdAt: NOW - 2 * HOUR, expiresAt: NOW - HOUR };

const ten = Array.from({ length: 10 }, (_, index) => `192.0.2.${index}`);

describe('the limit of a list', () => {
  it('R5: a list takes entries to its limit, 10 by default', () => {
    expect([DEFAULT_ENTRY_LIMIT, MAX_ENTRY_LIMIT]).toEqual([10, 10_000]);
    const { list } = expectChange(add(buildList('203.0.113.7'), ...ten.slice(1)));
    expect(list.entries).toHaveLength(10);
  });

  it.each([
    [8, 3, 2],
    [0, 11, 10],
    [10, 1, 0],
  ])('R5: with %i entries, %i more are refused; there is room for %i', (listed, more, room) => {
    const list = buildList(...ten.slice(0, listed));
    const values = Array.from({ length: more }, (_, index) => `198.51.100.${index}`);
    const problem = expectProblem(add(list, ...values));
    expect(problem.code).toBe('limit-reached');
    expect(problem.extensions).toEqual({ limit: 10, room });
    expect(problem.detail).toMatch(new RegExp(`most 10 .*room for ${room};`));
    expect(valuesOf(list)).toEqual(ten.slice(0, listed));
  });

  it('R5: a list over a limit that was lowered has room for none', () => {
    const list = { ...buildList('192.0.2.1', '192.0.2.2', '192.0.2.3'), limit: 2 };
    const { extensions } = expectProblem(add(list, '203.0.113.7'));
    expect(extensions).toEqual({ limit: 2, room: 0 });
  });

  it('R5: another limit may be set', () => {
    const values = Array.from(
      { length: 10_000 },
      (_, index) => `10.1.${index >> 8}.${index & 255}`,
    );
    const list = { ...OFF_LIST, limit: MAX_ENTRY_LIMIT };
    expect(expectChange(add(list, ...values)).list.entries).toHaveLength(10_000);
    expect(expectProblem(add({ ...list, limit: 9_999 }, ...values)).code).toBe('limit-reached');
  });

  it('R5: expired entries do not count', () => {
    const nine = ten.slice(1).map((text, index) => buildEntry(`x${index}`, text, EXPIRED));
    const list = listOf([buildEntry('e1', '203.0.113.7'), ...nine]);
    const values = Array.from({ length: 9 }, (_, index) => `198.51.100.${index}`);
    const { list: full } = expectChange(add(list, ...values));
    expect(full.entries).toHaveLength(19);
    const one = addition('address', ['198.51.100.99']);
    const { extensions } = expectProblem(addEntries(full, one, buildOrigin(NOW, 'm')));
    expect(extensions).toEqual({ limit: 10, room: 0 });
  });

  it.each([
    [
      'to renew',
      (list: Allowlist) => addEntries(list, addition('address', ['192.0.2.2']), buildOrigin()),
    ],
    ['to extend', (list: Allowlist) => editEntries(list, ['e2'], { expiresAt: NOW + HOUR }, NOW)],
    ['to keep for good', (list: Allowlist) => editEntries(list, ['e2'], { expiresAt: null }, NOW)],
    ['to put back', (list: Allowlist) => restoreEntries(list, [buildEntry('e9', '9.9.9.9')], NOW)],
    [
      'to make live again with the whole list',
      (list: Allowlist) => {
        const entries = [...buildList('192.0.2.1', '192.0.2.2').entries];
        return restoreAllowlist(list, { mode: 'enforce', entries }, NOW);
      },
    ],
  ])('R5, R13: %s an entry counts', (_, change) => {
    const list = listOf([buildEntry('e1', '192.0.2.1'), buildEntry('e2', '192.0.2.2', EXPIRED)]);
    const { code, extensions } = expectProblem(change({ ...list, limit: 1 }));
    expect([code, extensions]).toEqual(['limit-reached', { limit: 1, room: 0 }]);
    expect(change({ ...list, limit: 2 }).ok).toBe(true);
  });

  it('R5: what makes nothing live is free of a limit that was lowered', () => {
    const list = listOf(
      [...buildList('192.0.2.1', '192.0.2.2').entries, buildEntry('x1', '192.0.2.3', EXPIRED)],
      { limit: 1 },
    );
    expect(editEntries(list, ['e1'], { expiresAt: NOW + HOUR }, NOW).ok).toBe(true);
    expect(editEntries(list, ['x1'], { remark: 'x' }, NOW).ok).toBe(true);
    const gone = buildEntry('x2', '192.0.2.4', { expiresAt: NOW - 1 });
    expect(valuesOf(expectChange(restoreEntries(list, [gone], NOW)).list)).toEqual([
      '192.0.2.1',
      '192.0.2.2',
      '192.0.2.4',
    ]);
  });

  it('R5: a replacement may renew in the place of what it takes off', () => {
    const list = listOf([buildEntry('e1', '192.0.2.1'), buildEntry('e2', '192.0.2.2', EXPIRED)], {
      limit: 1,
    });
    const request = addition('address', ['192.0.2.2']);
    const change = expectChange(replaceEntries(list, ['e1'], request, buildOrigin()));
    expect(change.updated.map(({ after }) => after.id)).toEqual(['e2']);
    expect(valuesOf(change.list)).toEqual(['192.0.2.2']);
  });

  it('R5, R13: no more expired ones come at once than a list holds, and none of them then', () => {
    const expired = ten.map((value) => ({ format: 'address' as const, value, ...TERMS }));
    const list = { ...OFF_LIST, limit: 9 };
    const problem = expectProblem(importEntries(list, expired, buildOrigin()));
    expect([problem.code, problem.extensions]).toEqual(['limit-reached', { limit: 9, room: 9 }]);
    expect(problem.detail).toContain('at most 9 expired entries');
    expect(expectChange(importEntries(OFF_LIST, expired, buildOrigin())).added).toHaveLength(10);
  });

  it('R5: a lower limit takes expired entries off, the ones that expired first, and no live one', () => {
    const list = listOf([
      buildEntry('x1', '192.0.2.1', { expiresAt: NOW - 2 }),
      buildEntry('x2', '192.0.2.2', { expiresAt: NOW - 3 }),
      buildEntry('x3', '192.0.2.3', { expiresAt: NOW - 1 }),
      ...buildList('192.0.2.4', '192.0.2.5').entries,
    ]);
    const change = setLimit(list, 1, NOW);
    expect(change.left.map(({ id }) => id)).toEqual(['x2', 'x1']);
    expect(change.list.limit).toBe(1);
    expect(valuesOf(change.list)).toEqual(['192.0.2.3', '192.0.2.4', '192.0.2.5']);
    expect(setLimit(list, 3, NOW).left).toEqual([]);
  });
});
