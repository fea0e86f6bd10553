import { describe, expect, it } from 'vitest';
import type { Allowlist } from '../../shared/allowlist.ts';
import { warningsOf } from '../../shared/change-warnings.ts';
import { compileList } from '../../shared/compiled-list.ts';
import type { IncludedList } from '../../shared/decision.ts';
import { attachList, detachList, newlyIncluded } from '../../shared/include-lists.ts';
import { includedIn, type KnownLists } from '../../shared/known-lists.ts';
import { judgeBy } from '../../shared/preview.ts';
import { restoreAllowlist } from '../../shared/restore-allowlist.ts';
import {
  buildEntry,
  buildList,
  expectChange,
  expectProblem,
  listOf,
  NOW,
  OFF_LIST,
} from './build-allowlist.ts';

const found = (...values: string[]): IncludedList => {
  const entries = values.map((value, index) => buildEntry(`s${index}`, value));
  return { state: 'found', list: compileList(entries) };
};
const HERE = '198.51.100.4';
const OFFICE: KnownLists = new Map([['office', found('198.51.100.0/24')]]);
const EMPTY: KnownLists = new Map([['office', found()]]);
const GONE: KnownLists = new Map([['office', { state: 'gone' }]]);
const UNREAD: KnownLists = new Map();
const withOffice: Allowlist = { ...buildList('192.0.2.1'), lists: ['office'] };
const onlyOffice: Allowlist = { ...listOf([]), lists: ['office'] };

describe('R20: a list that an account includes', () => {
  it('comes last, once, and is the eighth at most', () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
    const list: Allowlist = { ...OFF_LIST, mode: 'enforce', lists: names };
    const { list: full } = expectChange(attachList(list, 'office'));
    expect(full.lists).toEqual([...names, 'office']);
    expect(newlyIncluded(list, full)).toEqual(['office']);
    expect(expectProblem(attachList(full, 'office')).code).toBe('list-attached');
    expect(expectProblem(attachList(full, 'ninth'))).toMatchObject({
      code: 'limit-reached',
      extensions: { limit: 8, room: 0 },
    });
  });

  it('goes alone, and one that is not included is unknown', () => {
    const { list } = expectChange(detachList({ ...withOffice, lists: ['vpn', 'office'] }, 'vpn'));
    expect(list).toMatchObject({ mode: 'enforce', lists: ['office'], entries: [{ id: 'e1' }] });
    expect(expectProblem(detachList(list, 'vpn')).code).toBe('list-unknown');
  });

  it('comes back with a revision, without those that were deleted since', () => {
    const past = { mode: 'observe' as const, entries: [], lists: ['vpn', 'office'] };
    const back = expectChange(
      restoreAllowlist(buildList('192.0.2.1'), past, NOW, new Set(['vpn'])),
    );
    expect(back.list).toMatchObject({ mode: 'observe', lists: ['office'], entries: [] });
    expect(warningsOf(buildList('192.0.2.1'), back, undefined, NOW)).toMatchObject([
      { code: 'list-gone', value: 'vpn' },
    ]);
    const gone = new Set(['vpn', 'office']);
    expect(expectProblem(restoreAllowlist(OFF_LIST, past, NOW, gone)).code).toBe('allowlist-empty');
  });
});

describe('R6, R18, R20: a warning', () => {
  const codes = (list: Allowlist, known: KnownLists) => {
    const change = { list, added: [], updated: [], removed: [], placed: [], left: [] };
    return warningsOf(list, change, HERE, NOW, known).map(({ code }) => code);
  };

  it('counts what the included lists let in', () => {
    expect(codes(onlyOffice, OFFICE)).toEqual([]);
    expect(codes(withOffice, OFFICE)).toEqual([]);
    expect(codes(withOffice, EMPTY)).toEqual(['own-address-not-listed']);
    for (const known of [EMPTY, GONE])
      expect(codes(onlyOffice, known)).toEqual(['nobody-allowed', 'own-address-not-listed']);
  });

  it('that could be wrong is not given, where a list can’t be read', () => {
    expect(codes(onlyOffice, UNREAD)).toEqual([]);
    expect(codes(withOffice, UNREAD)).toEqual([]);
  });

  it('is not about a shared list itself, which refuses nobody', () => {
    expect(codes({ ...listOf([]), isShared: true }, UNREAD)).toEqual([]);
  });
});

describe('R15, R20: a sender', () => {
  it('is judged by the list and by those that it includes', () => {
    const judge = judgeBy(withOffice, NOW, includedIn(withOffice, OFFICE));
    const verdicts = [HERE, '192.0.2.1', '203.0.113.1'].map((address) => judge(address).verdict);
    expect(verdicts).toEqual(['allow', 'allow', 'deny']);
    const without = judgeBy(withOffice, NOW, includedIn(withOffice, GONE));
    expect(without(HERE)).toMatchObject({ verdict: 'deny', reason: 'not-listed' });
  });
});
