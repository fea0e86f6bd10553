import { describe, expect, it } from 'vitest';
import { addEntries } from '../../shared/change-allowlist.ts';
import { isExpired } from '../../shared/expired-entries.ts';
import { toWireAllowlist } from '../../shared/wire.ts';
import {
  addition,
  askList,
  buildEntry,
  buildOrigin,
  expectProblem,
  HOUR,
  listOf,
  NOW,
  recordAt,
} from './build-allowlist.ts';

const expiring = buildEntry('e1', '203.0.113.0/24', { expiresAt: NOW });

describe('an entry that expires', () => {
  it.each([
    [NOW - 1, false],
    [NOW, true],
    [NOW + 1, true],
  ])('R13: expires at its time and not before: at %i %s', (now, expired) => {
    expect(isExpired(expiring, now)).toBe(expired);
    const reason = expired ? 'expired' : 'listed';
    expect(askList(listOf([expiring]), '203.0.113.7', now).reason).toBe(reason);
  });

  it('R13: one without an expiry never expires', () => {
    expect(isExpired({ expiresAt: null }, Number.MAX_SAFE_INTEGER)).toBe(false);
    const list = listOf([buildEntry('e1', '203.0.113.7')]);
    expect(askList(list, '203.0.113.7', Number.MAX_SAFE_INTEGER).verdict).toBe('allow');
  });

  it('R13: expired, matches nothing; the refusal names it', () => {
    const list = listOf([expiring, buildEntry('e2', '192.0.2.1')]);
    const refused = { verdict: 'deny', reason: 'expired', entry: 'e1' };
    expect(askList(list, '203.0.113.7', NOW)).toEqual(refused);
    expect(askList(list, '192.0.2.1', NOW).verdict).toBe('allow');
  });

  it('R13: expired, stays on the list, shown as expired', () => {
    const list = listOf([expiring, buildEntry('e2', '192.0.2.1')]);
    const shown = (now: number) => toWireAllowlist(recordAt(1), list, now);
    expect(shown(NOW)).toMatchObject({ count: 2, expired: 1, mode: 'enforce' });
    expect(shown(NOW - 1)).toMatchObject({ count: 2, expired: 0 });
    expect(shown(NOW).entries.map(({ expired }) => expired)).toEqual([true, false]);
    expect(shown(NOW - 1).entries.map(({ expired }) => expired)).toEqual([false, false]);
    expect(shown(NOW).entries[0]?.expiresAt).toBe('2030-01-31T08:00:00.000Z');
  });

  it('R13: a list whose entries have all expired refuses everyone and is not off', () => {
    const list = listOf([expiring, buildEntry('e2', '192.0.2.1', { expiresAt: NOW - HOUR })]);
    expect(list.mode).toBe('enforce');
    expect(askList(list, '203.0.113.7')).toMatchObject({ verdict: 'deny', reason: 'expired' });
    expect(askList(list, '192.0.2.1')).toMatchObject({ verdict: 'deny', reason: 'expired' });
    expect(askList(list, '198.51.100.1')).toMatchObject({ verdict: 'deny', reason: 'not-listed' });
  });

  it('R13: a live entry lets in what an expired one covers too', () => {
    const live = buildEntry('e2', '203.0.113.7', { expiresAt: NOW + HOUR });
    for (const list of [listOf([expiring, live]), listOf([live, expiring])]) {
      expect(askList(list, '203.0.113.7')).toMatchObject({ verdict: 'allow', entry: 'e2' });
      expect(askList(list, '203.0.113.8')).toMatchObject({ verdict: 'deny', entry: 'e1' });
    }
  });

  it('R13: expired, counts toward the whole family as before', () => {
    const half = listOf([buildEntry('e1', '0.0.0.0/1', { expiresAt: NOW - HOUR })]);
    const other = addition('segment', ['128.0.0.0/1']);
    expect(expectProblem(addEntries(half, other, buildOrigin())).code).toBe('invalid-value');
  });
});
