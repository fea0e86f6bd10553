import { describe, expect, it } from 'vitest';
import {
  type Allowlist,
  addEntries,
  DEFAULT_ENTRY_LIMIT,
  MAX_ENTRY_LIMIT,
} from '../../shared/allowlist.ts';
import {
  addition,
  buildList,
  buildOrigin,
  expectChange,
  expectProblem,
  OFF_LIST,
  valuesOf,
} from './build-allowlist.ts';

const add = (list: Allowlist, ...values: string[]) =>
  addEntries(list, addition('address', values), buildOrigin());

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
  ])('R5: with %i entries, %i more are refused; there is room for %i', (standing, more, room) => {
    const list = buildList(...ten.slice(0, standing));
    const values = Array.from({ length: more }, (_, index) => `198.51.100.${index}`);
    const problem = expectProblem(add(list, ...values));
    expect(problem.code).toBe('limit-reached');
    expect(problem.extensions).toEqual({ limit: 10, room });
    expect(problem.detail).toMatch(new RegExp(`most 10 .*room for ${room};`));
    expect(valuesOf(list)).toEqual(ten.slice(0, standing));
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
});
