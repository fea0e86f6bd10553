/**
 * A fast-check arbitrary of what managers and time do to a list, and the history that follows from
 * it.
 */
import fc from 'fast-check';
import type { Allowlist, ChangeResult, Entry, ListChange } from '../../shared/allowlist.ts';
import {
  addEntries,
  deleteEntries,
  disableAllowlist,
  editEntries,
  letExpiredLeave,
  replaceEntries,
  setLimit,
  setMode,
} from '../../shared/change-allowlist.ts';
import { type HistoryEvent, rewindEntries } from '../../shared/history.ts';
import { restoreAllowlist, restoreEntries } from '../../shared/restore-allowlist.ts';
import { success } from '../../shared/result.ts';
import { addition, buildOrigin, HOUR, MANAGER, NOW, OFF_LIST } from './build-allowlist.ts';

/** The past of a list: its events, the newest first, and each state it was in, the oldest first. */
export interface Past {
  readonly events: readonly HistoryEvent[];
  readonly states: readonly Allowlist[];
  readonly deleted: readonly Entry[];
  readonly steps: readonly Step[];
}

/** The effect of one operation. */
export interface Step {
  readonly at: number;
  readonly before: Allowlist;
  readonly change: ListChange;
}

type Operation = (list: Allowlist, past: Past, at: number) => ChangeResult;

/**
 * The time between two operations: more than a week, so that an entry has to leave four operations
 * after it expired.
 */
const STEP_MS = 8 * 24 * HOUR;

const value = fc.nat(6).map((octet) => `192.0.2.${octet}`);
const values = fc.uniqueArray(value, { minLength: 1, maxLength: 3 });
const pick = fc.nat(20);
const idOf = (list: Allowlist, index: number) =>
  list.entries[index % Math.max(1, list.entries.length)]?.id ?? 'none';
/** One, or two side by side. */
const idsOf = (list: Allowlist, index: number) =>
  index % 2 === 0 ? [idOf(list, index)] : [idOf(list, index), idOf(list, index + 1)];

/**
 * For a while, or for good. A negative time, which only an import or a clock can cause, means
 * expired already.
 */
const lasting = fc.constantFrom(null, 1, STEP_MS / 2, 2 * STEP_MS, -1);
const until = (at: number, ms: number | null) => (ms === null ? null : at + ms);

const add = fc.tuple(values, lasting).map(
  ([texts, ms]): Operation =>
    (list, _, at) => {
      const terms = { expiresAt: until(at, ms) };
      return addEntries(list, addition('address', texts, terms), buildOrigin(at, `e${at}x`));
    },
);
const replace = fc.tuple(values, pick).map(
  ([texts, index]): Operation =>
    (list, _, at) => {
      const origin = buildOrigin(at, `e${at}x`);
      return replaceEntries(list, [idOf(list, index)], addition('address', texts), origin);
    },
);
const remove = pick.map(
  (index): Operation =>
    (list) =>
      deleteEntries(list, idsOf(list, index)),
);
const edit = fc
  .tuple(pick, fc.record({ remark: fc.string(), ms: lasting }, { requiredKeys: [] }))
  .map(([index, { remark, ms }]): Operation => {
    return (list, _, at) => {
      const terms = {
        ...(remark !== undefined && { remark }),
        ...(ms !== undefined && { expiresAt: until(at, ms) }),
      };
      return editEntries(list, idsOf(list, index), terms, at);
    };
  });
const mode = fc.constantFrom('observe' as const, 'enforce' as const).map(
  (wanted): Operation =>
    (list) =>
      setMode(list, wanted),
);
const limit = fc.integer({ min: 1, max: 4 }).map(
  (wanted): Operation =>
    (list, _, at) =>
      success(setLimit(list, wanted, at)),
);
const disable = fc.constant<Operation>((list) => disableAllowlist(list));
const bringBack = pick.map(
  (index): Operation =>
    (list, { deleted }, at) => {
      return restoreEntries(list, deleted.slice(index % (deleted.length + 1)).slice(0, 2), at);
    },
);
const goBack = pick.map(
  (index): Operation =>
    (list, { events }, at) => {
      const past = rewindEntries(list, events.slice(0, index % (events.length + 1)));
      return restoreAllowlist(list, past, at);
    },
);

export const operations = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: add },
    ...[replace, remove, edit, mode, limit, disable, bringBack, goBack].map((arbitrary) => {
      return { weight: 1, arbitrary };
    }),
  ),
  { minLength: 8, maxLength: 25 },
);

/**
 * Runs the operations, one after the other, on a list that is off. A refused one leaves no trace.
 */
export function play(operationsInOrder: readonly Operation[]): Past {
  let past: Past = { events: [], states: [OFF_LIST], deleted: [], steps: [] };
  const nowOf = ({ states }: Past) => states.at(-1) ?? OFF_LIST;
  operationsInOrder.forEach((operation, index) => {
    const at = NOW + index * STEP_MS;
    past = note(past, letExpiredLeave(nowOf(past), at, Number.POSITIVE_INFINITY), at);
    const result = operation(nowOf(past), past, at);
    if (result.ok) past = note(past, result.value, at);
  });
  return past;
}

/**
 * Notes a change as the history does: first the change itself, then the entries that left with it.
 */
function note(past: Past, change: ListChange, at: number): Past {
  const before = past.states.at(-1) ?? OFF_LIST;
  const { list, added, updated, removed, left } = change;
  const modes = before.mode === list.mode ? [{}, {}] : [{ mode: before.mode }, { mode: list.mode }];
  const event = { revision: past.states.length, at, by: MANAGER };
  const asked: HistoryEvent = {
    ...event,
    action: 'entries-added',
    before: modes[0] ?? {},
    after: modes[1] ?? {},
    added,
    updated,
    removed,
  };
  const nothing = { before: {}, after: {}, added: [], updated: [] };
  const leave = { ...event, action: 'expired-entries-removed', ...nothing, removed: left } as const;
  return {
    events: [leave, asked, ...past.events],
    states: [...past.states, { ...list, entries: [...list.entries, ...left] }, list],
    deleted: [...left, ...removed, ...past.deleted],
    steps: [...past.steps, { at, before, change }],
  };
}
