import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Allowlist, Entry } from '../../shared/allowlist.ts';
import { operations, play, type Step } from './arbitrary-operations.ts';
import { HOUR } from './build-allowlist.ts';

const KEPT = 30 * 24 * HOUR;
const hasExpired = ({ expiresAt }: Entry, at: number) => expiresAt !== null && expiresAt <= at;
const liveOf = ({ entries }: Allowlist, at: number) =>
  entries.filter((entry) => !hasExpired(entry, at));
const expiredOf = ({ entries }: Allowlist, at: number) =>
  entries.filter((entry) => hasExpired(entry, at));
const termsOf = (entry: Entry | undefined) => [entry?.remark, entry?.expiresAt];

/**
 * Plays random operations and calls `look` for each step. Returns how often it had something to
 * look at.
 */
function eachStep(look: (step: Step, past: readonly Step[]) => boolean): number {
  let seen = 0;
  fc.assert(
    fc.property(operations, (list) => {
      const { steps } = play(list);
      steps.forEach((step, index) => {
        if (look(step, steps.slice(0, index))) seen++;
      });
    }),
    { numRuns: 600 },
  );
  return seen;
}

/** The time since which the entry is on the list with this expiry and has expired. */
function expiredSince(entry: Entry, steps: readonly Step[]): number {
  const since = steps.findLast(({ before, change }) => {
    const was = before.entries.find(({ id }) => id === entry.id);
    const is = change.list.entries.find(({ id }) => id === entry.id);
    return is !== undefined && was?.expiresAt !== entry.expiresAt;
  });
  return Math.max(entry.expiresAt ?? 0, since?.at ?? 0);
}

describe('whatever is done to a list in whatever order', () => {
  it('R5: no change makes more entries live than the limit', () => {
    const full = eachStep(({ at, before, change: { list } }) => {
      const [were, are] = [liveOf(before, at).length, liveOf(list, at).length];
      expect(are).toBeLessThanOrEqual(Math.max(list.limit, were));
      return are === list.limit;
    });
    expect(full).toBeGreaterThan(500);
  });

  it('R13: a list holds no more expired entries than its limit, each for 30 days, but always one entry', () => {
    const left = eachStep((step, past) => {
      const { at, change } = step;
      const { list, left: gone } = change;
      const expired = expiredOf(list, at);
      expect(expired.length).toBeLessThanOrEqual(list.limit);
      const late = expired.filter((entry) => at - expiredSince(entry, [...past, step]) >= KEPT);
      if (list.entries.length > 1) expect(late).toEqual([]);
      if (gone.length > 0) expect(list.entries).not.toEqual([]);
      return gone.length > 0;
    });
    expect(left).toBeGreaterThan(500);
  });

  it('R6, R10: a list is on while it has entries, expired or not', () => {
    const unlit = eachStep(({ at, change: { list } }) => {
      expect(list.mode === 'off').toBe(list.entries.length === 0);
      return list.mode !== 'off' && liveOf(list, at).length === 0;
    });
    expect(unlit).toBeGreaterThan(500);
  });

  it('R13: the same addresses never stand twice, and keep their id when they are renewed', () => {
    const renewed = eachStep(({ at, before, change: { list, added, updated } }) => {
      expect(new Set(list.entries.map(({ value }) => value)).size).toBe(list.entries.length);
      const back = updated.filter(({ before: was }) => hasExpired(was, at));
      for (const { before: was, after } of back) {
        expect(before.entries).toContainEqual(was);
        expect([after.id, after.value, after.createdAt]).toEqual([
          was.id,
          was.value,
          was.createdAt,
        ]);
      }
      // An added entry has no twin on the list before, expired or not, unless the change removed
      // that twin.
      const stayed = before.entries.filter(({ id }) =>
        list.entries.some((entry) => entry.id === id),
      );
      const values = new Set(stayed.map(({ value }) => value));
      expect(added.filter(({ value }) => values.has(value))).toEqual([]);
      return back.some(({ after }) => !hasExpired(after, at));
    });
    expect(renewed).toBeGreaterThan(500);
  });

  it('R16: a change tells all that came, went and was edited, and nothing else', () => {
    const told = eachStep(({ before, change: { list, added, updated, removed, left } }) => {
      const entries = new Map(before.entries.map((entry) => [entry.id, entry]));
      for (const { id } of [...removed, ...left]) entries.delete(id);
      for (const { after } of updated) if (entries.has(after.id)) entries.set(after.id, after);
      for (const entry of added) entries.set(entry.id, entry);
      const inOrder = (some: Iterable<Entry>) => [...some].map(({ id }) => id).toSorted();
      expect(inOrder(list.entries)).toEqual(inOrder(entries.values()));
      for (const entry of list.entries)
        expect(termsOf(entry)).toEqual(termsOf(entries.get(entry.id)));
      return left.length > 0 && added.length + updated.length + removed.length > 0;
    });
    expect(told).toBeGreaterThan(50);
  });
});
