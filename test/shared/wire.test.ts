import { describe, expect, it } from 'vitest';
import type { HistoryEvent } from '../../shared/history.ts';
import {
  toTimestamp,
  toWireAllowlist,
  toWireChange,
  toWireEntry,
  toWireEvent,
} from '../../shared/wire.ts';
import { buildEntry, HOUR, listOf, MANAGER, NOW, recordAt } from './build-allowlist.ts';

const entry = buildEntry('e1', '2001:DB8::/64', { remark: 'office', expiresAt: NOW + HOUR });

const WIRE_ENTRY = {
  id: 'e1',
  format: 'segment',
  value: '2001:db8::/64',
  remark: 'office',
  createdAt: '2030-01-31T08:00:00.000Z',
  createdBy: MANAGER,
  expiresAt: '2030-01-31T09:00:00.000Z',
  expired: false,
};

describe('on the wire', () => {
  it('a time is ISO 8601 in UTC, and none is null', () => {
    expect([toTimestamp(NOW), toTimestamp(null)]).toEqual(['2030-01-31T08:00:00.000Z', null]);
  });

  it('an entry has its canonical value and nothing internal', () => {
    expect(toWireEntry(entry, NOW)).toEqual(WIRE_ENTRY);
    expect(toWireEntry(entry, NOW + HOUR)).toEqual({ ...WIRE_ENTRY, expired: true });
    expect(toWireEntry({ ...entry, expiresAt: null }, NOW).expiresAt).toBeNull();
  });

  it('an allowlist has its revision and counts its entries', () => {
    const list = listOf([entry], { mode: 'observe', limit: 25 });
    expect(toWireAllowlist(recordAt(7), list, NOW)).toEqual({
      account: 'sender@example.com',
      mode: 'observe',
      suspended: false,
      revision: 7,
      count: 1,
      expired: 0,
      limit: 25,
      lists: [],
      entries: [WIRE_ENTRY],
    });
    expect(toWireAllowlist(recordAt(7), list, NOW + HOUR)).toMatchObject({ count: 1, expired: 1 });
  });

  it('R13: a change has what left by itself beside what was removed, and how many are expired', () => {
    const expired = { ...entry, id: 'e2', expiresAt: NOW };
    const gone = { ...expired, id: 'e3' };
    const change = { list: listOf([entry, expired]), added: [], updated: [], placed: [] };
    const told = toWireChange({ ...change, removed: [entry], left: [gone] }, 8, [], NOW);
    expect(told).toMatchObject({ mode: 'enforce', revision: 8, count: 2, expired: 1, limit: 10 });
    expect(told.removed.map(({ id }) => id)).toEqual(['e1', 'e3']);
  });

  it('an entry that was put back says no more than any other', () => {
    expect(toWireEntry({ ...entry, restoredAt: NOW }, NOW)).toEqual(WIRE_ENTRY);
  });

  it('R16: an event has when, by whom, and what was before and after', () => {
    const event: HistoryEvent = {
      revision: 8,
      at: NOW,
      action: 'entries-replaced',
      by: MANAGER,
      before: { mode: 'off' },
      after: { mode: 'enforce' },
      added: [entry],
      updated: [{ before: { ...entry, remark: 'was' }, after: entry }],
      removed: [{ ...entry, id: 'e0' }],
    };
    expect(toWireEvent(event, NOW)).toEqual({
      ...event,
      at: '2030-01-31T08:00:00.000Z',
      added: [WIRE_ENTRY],
      updated: [{ before: { ...WIRE_ENTRY, remark: 'was' }, after: WIRE_ENTRY }],
      removed: [{ ...WIRE_ENTRY, id: 'e0' }],
    });
  });
});
