/** Puts the question before a change into words. */
import { wordList } from '../../wording/series.ts';
import { t } from '../../wording/translate.ts';
import type { ChangeQuestion } from './question.ts';

export interface QuestionWords {
  readonly title: string;
  readonly says: readonly string[];
  readonly confirm: string;
}

export function wordQuestion(question: ChangeQuestion): QuestionWords {
  const { command, entry, count, lists, turnsOn, turnsOff, leavesOnlyLists } = question;
  const value = entry?.value ?? '';
  if (command.kind === 'disable') {
    return {
      title: t('panel.disableTitle'),
      says: [
        count > 0 ? t('panel.disableClears', count) : '',
        lists.length > 0 ? t('panel.detaches', lists.length, [wordList(lists)]) : '',
        t('panel.anyMaySend'),
        t('panel.disableRestore'),
      ].filter((text) => text !== ''),
      confirm: count > 0 ? t('panel.disableConfirm', count) : t('panel.disableListsConfirm'),
    };
  }
  if (command.kind === 'set-mode') {
    return command.body.mode === 'observe'
      ? {
          title: t('panel.pauseTitle'),
          says: [count > 0 ? t('panel.pauseSays', count) : t('panel.anyMaySend')],
          confirm: t('panel.pauseConfirm'),
        }
      : {
          title: t('panel.enforceTitle'),
          says: [t('panel.enforceSays')],
          confirm: t('panel.enforceConfirm'),
        };
  }
  if (command.kind === 'restore' && 'entries' in command.body) {
    const { length } = command.body.entries;
    return {
      title: t('panel.restoreTitle', length),
      says: turnsOn ? [t('add.turnsOn')] : [],
      confirm: turnsOn ? t('panel.restoreAndTurnOn', length) : t('history.restoreAll', length),
    };
  }
  if (command.kind === 'delete-entries') {
    const { length } = command.body.entries;
    return {
      title: t('panel.deleteManyTitle', length),
      says: turnsOff
        ? [t('panel.deleteAllSays'), t('panel.anyMaySend')]
        : leavesOnlyLists
          ? [t('shared.staysOn')]
          : [],
      confirm: turnsOff ? t('panel.deleteLastConfirm') : t('panel.deleteMany', length),
    };
  }
  return turnsOff
    ? {
        title: t('panel.deleteLastTitle'),
        says: [t('panel.deleteLastSays', [value]), t('panel.anyMaySend')],
        confirm: t('panel.deleteLastConfirm'),
      }
    : {
        title: t('panel.deleteOwnTitle', [value]),
        says: leavesOnlyLists ? [t('shared.staysOn')] : [],
        confirm: t('panel.deleteOwnConfirm', [value]),
      };
}
