import { describe, expect, it } from 'vitest';
import type { Entry } from '../../shared/api.ts';
import {
  addressJudge,
  type IncludedEntries,
  type JudgedList,
  judgeAddress,
} from '../../shared/judge-address.ts';
import { NOW } from './build-allowlist.ts';

const ADDRESS = '198.51.100.7';

function entry(id: string, value: string, expiresAt: number | null = null): Entry {
  return {
    id,
    format: value.includes('/') ? 'segment' : 'address',
    value,
    remark: '',
    createdAt: new Date(NOW).toISOString(),
    createdBy: { tokenId: 't1', name: 'Ada' },
    expiresAt: expiresAt === null ? null : new Date(expiresAt).toISOString(),
    expired: false,
  };
}

const OWN = entry('own', ADDRESS);
const SHARED = entry('shared', '198.51.100.0/24');
const OFFICE = { list: 'office', entries: [SHARED] };
const UNREAD = { list: 'backup' };
const GONE = { list: 'former', gone: true } as const;

function judge(included: readonly IncludedEntries[], terms: Partial<JudgedList> = {}) {
  const list: JudgedList = { mode: 'enforce', entries: [], included, ...terms };
  const seen = judgeAddress(list, ADDRESS, false, NOW);
  const judgeMany = addressJudge(list.entries, included);
  const { verdict, reason } = judgeMany(ADDRESS, { mode: list.mode, suspended: false }, NOW);
  expect({ verdict, reason }).toEqual({ verdict: seen.verdict, reason: seen.reason });
  return seen;
}

describe('an address of an account that includes shared lists', () => {
  it('R20: is allowed by an entry of a list, which is named with its list', () => {
    expect(judge([GONE, UNREAD, OFFICE])).toMatchObject({
      verdict: 'allow',
      reason: 'listed',
      entry: null,
      shared: { list: 'office', entry: SHARED },
    });
  });

  it('is told by the own entry first, which a person can change', () => {
    const seen = judge([OFFICE], { entries: [OWN] });
    expect(seen).toMatchObject({ verdict: 'allow', entry: OWN });
    expect(seen.shared).toBeUndefined();
  });

  it('is not told by an own entry that has expired while a list allows it', () => {
    const seen = judge([OFFICE], { entries: [{ ...OWN, expiresAt: SHARED.createdAt }] });
    expect(seen).toMatchObject({ verdict: 'allow', entry: null, shared: { list: 'office' } });
  });

  it('is refused where every list was read and none covers it', () => {
    const other = { list: 'office', entries: [entry('other', '192.0.2.1')] };
    expect(judge([other, GONE])).toMatchObject({ verdict: 'deny', reason: 'not-listed' });
    const past = { list: 'office', entries: [entry('past', ADDRESS, NOW - 1)] };
    expect(judge([past])).toMatchObject({ reason: 'expired', shared: { list: 'office' } });
  });

  it('is neither where a list that could not be read may cover it', () => {
    expect(judge([UNREAD]).reason).toBe('unavailable');
    expect(judge([UNREAD], { mode: 'observe' })).toMatchObject({
      verdict: 'allow',
      reason: 'unavailable',
    });
  });
});
