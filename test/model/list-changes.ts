/** Random changes of a list. They use few addresses, so that changes meet. */
import fc from 'fast-check';
import { isLive, type ListChange, type Model, type State } from './model.ts';
import { type Item, POOL, WRONG } from './pool.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

const pickOf = (ids: readonly string[], index: number) =>
  ids[index % Math.max(1, ids.length)] ?? 'none';

const pick = fc.nat(9);
const picks = fc.array(pick, { minLength: 1, maxLength: 3 });
const picksOf = (ids: readonly string[], indexes: readonly number[]) =>
  indexes.map((index) => pickOf(ids, index));
const remark = fc.constantFrom('', 'office', 'home');
const lasting = fc.constantFrom(null, 1.5 * HOUR_MS, 1.5 * HOUR_MS, 40 * DAY_MS);
const ofOneFormat = fc.constantFrom('address', 'segment', 'range').chain((format) => {
  const right = POOL.filter((item) => item.format === format);
  const wrong = WRONG.filter((item) => item.format === format);
  return fc.array(fc.constantFrom(...right, ...right, ...right, ...wrong), {
    minLength: 1,
    maxLength: 2,
  });
});
const items: fc.Arbitrary<Item[]> = fc.array(fc.constantFrom(...POOL, ...POOL, ...WRONG), {
  minLength: 1,
  maxLength: 3,
});

/** Picks an expired entry, to add its addresses again. */
function expiredOf({ entries }: State, index: number, now: number): Item | undefined {
  const expired = entries.filter((entry) => !isLive(entry, now));
  return expired[index % Math.max(1, expired.length)];
}

export type Make = (model: Model, now: number) => ListChange;
const expiry = (now: number, ms: number | null) => (ms === null ? null : now + ms);

// biome-ignore format: a table
const WEIGHTED: readonly [weight: number, fc.Arbitrary<Make>][] = [
  [6, fc.tuple(ofOneFormat, remark, lasting).map(([values, text, ms]): Make => (_, now) => ({ kind: 'add', items: values, remark: text, expiresAt: expiry(now, ms) }))],
  [4, fc.tuple(pick, ofOneFormat, remark, lasting).map(([index, values, text, ms]): Make => ({ state }, now) => ({ kind: 'add', items: [expiredOf(state, index, now) ?? values[0]].filter((item) => item !== undefined), remark: text, expiresAt: expiry(now, ms) }))],
  [2, fc.tuple(items, remark, lasting).map(([values, text, ms]): Make => (_, now) => ({ kind: 'import', items: values, remark: text, expiresAt: expiry(now, ms) }))],
  [2, fc.tuple(pick, ofOneFormat).map(([index, values]): Make => ({ ids }) => ({ kind: 'replace', remove: pickOf(ids.listed, index), items: values, remark: '', expiresAt: null }))],
  [2, fc.tuple(pick, remark, lasting).map(([index, text, ms]): Make => ({ ids }, now) => ({ kind: 'edit', id: pickOf(ids.listed, index), remark: text, expiresAt: expiry(now, ms) }))],
  [1, fc.tuple(pick, remark).map(([index, text]): Make => ({ ids }) => ({ kind: 'edit', id: pickOf(ids.listed, index), remark: text }))],
  [5, pick.map((index): Make => ({ ids }) => ({ kind: 'delete', id: pickOf(ids.listed, index) }))],
  [1, fc.constant<Make>(() => ({ kind: 'disable' }))],
  [2, fc.constantFrom('enforce' as const, 'observe' as const).map((mode): Make => () => ({ kind: 'mode', mode }))],
  [3, pick.map((index): Make => ({ ids }) => ({ kind: 'restore-entry', id: pickOf(ids.gone, index) }))],
  [2, pick.map((back): Make => ({ state }) => ({ kind: 'restore-revision', revision: Math.max(0, state.revision + 1 - back) }))],
];

/** Calls that the release before does not have. */
// biome-ignore format: a table
const NEWER: typeof WEIGHTED = [
  [2, fc.tuple(picks, remark, lasting).map(([indexes, text, ms]): Make => ({ ids }, now) => ({ kind: 'edit-entries', ids: picksOf(ids.listed, indexes), remark: text, expiresAt: expiry(now, ms) }))],
  [1, fc.tuple(picks, lasting).map(([indexes, ms]): Make => ({ ids }, now) => ({ kind: 'edit-entries', ids: picksOf(ids.listed, indexes), expiresAt: expiry(now, ms) }))],
  [2, picks.map((indexes): Make => ({ ids }) => ({ kind: 'delete-entries', ids: picksOf(ids.listed, indexes) }))],
];

const oneOf = (weighted: typeof WEIGHTED): fc.Arbitrary<Make> =>
  fc.oneof(...weighted.map(([weight, arbitrary]) => ({ weight, arbitrary })));

export const LIST_CHANGES = oneOf(WEIGHTED);
export const NEWER_LIST_CHANGES = oneOf(NEWER);
