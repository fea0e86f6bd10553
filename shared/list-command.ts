/**
 * Defines each command on a list in one place: its call, its preview, its undo, and the list that it makes. A
 * `ListCommand` uses the terms of the API. The object gets a settled command, which also has the caller's
 * address, and each time as a fixed moment.
 */
import type {
  Addition,
  Allowlist,
  ChangeResult,
  EntryTerms,
  ImportedValue,
  ListedMode,
  Origin,
} from './allowlist.ts';
import type * as api from './api.ts';
import {
  addEntries,
  deleteEntries,
  disableAllowlist,
  editEntries,
  importEntries,
  replaceEntries,
  setMode,
} from './change-allowlist.ts';
import type { HistoryAction } from './history.ts';
import { parseValue } from './ip-range.ts';
import { withoutPastPause } from './pause.ts';
import { type Problem, problem } from './problem.ts';
import { type PastLists, restoreDeleted, restoreRevision } from './restore-allowlist.ts';
import { failure, type Result, success } from './result.ts';
import { describeValueProblem } from './value-problem.ts';

export type ListCommand =
  | { readonly kind: 'set-mode'; readonly body: api.ModeRequest }
  | { readonly kind: 'disable' }
  | { readonly kind: 'add'; readonly body: api.AddRequest }
  | { readonly kind: 'edit'; readonly id: string; readonly body: api.EditRequest }
  | { readonly kind: 'edit-entries'; readonly body: api.EditEntriesRequest }
  | { readonly kind: 'delete'; readonly id: string }
  | { readonly kind: 'delete-entries'; readonly body: api.DeleteEntriesRequest }
  | { readonly kind: 'import'; readonly body: api.ImportRequest }
  | { readonly kind: 'replace'; readonly body: api.ReplaceRequest }
  | { readonly kind: 'restore'; readonly body: api.RestoreRequest };

type Kind = ListCommand['kind'];

export interface ListCall {
  /** The HTTP method. A POST needs an Idempotency-Key. */
  readonly method: 'POST' | 'PATCH' | 'DELETE';
  /** The path below the path of the list. */
  readonly path: string;
}

/** The name of a change that can be undone. */
export type Undoable =
  | 'added'
  | 'renewed'
  | 'replaced'
  | 'edited'
  | 'deleted'
  | 'disabled'
  | 'restored';

/** The call of each kind of command, and the name of its undo if it has one. */
export const LIST_CALLS: Readonly<Record<Kind, ListCall & { readonly undo?: Undoable }>> = {
  'set-mode': { method: 'PATCH', path: '' },
  disable: { method: 'DELETE', path: '', undo: 'disabled' },
  add: { method: 'POST', path: '/entries', undo: 'added' },
  edit: { method: 'PATCH', path: '/entries/{id}' },
  'edit-entries': { method: 'POST', path: '/edit', undo: 'edited' },
  delete: { method: 'DELETE', path: '/entries/{id}', undo: 'deleted' },
  'delete-entries': { method: 'POST', path: '/delete', undo: 'deleted' },
  import: { method: 'POST', path: '/import', undo: 'added' },
  replace: { method: 'POST', path: '/replace', undo: 'replaced' },
  restore: { method: 'POST', path: '/restore', undo: 'restored' },
};

export function callOf(command: ListCommand): ListCall & { readonly body: object | undefined } {
  const { method, path } = LIST_CALLS[command.kind];
  const body = 'body' in command ? command.body : undefined;
  return { method, path: 'id' in command ? path.replace('{id}', command.id) : path, body };
}

/**
 * Returns the preview request for a command. It is undefined for a command that lets in nobody and cuts off
 * nobody.
 */
