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
  clearList,
  deleteEntries,
  disableAllowlist,
  editEntries,
  importEntries,
  replaceEntries,
  setMode,
} from './change-allowlist.ts';
import type { HistoryAction } from './history.ts';
import { attachList, detachList } from './include-lists.ts';
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
  | { readonly kind: 'restore'; readonly body: api.RestoreRequest }
  | { readonly kind: 'attach'; readonly list: string; readonly body: api.AttachRequest }
  | { readonly kind: 'detach'; readonly list: string }
  | { readonly kind: 'clear' };

type Kind = ListCommand['kind'];

export interface ListCall {
  /** The HTTP method. A POST needs an Idempotency-Key. */
  readonly method: 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** The path below the path of the account, or of the shared list. */
  readonly path: string;
}

/** Who alone has a command: an account, or a shared list (R20). One that names neither is for both. */
export type CommandOwner = 'account' | 'list';

/** The name of a change that can be undone. */
export type Undoable =
  | 'added'
  | 'renewed'
  | 'replaced'
  | 'edited'
  | 'deleted'
  | 'disabled'
  | 'restored';

interface CommandCall extends ListCall {
  readonly undo?: Undoable;
  readonly owner?: CommandOwner;
}

/** The call of each kind of command, the name of its undo if it has one, and who alone has it. */
export const LIST_CALLS: Readonly<Record<Kind, CommandCall>> = {
  'set-mode': { method: 'PATCH', path: '/allowlist', owner: 'account' },
  disable: { method: 'DELETE', path: '/allowlist', undo: 'disabled', owner: 'account' },
  add: { method: 'POST', path: '/allowlist/entries', undo: 'added' },
  edit: { method: 'PATCH', path: '/allowlist/entries/{id}' },
  'edit-entries': { method: 'POST', path: '/allowlist/edit', undo: 'edited' },
  delete: { method: 'DELETE', path: '/allowlist/entries/{id}', undo: 'deleted' },
  'delete-entries': { method: 'POST', path: '/allowlist/delete', undo: 'deleted' },
  import: { method: 'POST', path: '/allowlist/import', undo: 'added' },
  replace: { method: 'POST', path: '/allowlist/replace', undo: 'replaced' },
  restore: { method: 'POST', path: '/allowlist/restore', undo: 'restored' },
  attach: { method: 'PUT', path: '/lists/{list}', owner: 'account' },
  detach: { method: 'DELETE', path: '/lists/{list}', owner: 'account' },
  clear: { method: 'POST', path: '/allowlist/clear', undo: 'deleted', owner: 'list' },
};

/** The kinds of commands that an account has, or a shared list. */
export function commandsOf(owner: CommandOwner): Kind[] {
  const kinds = Object.keys(LIST_CALLS) as Kind[];
  return kinds.filter((kind) => (LIST_CALLS[kind].owner ?? owner) === owner);
}

export function callOf(command: ListCommand): ListCall & { readonly body: object | undefined } {
  const { method, path } = LIST_CALLS[command.kind];
  const body = 'body' in command ? command.body : undefined;
  const id = 'id' in command ? command.id : '';
  const list = 'list' in command ? command.list : '';
  return { method, path: path.replace('{id}', id).replace('{list}', list), body };
}

/** A change that a preview asks about, of an account or of a shared list. The deletion of a list is no change of it. */
type PreviewedChange =
  | api.PreviewRequest
  | Exclude<api.SharedPreviewRequest, { readonly deleteList: true }>;

/**
 * Returns the preview request for a command. It is undefined for a command that lets in nobody and cuts off
 * nobody.
 */
