import { describe, expect, it } from 'vitest';
import { addEntries, deleteEntries, disableAllowlist } from '../../shared/change-allowlist.ts';
import {
  addition,
  askList,
  buildList,
  buildOrigin,
  expectChange,
  expectProblem,
  OFF_LIST,
  valuesOf,
} from './build-allowlist.ts';

const OFF = { verdict: 'allow', reason: 'off', entry: undefined };

describe('deleting an entry', () => {
  it('R9: refuses its addresses from then on, and no others', () => {
    const list = buildList('203.0.113.7', '192.0.2.1');
    expect(askList(list, '203.0.113.7')).toEqual({
      verdict: 'allow',
      reason: 'listed',
      entry: 'e1',
    });
    const change = expectChange(deleteEntries(list, ['e1']));
    expect(change.removed).toEqual([list.entries[0]]);
    expect([change.added, change.updated]).toEqual([[], []]);
    expect(askList(change.list, '203.0.113.7')).toMatchObject({
      verdict: 'deny',
      reason: 'not-listed',
    });
    expect(askList(change.list, '192.0.2.1')).toMatchObject({ verdict: 'allow', entry: 'e2' });
  });

  it('R9: leaves in what another entry covers', () => {
    const { list } = expectChange(
      deleteEntries(buildList('203.0.113.7', '203.0.113.0/24'), ['e1']),
    );
    expect(askList(list, '203.0.113.7')).toMatchObject({ verdict: 'allow', entry: 'e2' });
  });

  it('R9, R10: takes off several at once, and turns a list off that has no other', () => {
    const list = buildList('203.0.113.7', '192.0.2.1', '192.0.2.2');
    const change = expectChange(deleteEntries(list, ['e3', 'e1', 'e3']));
    expect(valuesOf(change.list)).toEqual(['192.0.2.1']);
    expect(change.removed).toEqual([list.entries[0], list.entries[2]]);
    const none = expectChange(deleteEntries(list, ['e1', 'e2', 'e3'])).list;
    expect([none.mode, none.entries]).toEqual(['off', []]);
  });

  it('R9: of several is refused as a whole for one id that is unknown, and names ten of them', () => {
    const list = buildList('203.0.113.7');
    expect(expectProblem(deleteEntries(list, ['e1', 'e2'])).detail).toContain('e2');
    const many = Array.from({ length: 500 }, (_, at) => `x${at}x`);
    const { detail } = expectProblem(deleteEntries(list, many));
    expect(detail).toContain('x9x, and 490 more');
    expect(detail).not.toContain('x10x');
  });

  it('R9: of an unknown id is refused', () => {
    const problem = expectProblem(deleteEntries(buildList('203.0.113.7'), ['e2']));
    expect([problem.code, problem.detail.includes('e2')]).toEqual(['entry-unknown', true]);
  });

  it.each(['enforce', 'observe'] as const)('R10: the last one turns off a list on %s', (mode) => {
    const list = { ...buildList('203.0.113.7', '192.0.2.1'), mode };
    const one = expectChange(deleteEntries(list, ['e1'])).list;
    expect(one.mode).toBe(mode);
    const none = expectChange(deleteEntries(one, ['e2'])).list;
    expect([none.mode, none.entries]).toEqual(['off', []]);
    expect(askList(none, '198.51.100.1')).toEqual(OFF);
  });

  it('is free of the limit, when that was lowered', () => {
    const list = { ...buildList('192.0.2.1', '192.0.2.2', '192.0.2.3'), limit: 1 };
    expect(valuesOf(expectChange(deleteEntries(list, ['e2'])).list)).toEqual([
      '192.0.2.1',
      '192.0.2.3',
    ]);
  });
});

describe('disabling the allowlist', () => {
  it('R11: clears every entry and lets any address send', () => {
    const list = buildList('203.0.113.7', '2001:db8::/32');
    const change = expectChange(disableAllowlist(list));
    expect(change.removed).toEqual(list.entries);
    expect([change.list.mode, change.list.entries]).toEqual(['off', []]);
    expect(askList(change.list, '198.51.100.1')).toEqual(OFF);
    expect(askList(change.list, '2001:db9::1')).toEqual(OFF);
  });

  it('R11: to turn it on again is to add again', () => {
    const off = expectChange(disableAllowlist(buildList('203.0.113.7'))).list;
    const request = addition('address', ['203.0.113.7']);
    const { list } = expectChange(addEntries(off, request, buildOrigin()));
    expect(list.mode).toBe('enforce');
    expect(askList(list, '198.51.100.1').verdict).toBe('deny');
  });

  it('R11: of a list that is off changes nothing', () => {
    const change = expectChange(disableAllowlist(OFF_LIST));
    expect(change).toMatchObject({ list: OFF_LIST, added: [], updated: [], removed: [], left: [] });
  });

  it('R11: keeps the limit', () => {
    expect(
      expectChange(disableAllowlist({ ...buildList('203.0.113.7'), limit: 500 })).list.limit,
    ).toBe(500);
  });
});
