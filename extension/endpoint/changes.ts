/** Carries out a change of a list, keeps the new list, and offers for ten seconds to undo the change. */
import type { Change } from '../../shared/api.ts';
import { callOf, findUndoable, inverseOf, type ListCommand } from '../../shared/list-command.ts';
import type { ProblemCode } from '../../shared/problem.ts';
import { failure, type Result } from '../../shared/result.ts';
import type { ChangeTerms } from '../model/change-terms.ts';
import type { KnownAllowlist } from '../model/known-list.ts';
import { isSharedList } from '../model/listed-place.ts';
import type { WithExpired } from '../model/live-entries.ts';
import { findConnection, type Place } from '../model/places.ts';
import type { ApiAnswer, Trouble } from '../model/trouble.ts';
import type { Undo } from '../model/undo.ts';
import { allowlistOf, connections, ownChange, ownEntriesOf, undo } from '../storage/settings.ts';
import { type ApiClient, apiClient } from './api-client.ts';
import { keepChangedList, keepTrouble, refreshPlace } from './refresh.ts';

export const UNDO_MS = 10_000;
const MAX_OWN_ENTRIES = 100;

/**
 * Carries out a change. A change that was made for another revision of the list is refused with `revision-changed`.
 * The new list is then read and kept, and all pages show it.
 */
export async function carryOut(
  place: Place,
  command: ListCommand,
  terms: ChangeTerms = {},
): Promise<Result<Change, Trouble>> {
  const connection = findConnection(await connections.getValue(), place);
  if (!connection) return failure({ kind: 'unreachable' });
  const before = await allowlistOf(place).getValue();
  const answer = await send(apiClient(connection), place.account, command, terms);
  if (!answer.ok) {
    await keepFailure(place, answer.error);
    return answer;
  }
  const change = answer.value;
  if (terms.isOwn) await rememberOwn(place, command, change);
  await ownChange.setValue({ place, revision: change.revision });
  await keepList(place, before, change);
  await undo.setValue(findUndo(place, command, before, change, Date.now()));
  return answer;
}

/** Restores the list as it was before the change, unless somebody has changed it since. */
export async function takeBack(undone: Undo): Promise<Result<Change, Trouble>> {
  const { place, revisionBefore, revisionAfter, wasEmpty } = undone;
  const isShared = isSharedList(place.account);
  const command = inverseOf({ revision: revisionBefore, wasEmpty, isShared });
  const answer = await carryOut(place, command, { revision: revisionAfter });
  // A call that did not reach the endpoint can be repeated while the offer lasts.
  if (answer.ok || answer.error.kind === 'refused') await undo.setValue(null);
  return answer;
}

function send(
  client: ApiClient,
  account: string,
  command: ListCommand,
  { revision, onlyAsSeen = false }: ChangeTerms,
): ApiAnswer<Change> {
  const isForAnyList = (command.kind === 'add' || command.kind === 'import') && !onlyAsSeen;
  const seen = revision === undefined || isForAnyList ? {} : { revision };
  if (callOf(command).method !== 'POST') return client.change(account, command, seen);
  const conditions = { ...seen, idempotencyKey: crypto.randomUUID() };
  return twice(() => client.change(account, command, conditions));
}

/**
 * Repeats a call whose answer was lost. The first call may have been carried out; its key makes the repetition safe.
 */
async function twice(call: () => ApiAnswer<Change>): ApiAnswer<Change> {
  const first = await call();
  const isLost = !first.ok && ['unreachable', 'offline'].includes(first.error.kind);
  return isLost ? call() : first;
}

/** The codes with which a change is refused if somebody has changed the list since it was read. */
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

async function keepList(
  place: Place,
  before: KnownAllowlist | null,
  change: Change,
): Promise<void> {
  if (before !== null && isNext(before, change)) {
    await keepChangedList(place, applyChange(before, change));
  } else {
    await refreshPlace(place);
  }
}

function isNext(before: KnownAllowlist, change: Change): boolean {
  // A list that is included by the change is still to be read.
  const names = (before.included ?? []).map(({ list }) => list).join(' ');
  if (names !== (change.lists ?? []).join(' ')) return false;
  const gone = new Set(change.removed.map(({ id }) => id));
  const kept = before.entries.filter(({ id }) => !gone.has(id)).length;
  return change.revision === before.revision + 1 && kept + change.added.length === change.count;
}

/** Returns the list after a change. The list must be the one that the change was made to. */
export function applyChange(
  list: WithExpired<KnownAllowlist>,
  change: WithExpired<Change>,
): WithExpired<KnownAllowlist> {
  const { mode, observesUntil, revision, count, expired, limit, added, updated, removed } = change;
  // The former number of expired entries is no longer true, nor is the end of the former pause.
  const { expired: _, observesUntil: __, ...terms } = list;
  const gone = new Set(removed.map(({ id }) => id));
  const edited = new Map(updated.map((entry) => [entry.id, entry]));
  const kept = list.entries
    .filter(({ id }) => !gone.has(id))
    .map((entry) => edited.get(entry.id) ?? entry);
  const pause = observesUntil === undefined ? {} : { observesUntil };
  const numbers = { revision, count, limit, ...(expired !== undefined && { expired }) };
  return {
    ...terms,
    mode,
    ...pause,
    ...numbers,
    entries: [...kept, ...added],
  } as WithExpired<KnownAllowlist>;
}

/**
 * Remembers the entries of this browser's own address. A replaced entry stays remembered, since the list may get it
 * back.
 */
async function rememberOwn(
  place: Place,
  command: ListCommand,
  { added, updated }: Change,
): Promise<void> {
  const isOwn = ownAmong(command);
  if (isOwn === undefined) return;
  const item = ownEntriesOf(place);
  const addedAt = Date.now();
  // Updated entries count, too: the addition may have renewed an expired entry of this address, even one that another
  // browser added.
  const entries = [...added, ...updated].filter(({ value }) => isOwn(value));
  const now = entries.map(({ id, value }) => ({ id, value, addedAt }));
  await item.setValue([...(await item.getValue()), ...now].slice(-MAX_OWN_ENTRIES));
}

/** Tells which values of a change are this browser's own address. An import has it first, before the senders. */
function ownAmong(command: ListCommand): ((value: string) => boolean) | undefined {
  if (command.kind === 'add' || command.kind === 'replace') return () => true;
  const own = command.kind === 'import' ? command.body.entries[0]?.value : undefined;
  return own === undefined ? undefined : (value) => value === own;
}

/** Counts the shared lists that the account included before. An older Worker names none. */
function countListsBefore(before: KnownAllowlist | null, { revision, lists }: Change): number {
  const isKnown = before?.revision === revision - 1;
  return isKnown ? (before.included ?? []).length : (lists ?? []).length;
}

function findUndo(
  place: Place,
  command: ListCommand,
  before: KnownAllowlist | null,
  change: Change,
  now: number,
): Undo | null {
  const { added, updated, removed, revision, count } = change;
  const what = findUndoable(command, change);
  if (what === undefined) return null;
  const stays = what !== 'deleted' && what !== 'disabled' && what !== 'restored';
  const changed = stays ? [...added, ...updated] : added.length > 0 ? added : removed;
  return {
    place,
    what,
    value: changed[0]?.value ?? '',
    count: changed.length,
    revisionBefore: revision - 1,
    revisionAfter: revision,
    wasEmpty: count - added.length + removed.length + countListsBefore(before, change) === 0,
    until: now + UNDO_MS,
  };
}
