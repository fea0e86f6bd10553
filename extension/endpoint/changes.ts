/** Carries out a change of a list, keeps what the list then is, and offers to take it back for ten seconds. */
import type { Allowlist, Change } from '../../shared/api.ts';
import type { ProblemCode } from '../../shared/problem.ts';
import { failure, type Result } from '../../shared/result.ts';
import type { ListEdit } from '../model/list-edit.ts';
import type { WithExpired } from '../model/live-entries.ts';
import { findConnection, type Place } from '../model/places.ts';
import type { Answer, Trouble } from '../model/trouble.ts';
import type { Undo } from '../model/undo.ts';
import { connections, listOf, ownChange, ownEntriesOf, undo } from '../storage/settings.ts';
import { type ApiClient, apiClient } from './api-client.ts';
import { keepChangedList, keepTrouble, refreshPlace } from './refresh.ts';

export const UNDO_MS = 10_000;
const MAX_OWN_ENTRIES = 100;

/**
 * `revision` is that of the list the person looked at: when it is another by now, nothing is changed, the new
 * list is kept for all to see, and the answer is `revision-changed`. Adds go through on any list, unless they say
 * otherwise.
 */
export async function carryOut(
  place: Place,
  edit: ListEdit,
  revision?: number,
): Promise<Result<Change, Trouble>> {
  const connection = findConnection(await connections.getValue(), place);
  if (!connection) return failure({ kind: 'unreachable' });
  const before = await listOf(place).getValue();
  const answer = await send(apiClient(connection), place.account, edit, revision);
  if (!answer.ok) {
    await keepFailure(place, answer.error);
    return answer;
  }
  const change = answer.value;
  if ((edit.kind === 'add' || edit.kind === 'replace') && edit.own)
    await rememberOwn(place, change);
  await ownChange.setValue({ place, revision: change.revision });
  await keepList(place, before, change);
  await undo.setValue(findUndo(place, edit, change, Date.now()));
  return answer;
}

/** Makes the list what it was before the change, unless somebody has changed it since. */
export async function takeBack({
  place,
  revisionBefore,
  revisionAfter,
  wasEmpty,
}: Undo): Promise<Result<Change, Trouble>> {
  const edit: ListEdit = wasEmpty
    ? { kind: 'disable' }
    : { kind: 'restore-revision', revision: revisionBefore };
  const answer = await carryOut(place, edit, revisionAfter);
  // What did not get there can be tried again while there is time.
  if (answer.ok || answer.error.kind === 'refused') await undo.setValue(null);
  return answer;
}

function send(
  client: ApiClient,
  account: string,
  edit: ListEdit,
  seen: number | undefined,
): Answer<Change> {
  const revision = seen === undefined ? {} : { revision: seen };
  const once = { idempotencyKey: crypto.randomUUID() };
  switch (edit.kind) {
    case 'add':
      return twice(() =>
        client.addEntries(account, edit.request, { ...once, ...(edit.onlyAsSeen && revision) }),
      );
    case 'replace': {
      const { remove, request: add } = edit;
      return twice(() => client.replaceEntries(account, { remove, add }, { ...once, ...revision }));
    }
    case 'import': {
      const { kind, ...request } = edit;
      return twice(() => client.importEntries(account, request, once));
    }
    case 'edit':
      return client.editEntry(account, edit.id, edit.edit, revision);
    case 'delete':
      return client.deleteEntry(account, edit.id, revision);
    case 'disable':
      return client.disableAllowlist(account, revision);
    case 'set-mode':
      return client.setMode(account, edit.mode, revision);
    case 'restore': {
      const { entries } = edit;
      return twice(() => client.restore(account, { entries }, { ...once, ...revision }));
    }
    case 'restore-revision': {
      const what = { revision: edit.revision };
      return twice(() => client.restore(account, what, { ...once, ...revision }));
    }
  }
}

