import { describe, expect, it } from 'vitest';
import { findRestoreOffers } from '../../../../extension/components/history/restore-offers.ts';
import type { KnownAllowlist } from '../../../../extension/model/known-list.ts';
import type * as api from '../../../../shared/api.ts';
import { RESTORE_WINDOW_MS } from '../../../../shared/history.ts';
import { NOW } from '../../../shared/build-allowlist.ts';
import { buildList, entry } from '../../support/build-list.ts';

const first = entry('a', '203.0.113.10');
const second = entry('b', '203.0.113.11');
const MINUTE_MS = 60_000;

function event(
  revision: number,
  action: api.HistoryEvent['action'],
  touched: Partial<api.HistoryEvent> = {},
): api.HistoryEvent {
  return {
    revision,
    at: new Date(NOW - (100 - revision) * MINUTE_MS).toISOString(),
    action,
    by: { tokenId: 't1', name: 'Ada' },
    before: {},
    after: {},
    added: [],
    updated: [],
    removed: [],
    ...touched,
  };
}

const made = event(0, 'account-created');
const added = event(1, 'entries-added', { added: [first, second], after: { mode: 'enforce' } });
const issued = event(1, 'token-issued');
const deleted = event(2, 'entry-deleted', { removed: [second] });
const disabled = event(3, 'allowlist-disabled', { removed: [first], after: { mode: 'off' } });

const edited = { before: first, after: { ...first, remark: 'Frankfurt' } };
const cleared = event(1, 'entry-deleted', { removed: [second] });

const listAt = (revision: number, ...entries: api.Entry[]) => ({
  ...buildList(...entries),
  revision,
});

function offers(events: api.HistoryEvent[], list: KnownAllowlist, now = NOW, changesLists = true) {
  const { entries, lists } = findRestoreOffers(events, list, changesLists, now);
  return {
    entries: [...entries].map(([of, gone]) => [of.revision, gone.map(({ id }) => id)]),
    lists: [...lists].map(({ revision }) => revision),
  };
}

describe('R16: what the history offers to restore', () => {
  it('is every entry that is gone, where it went, and the list as it was', () => {
    const all = [disabled, deleted, issued, added, made];
    expect(offers(all, listAt(3))).toEqual({
      entries: [
        [3, ['a']],
        [2, ['b']],
      ],
      lists: [2, 1],
    });
  });

  it('leaves out what is on the list again', () => {
    const restored = event(3, 'allowlist-restored', { added: [second] });
    const all = [restored, deleted, added, made];
    expect(offers(all, listAt(3, first, second))).toEqual({ entries: [], lists: [2, 1] });
  });

  it('offers an entry once, where it went last', () => {
    const restored = event(3, 'allowlist-restored', { added: [second] });
    const again = event(4, 'entry-deleted', { removed: [second] });
    const all = [again, restored, deleted, added];
    expect(offers(all, listAt(4, first)).entries).toEqual([[4, ['b']]]);
  });

  it('does not offer the list of now, nor one without entries, nor an event that left it alone', () => {
    expect(offers([added, made], listAt(1, first, second)).lists).toEqual([]);
    const readded = event(4, 'entries-added', { added: [first] });
    const setting = event(5, 'account-changed', { after: { limit: 20 } });
    const all = [setting, readded, disabled, deleted, added, made];
    expect(offers(all, listAt(5, first)).lists).toEqual([4, 2, 1]);
  });

  it('ends after 30 days: for an entry since it went, for a list since it was left', () => {
    const all = [disabled, deleted, added, made];
    const whenLast = Date.parse(disabled.at) + RESTORE_WINDOW_MS;
    expect(offers(all, listAt(3), whenLast)).toEqual({ entries: [[3, ['a']]], lists: [2] });
    expect(offers(all, listAt(3), whenLast + 1)).toEqual({ entries: [], lists: [] });
  });

  it('is nothing while the history and the list are not of one revision', () => {
    expect(offers([deleted, added], listAt(3))).toEqual({ entries: [], lists: [] });
    expect(offers([], listAt(3))).toEqual({ entries: [], lists: [] });
  });

  describe('R20: of a list that was attached and detached', () => {
    const attached = event(1, 'list-attached', {
      before: { lists: '' },
      after: { lists: 'office' },
    });
    const detached = event(3, 'list-detached', {
      before: { lists: 'office' },
      after: { lists: '' },
    });
    const listed = event(2, 'entries-added', { added: [first] });

    it('is each of these for whoever may attach lists', () => {
      const now = listAt(4, first);
      const all = [event(4, 'entry-edited', { updated: [edited] }), detached, listed, attached];
      expect(offers(all, now).lists).toEqual([3, 2, 1]);
    });

    it('is only where entries changed for anybody else', () => {
      const now = listAt(4, first);
      const all = [event(4, 'entry-edited', { updated: [edited] }), detached, listed, attached];
      expect(offers(all, now, NOW, false).lists).toEqual([2]);
    });

    it('is the list without entries of its own while the account includes a list', () => {
      const all = [event(2, 'entries-added', { added: [first] }), cleared, made];
      const now = { ...listAt(2, first), included: [{ list: 'office' }] };
      expect(offers(all, now, NOW, false).lists).toEqual([1]);
    });
  });
});
