/** A fast-check arbitrary of what managers do to a list, and the history that comes of it. */
import fc from 'fast-check';
import {
  type Allowlist,
  addEntries,
  type ChangeResult,
  deleteEntry,
  disableAllowlist,
  type Entry,
  editEntry,
  replaceEntries,
  restoreAllowlist,
  restoreEntries,
  setMode,
} from '../../shared/allowlist.ts';
import { type HistoryEvent, rewindAllowlist } from '../../shared/history.ts';
import { addition, buildOrigin, MANAGER, OFF_LIST } from './build-allowlist.ts';

/** What has happened to a list, its events newest first, with each state it was in, oldest first. */
export interface Past {
  readonly events: readonly HistoryEvent[];
  readonly states: readonly Allowlist[];
  readonly deleted: readonly Entry[];
}

type Operation = (list: Allowlist, past: Past, at: number) => ChangeResult;

const value = fc.nat(6).map((octet) => `192.0.2.${octet}`);
const values = fc.uniqueArray(value, { minLength: 1, maxLength: 3 });
const pick = fc.nat(20);
const idOf = (list: Allowlist, index: number) =>
  list.entries[index % Math.max(1, list.entries.length)]?.id ?? 'none';

const add = values.map(
  (texts): Operation =>
    (list, _, at) => {
      return addEntries(list, addition('address', texts), buildOrigin(at, `e${at}x`));
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
      deleteEntry(list, idOf(list, index)),
);
const edit = fc
  .tuple(pick, fc.record({ remark: fc.string(), expiresAt: fc.option(pick) }, { requiredKeys: [] }))
  .map(
    ([index, terms]): Operation =>
      (list) =>
        editEntry(list, idOf(list, index), terms),
  );
const mode = fc.constantFrom('observe' as const, 'enforce' as const).map(
  (wanted): Operation =>
    (list) =>
      setMode(list, wanted),
);
const disable = fc.constant<Operation>((list) => disableAllowlist(list));
const bringBack = pick.map(
  (index): Operation =>
    (list, { deleted }) => {
      return restoreEntries(list, deleted.slice(index % (deleted.length + 1)).slice(0, 2));
    },
);
const goBack = pick.map(
  (index): Operation =>
    (list, { events }) => {
      return restoreAllowlist(
        list,
        rewindAllowlist(list, events.slice(0, index % (events.length + 1))),
      );
    },
);

export const operations = fc.array(
  fc.oneof(
    { weight: 3, arbitrary: add },
    ...[replace, remove, edit, mode, disable, bringBack, goBack].map((arbitrary) => {
      return { weight: 1, arbitrary };
    }),
  ),
  { minLength: 8, maxLength: 25 },
);

/** Does them one after the other to a list that is off; those that are refused leave no trace. */
export function play(operationsInOrder: readonly Operation[]): Past {
  let past: Past = { events: [], states: [OFF_LIST], deleted: [] };
  operationsInOrder.forEach((operation, at) => {
    const list = past.states.at(-1) ?? OFF_LIST;
    const result = operation(list, past, at);
    if (!result.ok) return;
    const { list: after, added, updated, removed } = result.value;
    const modes = list.mode === after.mode ? [{}, {}] : [{ mode: list.mode }, { mode: after.mode }];
    const event: HistoryEvent = {
      revision: past.states.length,
      at,
      action: 'entries-added',
      by: MANAGER,
      before: modes[0] ?? {},
      after: modes[1] ?? {},
      added,
      updated,
      removed,
    };
    past = {
      events: [event, ...past.events],
      states: [...past.states, after],
      deleted: [...removed, ...past.deleted],
    };
  });
  return past;
}