/** A call whose answer was lost may have been carried out: with its key it can be made again. */
async function twice(call: () => Answer<Change>): Answer<Change> {
  const first = await call();
  const isLost = !first.ok && ['unreachable', 'offline'].includes(first.error.kind);
  return isLost ? call() : first;
}

/** What a change is refused with when somebody has changed the list since it was read. */
const LIST_IS_ANOTHER: ReadonlySet<ProblemCode> = new Set([
  'revision-changed',
  'entry-unknown',
  'duplicate-entry',
  'limit-reached',
  'allowlist-empty',
]);

async function keepFailure(place: Place, trouble: Trouble): Promise<void> {
  if (trouble.kind !== 'refused' || trouble.problem.code === 'unauthorized') {
    await keepTrouble(place, trouble);
  } else if (LIST_IS_ANOTHER.has(trouble.problem.code)) {
    await refreshPlace(place);
  }
}

async function keepList(place: Place, before: Allowlist | null, change: Change): Promise<void> {
  if (before !== null && isNext(before, change)) {
    await keepChangedList(place, applyChange(before, change));
  } else {
    await refreshPlace(place);
  }
}

function isNext(before: Allowlist, change: Change): boolean {
  const gone = new Set(change.removed.map(({ id }) => id));
  const kept = before.entries.filter(({ id }) => !gone.has(id)).length;
  return change.revision === before.revision + 1 && kept + change.added.length === change.count;
}

/** The list after a change that was made to it as it was. */
export function applyChange(
  list: WithExpired<Allowlist>,
  change: WithExpired<Change>,
): WithExpired<Allowlist> {
  const { mode, revision, count, expired, limit, added, updated, removed } = change;
  // The number before is none of the list as it is now.
  const { expired: _, ...terms } = list;
  const gone = new Set(removed.map(({ id }) => id));
  const edited = new Map(updated.map((entry) => [entry.id, entry]));
  const kept = list.entries
    .filter(({ id }) => !gone.has(id))
    .map((entry) => edited.get(entry.id) ?? entry);
  const numbers = { revision, count, limit, ...(expired !== undefined && { expired }) };
  return { ...terms, mode, ...numbers, entries: [...kept, ...added] } as WithExpired<Allowlist>;
}

/** One that was replaced stays: the list may get it back. */
async function rememberOwn(place: Place, { added, updated }: Change): Promise<void> {
  const item = ownEntriesOf(place);
  const addedAt = Date.now();
  // An expired entry of this address is renewed, and may be another browser's.
  const now = [...added, ...updated].map(({ id, value }) => ({ id, value, addedAt }));
  await item.setValue([...(await item.getValue()), ...now].slice(-MAX_OWN_ENTRIES));
}

function findUndo(place: Place, edit: ListEdit, change: Change, now: number): Undo | null {
  const { added, updated, removed, revision, count } = change;
  const what = findWhat(edit, change);
  if (what === undefined) return null;
  const come = what === 'added' || what === 'replaced' || what === 'renewed';
  const changed = come ? [...added, ...updated] : added.length > 0 ? added : removed;
  return {
    place,
    what,
    value: changed[0]?.value ?? '',
    count: changed.length,
    revisionBefore: revision - 1,
    revisionAfter: revision,
    wasEmpty: count - added.length + removed.length === 0,
    until: now + UNDO_MS,
  };
}

/** An add of expired entries alone adds none: it renews them. */
function findWhat({ kind }: ListEdit, { added, updated }: Change): Undo['what'] | undefined {
  const isRenewal = kind === 'add' && added.length === 0 && updated.length > 0;
  return isRenewal ? 'renewed' : WHAT[kind];
}

const WHAT: Partial<Record<ListEdit['kind'], Undo['what']>> = {
  add: 'added',
  import: 'added',
  replace: 'replaced',
  delete: 'deleted',
  disable: 'disabled',
  restore: 'restored',
};
