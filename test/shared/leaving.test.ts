import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Allowlist, Entry } from '../../shared/allowlist.ts';
import { addEntries, deleteEntries, letExpiredLeave } from '../../shared/change-allowlist.ts';
import { findLeaving, findNextLeave } from '../../shared/expired-entries.ts';
import { restoreAllowlist, restoreEntries } from '../../shared/restore-allowlist.ts';
import {
  addition,
  buildEntry,
  buildOrigin,
  expectChange,
  HOUR,
  listOf,
  NOW,
} from './build-allowlist.ts';

const DAY = 24 * HOUR;
const KEPT = 30 * DAY;

let made = 0;
/** Builds an entry that expired so long ago. */
const expiredFor = (ms: number, terms: Partial<Entry> = {}) => {
  const expiresAt = NOW - ms;
  const value = `192.0.2.${++made % 250}`;
  return buildEntry(`x${made}`, value, { createdAt: expiresAt - HOUR, expiresAt, ...terms });
};
const live = buildEntry('e1', '203.0.113.7');
const leave = (list: Allowlist, now = NOW) => letExpiredLeave(list, now, 100);
const idsOf = (entries: readonly Entry[]) => entries.map(({ id }) => id);

describe('expired entries', () => {
  it('R13: leave by themselves after 30 days, and not before', () => {
    const [old, young] = [expiredFor(KEPT), expiredFor(KEPT - 1)];
    const change = leave(listOf([old, live, young]));
    expect(change.left).toEqual([old]);
    expect(change.list).toEqual(listOf([live, young]));
    expect([change.added, change.updated, change.removed]).toEqual([[], [], []]);
    expect(leave(change.list, NOW + 1).left).toEqual([young]);
  });

  it.each(['enforce', 'observe'] as const)(
    'R13: never the last entry: the list stays on: %s',
    (mode) => {
      const [first, second] = [expiredFor(2 * KEPT), expiredFor(3 * KEPT)];
      const change = leave(listOf([first, second], { mode }));
      expect(change.left).toEqual([second]);
      expect(change.list).toEqual(listOf([first], { mode }));
      expect(leave(change.list, NOW + 100 * KEPT).left).toEqual([]);
    },
  );

  it('R13: the one that was last leaves as soon as another is there', () => {
    const last = expiredFor(2 * KEPT);
    const change = expectChange(
      addEntries(listOf([last]), addition('address', ['198.51.100.1']), buildOrigin()),
    );
    expect(change.left).toEqual([last]);
    expect(change.removed).toEqual([]);
    expect(idsOf(change.list.entries)).toEqual(['n1']);
  });

  it('R13: as many as the limit stay: the one that expired first leaves first', () => {
    const three = [expiredFor(2 * DAY), expiredFor(3 * DAY), expiredFor(DAY)];
    expect(idsOf(leave(listOf([...three, live], { limit: 2 })).left)).toEqual([three[1]?.id]);
    expect(leave(listOf([...three, live], { limit: 3 })).left).toEqual([]);
  });

  it('R13: one that expires makes the first one too many', () => {
    const [first, second] = [expiredFor(2), expiredFor(1)];
    const expiring = buildEntry('e2', '203.0.113.8', { expiresAt: NOW + HOUR });
    const list = listOf([first, second, expiring], { limit: 2 });
    expect(findNextLeave(list.entries, list.limit)).toBe(NOW + HOUR);
    expect(leave(list, NOW + HOUR - 1).left).toEqual([]);
    expect(leave(list, NOW + HOUR).left).toEqual([first]);
  });

  it('R13, R16: what is put back expired stays 30 days more, and the others leave before it', () => {
    const old = expiredFor(2 * KEPT);
    const younger = expiredFor(DAY);
    const { list, left } = expectChange(
      restoreEntries(listOf([live, younger], { limit: 1 }), [old], NOW),
    );
    expect(left).toEqual([younger]);
    expect(idsOf(list.entries)).toEqual([live.id, old.id]);
    expect(leave(list, NOW + KEPT - 1).left).toEqual([]);
    expect(idsOf(leave(list, NOW + KEPT).left)).toEqual([old.id]);
  });

  it('R13, R16: an expiry that is put back and has passed counts from then', () => {
    const renewed = { ...expiredFor(2 * KEPT), expiresAt: null };
    const past = { ...renewed, expiresAt: NOW - 2 * KEPT };
    const change = expectChange(
      restoreAllowlist(listOf([live, renewed]), { mode: 'enforce', entries: [live, past] }, NOW),
    );
    expect(change.left).toEqual([]);
    expect(change.updated).toMatchObject([
      { before: renewed, after: { expiresAt: past.expiresAt } },
    ]);
    expect(leave(change.list, NOW + KEPT).left).toHaveLength(1);
  });

  it('R13, R16: a remark that is put back alone gives no more time', () => {
    const old = expiredFor(KEPT - 1);
    const past = { mode: 'enforce' as const, entries: [live, { ...old, remark: 'was' }] };
    const { list, updated } = expectChange(restoreAllowlist(listOf([live, old]), past, NOW));
    expect(updated).toMatchObject([{ after: { remark: 'was' } }]);
    expect(idsOf(leave(list, NOW + 1).left)).toEqual([old.id]);
  });

  it('R13, R16: of a whole list that is put back, as many expired ones come as it holds now', () => {
    const three = [expiredFor(3 * DAY), expiredFor(2 * DAY), expiredFor(DAY)];
    const past = { mode: 'enforce' as const, entries: [...three, live] };
    const change = expectChange(restoreAllowlist(listOf([live], { limit: 2 }), past, NOW));
    expect(idsOf(change.added)).toEqual(idsOf(three.slice(1)));
    expect(change.left).toEqual([]);
    expect(change.list.entries).toHaveLength(3);
  });

  it('R13: deleting the last live one lets none leave that stood beside it', () => {
    const old = expiredFor(KEPT - 1);
    const { list, left } = expectChange(deleteEntries(listOf([live, old]), [live.id]));
    expect([list.mode, list.entries, left]).toEqual(['enforce', [old], []]);
  });

  it('R13: leave so many at once, the first first', () => {
    const ten = Array.from({ length: 10 }, (_, index) => expiredFor(KEPT + index));
    const change = letExpiredLeave(listOf([live, ...ten]), NOW, 3);
    expect(change.left).toEqual(ten.toReversed().slice(0, 3));
    expect(change.list.entries).toHaveLength(8);
  });
});