export function previewOf(command: ListCommand): api.PreviewRequest | undefined {
  switch (command.kind) {
    case 'set-mode':
      return { mode: command.body.mode };
    case 'disable':
      return { disable: true };
    case 'add':
      return { add: withoutTerms(command.body) };
    case 'edit':
      return undefined;
    case 'edit-entries': {
      // An expired entry that is extended lets in; a remark decides nothing.
      const { entries, expiresAt } = command.body;
      return expiresAt === undefined ? undefined : { editEntries: { entries, expiresAt } };
    }
    case 'delete':
      return { delete: command.id };
    case 'delete-entries':
      return { deleteEntries: command.body };
    case 'import': {
      const entries = command.body.entries.map(({ format, value }) => ({ format, value }));
      return { import: { ...command.body, entries } };
    }
    case 'replace': {
      const { remove, add } = command.body;
      return { replace: { remove, add: withoutTerms(add) } };
    }
    case 'restore':
      return { restore: command.body };
  }
}

/**
 * Leaves out the remark and the expiry. They do not change the preview, and a user who types them should not
 * cause a request with every key.
 */
function withoutTerms({ remark, expiresAt, expiresInSeconds, ...values }: api.AddRequest) {
  return values;
}

/**
 * Returns the command that a preview asks about, and the pointer to the part of the body that is the body of
 * the command's own call.
 */
export function previewedCommand(request: api.PreviewRequest): {
  readonly command: ListCommand;
  readonly pointer: string;
} {
  if ('delete' in request) return { command: { kind: 'delete', id: request.delete }, pointer: '' };
  if ('disable' in request) return { command: { kind: 'disable' }, pointer: '' };
  if ('deleteEntries' in request)
    return {
      command: { kind: 'delete-entries', body: request.deleteEntries },
      pointer: '/deleteEntries',
    };
  if ('editEntries' in request)
    return {
      command: { kind: 'edit-entries', body: request.editEntries },
      pointer: '/editEntries',
    };
  if ('mode' in request) return { command: { kind: 'set-mode', body: request }, pointer: '' };
  // Every other request names its kind, and has the body of that kind's call under the name.
  const [[kind, body] = []] = Object.entries(request);
  return { command: { kind, body } as ListCommand, pointer: `/${kind}` };
}

/** Names the undo of a change. It is undefined if the switch itself or the history takes the change back. */
export function findUndoable(command: ListCommand, change: api.Change): Undoable | undefined {
  const { added, updated } = change;
  // An add that meets only expired entries adds no entry: it renews them.
  if (command.kind === 'add' && added.length === 0 && updated.length > 0) return 'renewed';
  const isWhole = command.kind === 'restore' && 'revision' in command.body;
  return isWhole ? undefined : LIST_CALLS[command.kind].undo;
}

/**
 * Returns the command that undoes the newest change. A list that was empty can’t be restored, so it is turned
 * off.
 */
export function inverseOf(before: {
  readonly revision: number;
  readonly wasEmpty: boolean;
}): ListCommand {
  return before.wasEmpty
    ? { kind: 'disable' }
    : { kind: 'restore', body: { revision: before.revision } };
}

/**
 * A command as it travels to the object. An object of the previous release must be able to read it, and this
 * release must be able to read what the previous one sends.
 */
export type SettledCommand =
  | { readonly kind: 'set-mode'; readonly mode: ListedMode }
  /**
   * A kind of its own, because the previous release refuses a kind that it does not know. It would ignore a time
   * within set-mode, and observe for good.
   */
  | { readonly kind: 'observe-until'; readonly until: number }
  | { readonly kind: 'disable' }
  | { readonly kind: 'add'; readonly addition: Addition }
  | { readonly kind: 'edit'; readonly id: string; readonly edit: Partial<EntryTerms> }
  | {
      readonly kind: 'edit-entries';
      readonly ids: readonly string[];
      readonly edit: Partial<EntryTerms>;
    }
  | { readonly kind: 'delete'; readonly id: string }
  | { readonly kind: 'delete-entries'; readonly ids: readonly string[] }
  | {
      readonly kind: 'import';
      readonly imported: readonly ImportedValue[];
      readonly mode?: ListedMode;
    }
  | { readonly kind: 'replace'; readonly remove: readonly string[]; readonly addition: Addition }
  | { readonly kind: 'restore-entries'; readonly ids: readonly string[] }
  | { readonly kind: 'restore-revision'; readonly revision: number };

