/** Puts the question before a change of a shared list into words. */
import { t } from '../../wording/translate.ts';
import type { ChangeQuestion } from './question.ts';
import { type QuestionWords, wordQuestion } from './word-question.ts';

export function wordListQuestion(question: ChangeQuestion): QuestionWords {
  const { command, count } = question;
  if (command.kind !== 'clear') return wordQuestion(question);
  return {
    title: t('included.clearTitle'),
    says: [t('included.clearSays', count), t('included.clearRestore')],
    confirm: t('included.clearConfirm', count),
  };
}
