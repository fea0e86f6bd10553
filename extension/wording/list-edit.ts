import type { Allowlist, Entry } from '../../shared/api.ts';
import type { ListEdit } from '../model/list-edit.ts';
import { t } from './translate.ts';

/** What somebody wanted to do to a list, as a phrase. */
export function wordEdit(edit: ListEdit, list: Pick<Allowlist, 'entries'>): string {
  const value = findEditedEntry(edit, list)?.value ?? '';
  switch (edit.kind) {
    case 'add':
    case 'replace':
      return t('panel.wantedAdd');
    case 'import':
      return t('panel.wantedImport', edit.entries.length);
    case 'edit':
      return edit.edit.remark === undefined
        ? t('panel.wantedExpiry', [value])
        : t('panel.wantedRemark', [value, edit.edit.remark]);
    case 'delete':
      return t('panel.wantedDelete', [value]);
    case 'disable':
      return t('panel.wantedDisable');
    case 'set-mode':
      return edit.mode === 'observe' ? t('panel.wantedPause') : t('panel.wantedEnforce');
    case 'restore':
      return t('panel.wantedRestore', edit.entries.length);
    case 'restore-revision':
      return t('panel.wantedRestoreList');
  }
}

/** What was done, for who does not see it; empty where the offer to undo it says so. */
export function wordDone(edit: ListEdit): string {
  switch (edit.kind) {
    case 'edit':
      return t('panel.saved');
    case 'set-mode':
      return edit.mode === 'observe' ? t('panel.paused') : t('panel.enforced');
    case 'restore-revision':
      return t('panel.listRestored');
    default:
      return '';
  }
}

/** The one entry that an edit or a deletion is about. */
export function findEditedEntry(
  edit: ListEdit,
  list: Pick<Allowlist, 'entries'>,
): Entry | undefined {
  if (edit.kind !== 'edit' && edit.kind !== 'delete') return undefined;
  return list.entries.find(({ id }) => id === edit.id);
}