/** The caller and the time of the call. */
export interface CommandCaller {
  /** The address of the caller itself, or a sentence that says why there is none. */
  readonly own: Result<string, string>;
  readonly now: number;
}

/** `pointer` tells where the body of the command's own call is in the request. */
export function settleCommand(
  command: ListCommand,
  asker: CommandCaller,
  pointer = '',
): Result<SettledCommand, Problem> {
  switch (command.kind) {
    case 'set-mode': {
      const { mode, ...end } = command.body;
      const until = settleExpiry(end, asker.now, pointer, 'name one to come');
      if (!until.ok) return until;
      return success(
        until.value === null
          ? { kind: 'set-mode', mode }
          : { kind: 'observe-until', until: until.value },
      );
    }
    case 'disable':
    case 'delete':
      return success(command);
    case 'add': {
      const addition = settleAddition(command.body, asker, pointer);
      return addition.ok ? success({ kind: 'add', addition: addition.value }) : addition;
    }
    case 'delete-entries':
      return success({ kind: 'delete-entries', ids: command.body.entries });
    case 'edit': {
      const edit = settleEdit(command.body, asker, pointer);
      return edit.ok ? success({ kind: 'edit', id: command.id, edit: edit.value }) : edit;
    }
    case 'edit-entries': {
      const { entries: ids, ...terms } = command.body;
      const edit = settleEdit(terms, asker, pointer);
      return edit.ok ? success({ kind: 'edit-entries', ids, edit: edit.value }) : edit;
    }
    case 'import': {
      const { entries, mode } = command.body;
      // An export may have expired entries, and more of them may have expired when it is imported again.
      const imported = entries.map(({ format, value, remark = '', expiresAt = null }) => ({
        format,
        value,
        remark,
        expiresAt: expiresAt === null ? null : Date.parse(expiresAt),
      }));
      // Only the import of an empty list has the mode off. It adds nothing, so there is no mode to start with.
      const start = mode === 'off' ? undefined : mode;
      return success({ kind: 'import', imported, ...(start && { mode: start }) });
    }
    case 'replace': {
      const { remove, add } = command.body;
      const addition = settleAddition(add, asker, `${pointer}/add`);
      return addition.ok
        ? success({ kind: 'replace', remove, addition: addition.value })
        : addition;
    }
    case 'restore': {
      const { body } = command;
      return success(
        'revision' in body
          ? { kind: 'restore-revision', revision: body.revision }
          : { kind: 'restore-entries', ids: body.entries },
      );
    }
  }
}

function settleEdit(
  { remark, expiresAt }: api.EditRequest,
  { now }: CommandCaller,
  pointer: string,
): Result<Partial<EntryTerms>, Problem> {
  const expiry = settleExpiry({ expiresAt }, now, pointer);
  if (!expiry.ok) return expiry;
  return success({
    ...(remark !== undefined && { remark }),
    ...(expiresAt !== undefined && { expiresAt: expiry.value }),
  });
}

function settleAddition(
  request: api.AddRequest,
  { own, now }: CommandCaller,
  pointer: string,
): Result<Addition, Problem> {
  const expiresAt = settleExpiry(request, now, pointer);
  if (!expiresAt.ok) return expiresAt;
  const { remark = '', mode } = request;
  const terms = { remark, expiresAt: expiresAt.value, ...(mode && { mode }) };
  if ('values' in request)
    return success({ ...terms, format: request.format, values: request.values });
  if (!own.ok) return refuse(`${pointer}/current`, `${own.error} Give the address itself.`);
  if (request.prefixLength === undefined)
    return success({ ...terms, format: 'address', values: [own.value] });
  const segment = parseValue('segment', `${own.value}/${request.prefixLength}`);
  if (segment.ok) return success({ ...terms, format: 'segment', values: [segment.value.value] });
  return refuse(`${pointer}/prefixLength`, describeValueProblem(segment.error, 'segment'));
}