export function previewOf(command: ListCommand): PreviewedChange | undefined {
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
    case 'attach':
      return { attach: { list: command.list, ...command.body } };
    case 'detach':
      return { detach: { list: command.list } };
    case 'clear':
      return { clear: true };
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
export function previewedCommand(request: PreviewedChange): {
  readonly command: ListCommand;
  readonly pointer: string;
} {
  if ('delete' in request) return { command: { kind: 'delete', id: request.delete }, pointer: '' };
  if ('disable' in request) return { command: { kind: 'disable' }, pointer: '' };
  if ('clear' in request) return { command: { kind: 'clear' }, pointer: '' };
  if ('attach' in request) {
    const { list, ...body } = request.attach;
    return { command: { kind: 'attach', list, body }, pointer: '/attach' };
  }
  if ('detach' in request)
    return { command: { kind: 'detach', list: request.detach.list }, pointer: '/detach' };
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
 * Returns the command that undoes the newest change. A list that held nothing, no entry and no shared list, can’t be
 * restored. So an account is turned off, and a shared list is cleared.
 */
export function inverseOf(before: {
  readonly revision: number;
  readonly wasEmpty: boolean;
  readonly isShared?: boolean;
}): ListCommand {
  if (before.wasEmpty) return { kind: before.isShared ? 'clear' : 'disable' };
  return { kind: 'restore', body: { revision: before.revision } };
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
  | { readonly kind: 'disable'; readonly changesLists?: true }
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
  | {
      readonly kind: 'restore-revision';
      readonly revision: number;
      readonly changesLists?: true;
    }
  | { readonly kind: 'attach'; readonly list: string; readonly mode?: ListedMode }
  | { readonly kind: 'detach'; readonly list: string }
  | { readonly kind: 'clear' };

/** The caller and the time of the call. */
export interface CommandCaller {
  /**
   * Whether the caller may change which shared lists an account includes. Only the operator may, so a manager's change
   * leaves them as they are.
   */
  readonly mayChangeLists?: boolean;
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
      return success({ kind: 'disable', ...changesListsOf(asker) });
    case 'delete':
    case 'detach':
    case 'clear':
      return success(command);
    case 'attach': {
      const { list, body } = command;
      return success({ kind: 'attach', list, ...(body.mode && { mode: body.mode }) });
    }
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
          ? { kind: 'restore-revision', revision: body.revision, ...changesListsOf(asker) }
          : { kind: 'restore-entries', ids: body.entries },
      );
    }
  }
}

/** A command of the previous release does not say it. It then leaves the lists as they are, like a manager's. */
function changesListsOf({ mayChangeLists }: CommandCaller): { readonly changesLists?: true } {
  return mayChangeLists ? { changesLists: true } : {};
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
  attach: 'list-attached',
  detach: 'list-detached',
  clear: 'list-cleared',
};

/** R20: who alone has a settled command. It agrees with the owners of the calls. */
const SETTLED_OWNERS: Partial<Record<SettledCommand['kind'], CommandOwner>> = {
  'set-mode': 'account',
  'observe-until': 'account',
  disable: 'account',
  attach: 'account',
  detach: 'account',
  clear: 'list',
};

/** `revision` is the revision of `list`. `gone` are shared lists that were deleted, which no restoration brings back. */
export function applyCommand(
  list: Allowlist,
  revision: number,
  command: SettledCommand,
  origin: Origin,
  past: PastLists,
  gone?: ReadonlySet<string>,
): ChangeResult {
  const refused = refuseForeign(list, command);
  if (refused) return failure(refused);
  const applied = changeList(list, revision, command, origin, past, gone);
  if (!applied.ok) return applied;
  return success({ ...applied.value, list: withoutPastPause(applied.value.list) });
}

/** R20: a shared list has no mode and includes no list, and only a shared list can be cleared. */
function refuseForeign({ isShared }: Allowlist, { kind }: SettledCommand): Problem | undefined {
  const owner = SETTLED_OWNERS[kind];
  if (owner === undefined || owner === (isShared ? 'list' : 'account')) return undefined;
  const message = isShared
    ? 'A shared list has no mode and includes no lists.'
    : 'Only a shared list can be cleared: disable the allowlist instead.';
  return problem('invalid-value', message, [{ pointer: '', message }]);
}

function changeList(
  list: Allowlist,
  revision: number,
  command: SettledCommand,
  origin: Origin,
  past: PastLists,
  gone: ReadonlySet<string> | undefined,
): ChangeResult {
  switch (command.kind) {
    case 'set-mode':
      return setMode(list, command.mode);
    case 'observe-until':
      return setMode(list, 'observe', command.until);
    case 'disable':
      return command.changesLists || !list.lists?.length
        ? disableAllowlist(list)
        : failure(problem('forbidden', KEEPS_LISTS));
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
      return restoreRevision(
        list,
        revision,
        command.revision,
        command.changesLists ? past : withListsOf(list, past),
        origin.createdAt,
        gone,
      );
    case 'attach':
      return attachList(list, command.list, command.mode);
    case 'detach':
      return detachList(list, command.list);
    case 'clear':
      return clearList(list);
    default:
      return refuseUnknown(command);
  }
}

const KEEPS_LISTS =
  'The account includes shared lists, and only the operator detaches them: let the list observe instead, or ask the operator.';

/** The past as it would be if the list had always included what it includes now. */
function withListsOf({ lists }: Allowlist, past: PastLists): PastLists {
  return {
    findDeleted: (id, now) => past.findDeleted(id, now),
    leftAt: (revision) => past.leftAt(revision),
    listAt: (list, revision) => ({ ...past.listAt(list, revision), lists }),
  };
}

/** Refuses a command that is unknown here, since a later release may send new ones. */
function refuseUnknown(_command: never): ChangeResult {
  const detail = 'The account is kept by an earlier version of Sendgate: try again in a moment.';
  return failure(problem('unavailable', detail));
}
