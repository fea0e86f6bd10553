import { describe, expect, it } from 'vitest';
import type { Addition, Allowlist } from '../../shared/allowlist.ts';
import { replaceEntries } from '../../shared/change-allowlist.ts';
import {
  addition,
  buildList,
  buildOrigin,
  expectChange,
  expectProblem,
  valuesOf,
} from './build-allowlist.ts';

const replace = (list: Allowlist, ids: string[], request: Addition) =>
  replaceEntries(list, ids, request, buildOrigin());

describe('replacing entries', () => {
  const list = buildList('192.0.2.1', '192.0.2.2', '192.0.2.3');

  it('takes the old ones off and puts the new ones on in one step', () => {
    const request = addition('segment', ['203.0.113.0/24']);
    const change = expectChange(replace(list, ['e3', 'e1'], request));
    expect(valuesOf(change.list)).toEqual(['192.0.2.2', '203.0.113.0/24']);
    expect(change.removed.map(({ id }) => id)).toEqual(['e1', 'e3']);
    expect(change.added.map(({ id }) => id)).toEqual(['n1']);
    expect(change.updated).toEqual([]);
  });

  it('may add again what it removes, under a new id', () => {
    const request = addition('address', ['192.0.2.1'], { remark: 'again' });
    const change = expectChange(replace(list, ['e1'], request));
    expect(change.added).toMatchObject([{ id: 'n1', value: '192.0.2.1', remark: 'again' }]);
    expect(valuesOf(change.list)).toEqual(['192.0.2.2', '192.0.2.3', '192.0.2.1']);
  });

  it('may not add what it leaves', () => {
    const problem = expectProblem(replace(list, ['e1'], addition('address', ['192.0.2.2'])));
    expect(problem.code).toBe('duplicate-entry');
    expect(problem.errors?.map(({ pointer }) => pointer)).toEqual(['/add/values/0']);
  });

  it('R5: counts the limit after the removal', () => {
    const full = { ...list, limit: 3 };
    const two = addition('address', ['203.0.113.1', '203.0.113.2']);
    expect(expectChange(replace(full, ['e1', 'e2'], two)).list.entries).toHaveLength(3);
    const problem = expectProblem(replace(full, ['e1'], two));
    expect([problem.code, problem.extensions]).toEqual(['limit-reached', { limit: 3, room: 1 }]);
  });

  it('leaves out of a whole family what it removes', () => {
    const half = buildList('0.0.0.0/1');
    const other = addition('segment', ['128.0.0.0/1']);
    expect(valuesOf(expectChange(replace(half, ['e1'], other)).list)).toEqual(['128.0.0.0/1']);
  });

  it('R4: all or nothing: a value of another format is refused with its pointer', () => {
    const request = addition('address', ['203.0.113.1', '203.0.113.0/24']);
    const problem = expectProblem(replace(list, ['e1'], request));
    expect(problem.code).toBe('invalid-value');
    expect(problem.errors?.map(({ pointer }) => pointer)).toEqual(['/add/values/1']);
  });

  it('names an id that is not on the list, and changes nothing', () => {
    const problem = expectProblem(
      replace(list, ['e1', 'e9'], addition('address', ['203.0.113.1'])),
    );
    expect(problem.code).toBe('entry-unknown');
    expect(problem.detail).toMatch(/\be9\b/);
    expect(problem.detail).not.toMatch(/\be1\b/);
  });

  it('takes an id given twice for one', () => {
    const request = addition('address', ['203.0.113.1']);
    const change = expectChange(replace(list, ['e1', 'e1'], request));
    expect(change.removed.map(({ id }) => id)).toEqual(['e1']);
  });

  it.each(['enforce', 'observe'] as const)('of all entries keeps the list on: %s', (mode) => {
    const request = addition('address', ['203.0.113.1']);
    const change = expectChange(replace({ ...list, mode }, ['e1', 'e2', 'e3'], request));
    expect(change.list.mode).toBe(mode);
  });
});