/** Days around the moment 0, so that everything that matters lies close together. */
const day = fc.integer({ min: -70, max: 5 }).map((days) => days * DAY);
const moments = fc.record({
  createdAt: day,
  expiresAt: fc.option(day, { freq: 4 }),
  restoredAt: fc.option(day, { freq: 2, nil: undefined }),
});
const entries = fc.array(moments, { minLength: 1, maxLength: 9 }).map((each) =>
  each.map(({ restoredAt, ...terms }, index) =>
    buildEntry(`e${index}`, `192.0.2.${index}`, {
      ...terms,
      ...(restoredAt !== undefined && { restoredAt }),
    }),
  ),
);
const limit = fc.integer({ min: 1, max: 6 });

/** R13 word by word: takes off one entry after the other, as long as a rule lets one leave. */
function takeOff(list: readonly Entry[], most: number, now: number): Set<string> {
  const staying = new Set(list);
  const since = (entry: Entry) =>
    [entry.expiresAt ?? entry.createdAt, entry.createdAt, entry.restoredAt ?? entry.createdAt].sort(
      (a, b) => b - a,
    )[0] ?? 0;
  for (;;) {
    const expired = [...staying].filter(({ expiresAt }) => expiresAt !== null && expiresAt <= now);
    let first: Entry | undefined;
    for (const entry of expired) {
      const earlier =
        !first ||
        since(entry) < since(first) ||
        (since(entry) === since(first) && (entry.expiresAt ?? 0) < (first.expiresAt ?? 0));
      if (earlier) first = entry;
    }
    const isDue = first && (expired.length > most || now - since(first) >= KEPT);
    if (!first || !isDue || staying.size === 1) break;
    staying.delete(first);
  }
  return new Set([...staying].map(({ id }) => id));
}

describe('whatever expires in whatever order', () => {
  it('R13: those leave that the rule has leave, and no list becomes empty', () => {
    let left = 0;
    fc.assert(
      fc.property(entries, limit, (list, most) => {
        const leaving = new Set(idsOf(findLeaving(list, most, 0)));
        const staying = list.filter(({ id }) => !leaving.has(id));
        expect(new Set(idsOf(staying))).toEqual(takeOff(list, most, 0));
        expect(staying.length).toBeGreaterThan(0);
        left += leaving.size;
      }),
      { numRuns: 3_000 },
    );
    expect(left).toBeGreaterThan(3_000);
  });

  it('R13: the next moment that is told is the first at which any leaves', () => {
    let leaves = 0;
    fc.assert(
      fc.property(entries, limit, (list, most) => {
        const next = findNextLeave(list, most);
        const moments = Array.from({ length: 120 }, (_, index) => (index - 75) * DAY);
        const first = moments.find((now) => takeOff(list, most, now).size < list.length);
        expect(next).toBe(first);
        if (first !== undefined) leaves++;
      }),
      { numRuns: 500 },
    );
    expect(leaves).toBeGreaterThan(100);
  });
});
