import { describe, expect, it } from 'vitest';
import type { Allowlist } from '../../shared/allowlist.ts';
import { addEntries, importEntries, replaceEntries } from '../../shared/change-allowlist.ts';
import type { ValueFormat } from '../../shared/value-problem.ts';
import {
  addition,
  askList,
  buildEntry,
  buildOrigin,
  expectChange,
  expectProblem,
  HOUR,
  listOf,
  NOW,
  valuesOf,
} from './build-allowlist.ts';

const DAY = 24 * HOUR;
const office = buildEntry('e1', '192.0.2.1');
const expired = buildEntry('e2', '203.0.113.7', {
  remark: 'runner 1',
  createdAt: NOW - DAY,
  createdBy: { tokenId: 't9', name: 'ci' },
  expiresAt: NOW - HOUR,
});
const list = listOf([office, expired, buildEntry('e3', '192.0.2.3')]);

describe('adding exactly an expired entry’s addresses', () => {
  const terms = { remark: 'runner 2', expiresAt: NOW + HOUR };

  it('R13: renews it: its id, place, maker and addresses stay, remark and expiry are new', () => {
    const request = addition('address', ['203.0.113.7'], terms);
    const change = expectChange(addEntries(list, request, buildOrigin()));
    const after = { ...expired, ...terms };
    expect(change.updated).toEqual([{ before: expired, after }]);
    expect([change.added, change.removed, change.left]).toEqual([[], [], []]);
    expect(change.list.entries).toEqual([office, after, list.entries[2]]);
    expect(askList(list, '203.0.113.7').reason).toBe('expired');
    expect(askList(change.list, '203.0.113.7')).toMatchObject({ verdict: 'allow', entry: 'e2' });
  });

  it.each<[ValueFormat, string]>([
    ['segment', '203.0.113.7/32'],
    ['range', '203.0.113.7-203.0.113.7'],
    ['address', '::ffff:203.0.113.7'],
  ])('R13: renews it in whatever words: %s %s, and the entry keeps its own', (format, text) => {
    const change = expectChange(addEntries(list, addition(format, [text]), buildOrigin()));
    expect(change.updated[0]?.after).toEqual({ ...expired, remark: '', expiresAt: null });
  });

  it('R13: renews it beside values that are new, in the order of the request', () => {
    const request = addition('address', ['198.51.100.1', '203.0.113.7', '198.51.100.2']);
    const change = expectChange(addEntries(list, request, buildOrigin()));
    expect(change.added.map(({ value }) => value)).toEqual(['198.51.100.1', '198.51.100.2']);
    expect(change.updated.map(({ after }) => after.id)).toEqual(['e2']);
    expect(change.placed.map(({ entry }) => entry.id)).toEqual(['n1', 'e2', 'n3']);
  });

  it('R13: an import renews it too, and so does a replacement', () => {
    const imported = [{ format: 'address' as const, value: '203.0.113.7', ...terms }];
    const after = { ...expired, ...terms };
    expect(expectChange(importEntries(list, imported, buildOrigin())).updated).toEqual([
      { before: expired, after },
    ]);
    const request = addition('address', ['203.0.113.7'], terms);
    const replaced = expectChange(replaceEntries(list, ['e1'], request, buildOrigin()));
    expect(replaced.updated).toEqual([{ before: expired, after }]);
    expect([replaced.added, replaced.removed]).toEqual([[], [office]]);
    expect(valuesOf(replaced.list)).toEqual(['203.0.113.7', '192.0.2.3']);
  });

  it('R13: a replacement that takes it off adds it anew', () => {
    const request = addition('address', ['203.0.113.7'], terms);
    const change = expectChange(replaceEntries(list, ['e2'], request, buildOrigin()));
    expect([change.updated, change.removed]).toEqual([[], [expired]]);
    expect(change.added).toMatchObject([{ id: 'n1', value: '203.0.113.7', ...terms }]);
  });

  it('R13: twice in one request is a duplicate in the request, and renews nothing', () => {
    const request = addition('address', ['203.0.113.7', '::ffff:203.0.113.7'], terms);
    const problem = expectProblem(addEntries(list, request, buildOrigin()));
    expect(problem.code).toBe('duplicate-entry');
    expect(problem.errors?.map(({ pointer }) => pointer)).toEqual(['/values/1']);
    expect(problem.detail).toContain('which is in this request');
  });

  it('R4: renews nothing where another value of the request is refused', () => {
    const request = addition('address', ['203.0.113.7', '192.0.2.1'], terms);
    const problem = expectProblem(addEntries(list, request, buildOrigin()));
    expect(problem.errors?.map(({ pointer }) => pointer)).toEqual(['/values/1']);
  });

  it.each<[ValueFormat, string]>([
    ['segment', '203.0.113.6/31'],
    ['address', '203.0.113.8'],
    ['range', '203.0.113.7-203.0.113.8'],
  ])(
    'R13: other addresses, if they overlap too, are an entry of their own: %s %s',
    (format, text) => {
      const change = expectChange(addEntries(list, addition(format, [text]), buildOrigin()));
      expect([change.added.length, change.updated]).toEqual([1, []]);
    },
  );

  it('R13: a moment before it expires, it is a duplicate', () => {
    const live: Allowlist = listOf([{ ...expired, expiresAt: NOW + 1 }]);
    const request = addition('address', ['203.0.113.7']);
    expect(expectProblem(addEntries(live, request, buildOrigin())).code).toBe('duplicate-entry');
    expect(expectChange(addEntries(live, request, buildOrigin(NOW + 1))).updated).toHaveLength(1);
  });

  it.each(['enforce', 'observe'] as const)('leaves the mode as it was: %s', (mode) => {
    const request = addition('address', ['203.0.113.7'], { mode: 'observe' });
    const change = expectChange(addEntries({ ...list, mode }, request, buildOrigin()));
    expect(change.list.mode).toBe(mode);
  });
});
