import { describe, expect, it } from 'vitest';
import type { ListedMode } from '../../shared/allowlist.ts';
import { setMode } from '../../shared/change-allowlist.ts';
import { compileList } from '../../shared/compiled-list.ts';
import { decide } from '../../shared/decision.ts';
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
} from './build-allowlist.ts';

const LIST = listOf([
  buildEntry('e1', '203.0.113.7'),
  buildEntry('e2', '2001:db8::/64'),
  buildEntry('e3', '192.0.2.1', { expiresAt: NOW - HOUR }),
]);

describe('a decision', () => {
  it('R1: with the list on, listed addresses may send and all others are refused', () => {
    expect(askList(LIST, '203.0.113.7')).toEqual({
      verdict: 'allow',
      reason: 'listed',
      entry: 'e1',
    });
    expect(askList(LIST, '2001:db8::ffff')).toEqual({
      verdict: 'allow',
      reason: 'listed',
      entry: 'e2',
    });
    const refused = { verdict: 'deny', reason: 'not-listed', entry: undefined };
    for (const address of [
      '203.0.113.6',
      '203.0.113.8',
      '2001:db8:0:1::',
      '0.0.0.0',
      '::',
      '::1',
    ]) {
      expect(askList(LIST, address)).toEqual(refused);
    }
  });

  it('R1: an IPv4-mapped address is the IPv4 address, and an IPv4-compatible one is not', () => {
    expect(askList(LIST, '::ffff:203.0.113.7').entry).toBe('e1');
    expect(askList(LIST, '::ffff:cb00:7107').entry).toBe('e1');
    expect(askList(LIST, '::203.0.113.7').verdict).toBe('deny');
    expect(askList(LIST, '64:ff9b::203.0.113.7').verdict).toBe('deny');
  });

  it('R11: of a list that is off allows every address and names no entry', () => {
    for (const address of ['203.0.113.7', '198.51.100.1', '2001:db9::1']) {
      expect(askList(OFF_LIST, address)).toEqual({
        verdict: 'allow',
        reason: 'off',
        entry: undefined,
      });
    }
  });

  it('R14: observing allows what would be refused, and says so', () => {
    const observing = expectChange(setMode(LIST, 'observe')).list;
    expect(askList(observing, '203.0.113.7')).toEqual({
      verdict: 'allow',
      reason: 'listed',
      entry: 'e1',
    });
    expect(askList(observing, '198.51.100.1')).toEqual({
      verdict: 'allow',
      reason: 'observed',
      entry: undefined,
    });
    expect(askList(observing, '192.0.2.1')).toEqual({
      verdict: 'allow',
      reason: 'observed',
      entry: 'e3',
    });
  });

  it('R14: enforced again, the same list refuses again', () => {
    const observing = expectChange(setMode(LIST, 'observe')).list;
    const change = expectChange(setMode(observing, 'enforce'));
    expect(change).toMatchObject({ list: LIST, added: [], updated: [], removed: [], left: [] });
    expect(askList(change.list, '198.51.100.1').verdict).toBe('deny');
  });

  it.each<ListedMode>(['observe', 'enforce'])(
    'R14: a list without entries can’t be set to %s',
    (mode) => {
      expect(expectProblem(setMode(OFF_LIST, mode)).code).toBe('allowlist-empty');
    },
  );

  it.each(['enforce', 'observe', 'off'] as const)('suspended beats everything: %s', (mode) => {
    const list = mode === 'off' ? OFF_LIST : { ...buildList('203.0.113.7'), mode };
    for (const address of ['203.0.113.7', '198.51.100.1']) {
      const refused = { verdict: 'deny', reason: 'suspended', entry: undefined };
      expect(askList(list, address, NOW, true)).toEqual(refused);
    }
  });

  it('R1: a list that is on without an entry refuses everyone', () => {
    const list = { ...compileList([]), mode: 'enforce', suspended: false } as const;
    expect(decide(list, new Uint32Array(4), NOW)).toMatchObject({
      verdict: 'deny',
      reason: 'not-listed',
    });
  });
});