interface AskedExpiry {
  readonly expiresAt?: string | null | undefined;
  readonly expiresInSeconds?: number | undefined;
}

/** R13: returns milliseconds since the epoch, or null for never. It refuses a time that has passed. */
function settleExpiry(
  { expiresAt, expiresInSeconds }: AskedExpiry,
  now: number,
  pointer: string,
  advice = 'delete the entry instead',
): Result<number | null, Problem> {
  if (expiresInSeconds !== undefined) return success(now + expiresInSeconds * 1000);
  if (expiresAt === undefined || expiresAt === null) return success(null);
  const time = Date.parse(expiresAt);
  if (time > now) return success(time);
  const message = `The time has passed: ${advice}.`;
  return refuse(`${pointer}/expiresAt`, message, expiresAt);
}

function refuse(pointer: string, message: string, value?: string): Result<never, Problem> {
  const error = { pointer, message, ...(value !== undefined && { value }) };
  return failure(problem('invalid-value', `${pointer}: ${message}`, [error]));
}

/** The name of each in the history. A change of several entries has the name of that of one, which every release knows. */
export const COMMAND_ACTIONS: Readonly<Record<SettledCommand['kind'], HistoryAction>> = {
  'set-mode': 'mode-changed',
  'observe-until': 'mode-changed',
  disable: 'allowlist-disabled',
  add: 'entries-added',
  edit: 'entry-edited',
  'edit-entries': 'entry-edited',
  delete: 'entry-deleted',
  'delete-entries': 'entry-deleted',
  import: 'entries-added',
  replace: 'entries-replaced',
  'restore-entries': 'allowlist-restored',
  'restore-revision': 'allowlist-restored',
};

/** `revision` is the revision of `list`. */
export function applyCommand(
  list: Allowlist,
  revision: number,
  command: SettledCommand,
  origin: Origin,
  past: PastLists,
): ChangeResult {
  const applied = changeList(list, revision, command, origin, past);
  if (!applied.ok) return applied;
  return success({ ...applied.value, list: withoutPastPause(applied.value.list) });
}

function changeList(
  list: Allowlist,
  revision: number,
  command: SettledCommand,
  origin: Origin,
  past: PastLists,
): ChangeResult {
  switch (command.kind) {
    case 'set-mode':
      return setMode(list, command.mode);
    case 'observe-until':
      return setMode(list, 'observe', command.until);
    case 'disable':
      return disableAllowlist(list);
    case 'add':
      return addEntries(list, command.addition, origin);
    case 'edit':
      return editEntries(list, [command.id], command.edit, origin.createdAt);
    case 'edit-entries':
      return editEntries(list, command.ids, command.edit, origin.createdAt);
    case 'delete':
      return deleteEntries(list, [command.id]);
    case 'delete-entries':
      return deleteEntries(list, command.ids);
    case 'import':
      return importEntries(list, command.imported, origin, command.mode);
    case 'replace':
      return replaceEntries(list, command.remove, command.addition, origin);
    case 'restore-entries':
      return restoreDeleted(list, command.ids, past, origin.createdAt);
    case 'restore-revision':
      return restoreRevision(list, revision, command.revision, past, origin.createdAt);
    default:
      return refuseUnknown(command);
  }
}

/** Refuses a command that is unknown here, since a later release may send new ones. */
function refuseUnknown(_command: never): ChangeResult {
  const detail = 'The account is kept by an earlier version of Sendgate: try again in a moment.';
  return failure(problem('unavailable', detail));
}
