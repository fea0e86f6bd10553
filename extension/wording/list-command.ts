import type { Allowlist, Entry } from '../../shared/api.ts';
import type { ListCommand } from '../../shared/list-command.ts';
import { t } from './translate.ts';

/** Describes in a phrase what a person wanted to do to a list. */
export function wordEdit(command: ListCommand, list: Pick<Allowlist, 'entries'>): string {
  const value = findEditedEntry(command, list)?.value ?? '';
  switch (command.kind) {
    case 'add':
    case 'replace':
      return t('panel.wantedAdd');
    case 'import':
      return t('panel.wantedImport', command.body.entries.length);
    case 'edit':
      return command.body.remark === undefined
        ? t('panel.wantedExpiry', [value])
        : t('panel.wantedRemark', [value, command.body.remark]);
    case 'edit-entries':
      return t('panel.wantedEditMany', command.body.entries.length);
    case 'delete':
      return t('panel.wantedDelete', [value]);
    case 'delete-entries':
      return t('panel.wantedDeleteMany', command.body.entries.length);
    case 'disable':
      return t('panel.wantedDisable');
    case 'set-mode':
      return command.body.mode === 'observe' ? t('panel.wantedPause') : t('panel.wantedEnforce');
    case 'restore':
      return 'revision' in command.body
        ? t('panel.wantedRestoreList')
        : t('panel.wantedRestore', command.body.entries.length);
    case 'attach':
      return t('panel.wantedAttach', [command.list]);
    case 'detach':
      return t('panel.wantedDetach', [command.list]);
    case 'clear':
      return t('panel.wantedClear');
  }
}

/** Describes what was done, for a person who does not see it. Empty if the offer to undo it says the same. */
export function wordDone(command: ListCommand): string {
  switch (command.kind) {
    case 'edit':
      return t('panel.saved');
    case 'set-mode':
      return command.body.mode === 'observe' ? t('panel.paused') : t('panel.enforced');
    case 'restore':
      return 'revision' in command.body ? t('panel.listRestored') : '';
    default:
      return '';
  }
}

/** Finds the entry that an edit or a deletion is about. */
export function findEditedEntry(
  command: ListCommand,
  list: Pick<Allowlist, 'entries'>,
): Entry | undefined {
  if (command.kind !== 'edit' && command.kind !== 'delete') return undefined;
  return list.entries.find(({ id }) => id === command.id);
}
