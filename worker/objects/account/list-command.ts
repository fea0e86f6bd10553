/** A manager's request to change a list, as data: it travels to the object, which alone applies it. */
import type {
  Addition,
  Allowlist,
  ChangeResult,
  Entry,
  EntryTerms,
  ImportedValue,
  ListedMode,
  Origin,
} from '../../../shared/allowlist.ts';
import {
  addEntries,
  deleteEntry,
  disableAllowlist,
  editEntry,
  importEntries,
  replaceEntries,
  setMode,
} from '../../../shared/change-allowlist.ts';
import { type HistoryAction, RESTORE_WINDOW_MS } from '../../../shared/history.ts';
import { problem } from '../../../shared/problem.ts';
import { restoreAllowlist, restoreEntries } from '../../../shared/restore-allowlist.ts';
import { failure } from '../../../shared/result.ts';
import type { HistoryStore } from './history-store.ts';

export type ListCommand =
  | { readonly kind: 'add'; readonly addition: Addition }
  | {
      readonly kind: 'import';
      readonly imported: readonly ImportedValue[];
      readonly mode?: ListedMode;
    }
  | { readonly kind: 'replace'; readonly remove: readonly string[]; readonly addition: Addition }
  | {
      readonly kind: 'edit';
      readonly id: string;
      readonly edit: Partial<EntryTerms>;
    }
  | { readonly kind: 'delete'; readonly id: string }
  | { readonly kind: 'disable' }
  | { readonly kind: 'set-mode'; readonly mode: ListedMode }
  | { readonly kind: 'restore-entries'; readonly ids: readonly string[] }
  | { readonly kind: 'restore-revision'; readonly revision: number };

export const COMMAND_ACTIONS: Readonly<Record<ListCommand['kind'], HistoryAction>> = {
  add: 'entries-added',
  import: 'entries-added',
  replace: 'entries-replaced',
  edit: 'entry-edited',
  delete: 'entry-deleted',
  disable: 'allowlist-disabled',
  'set-mode': 'mode-changed',
  'restore-entries': 'allowlist-restored',
  'restore-revision': 'allowlist-restored',
};

/** The texts that were sent, for the warnings that quote them. */
export function textsOf(command: ListCommand): readonly string[] {
  if (command.kind === 'import') return command.imported.map(({ value }) => value);
  return command.kind === 'add' || command.kind === 'replace' ? command.addition.values : [];
}

export function applyCommand(
  list: Allowlist,
  revision: number,
  command: ListCommand,
  origin: Origin,
  history: HistoryStore,
): ChangeResult {
  switch (command.kind) {
    case 'add':
      return addEntries(list, command.addition, origin);
    case 'import':
      return importEntries(list, command.imported, origin, command.mode);
    case 'replace':
      return replaceEntries(list, command.remove, command.addition, origin);
    case 'edit':
      return editEntry(list, command.id, command.edit, origin.createdAt);
    case 'delete':
      return deleteEntry(list, command.id);
    case 'disable':
      return disableAllowlist(list);
    case 'set-mode':
      return setMode(list, command.mode);
    case 'restore-entries':
      return restoreDeleted(list, command.ids, history, origin.createdAt);
    case 'restore-revision':
      return restoreRevision(list, revision, command.revision, history, origin.createdAt);
  }
}

function restoreDeleted(
  list: Allowlist,
  ids: readonly string[],
  history: HistoryStore,
  now: number,
): ChangeResult {
  const deleted: Entry[] = [];
  for (const id of new Set(ids)) {
    const entry = history.findDeleted(id, now);
    if (entry === undefined) {
      const detail = `No entry with the id ${id} was deleted in the last 30 days.`;
      return failure(problem('entry-unknown', detail));
    }
    deleted.push(entry);
  }
  return restoreEntries(list, deleted, now);
}

function restoreRevision(
  list: Allowlist,
  revision: number,
  wanted: number,
  history: HistoryStore,
  now: number,
): ChangeResult {
  const error = (message: string) =>
    failure(
      problem('invalid-value', message, [{ pointer: '/revision', value: String(wanted), message }]),
    );
  if (wanted > revision) return error(`The list is at revision ${revision}; there is none later.`);
  const leftAt = history.leftAt(wanted);
  if (leftAt !== undefined && leftAt < now - RESTORE_WINDOW_MS) {
    return error('The list was at this revision more than 30 days ago: it can’t be restored.');
  }
  return restoreAllowlist(list, history.listAt(list, wanted), now);
}
