import { wordSentences } from '../../wording/series.ts';
import { t } from '../../wording/translate.ts';
import { wordValueForm, wordValueProblem } from '../../wording/value-problem.ts';
import type { Flaw } from './judge-values.ts';
import { splitValues } from './split-values.ts';

/** What is wrong with a value, and the form wanted. */
export function wordFlaw({ text, format, why }: Flaw): string {
  switch (why.kind) {
    case 'repeated':
      return t('add.repeated', [why.line]);
    case 'listed': {
      const { value } = why.entry;
      if (why.hasExpired) return t('add.listedExpired');
      return value === text ? t('add.listed') : t('add.listedAs', [value]);
    }
    case 'unreadable': {
      const several = splitValues(text).length > 1;
      const problem = several ? t('add.severalValues') : wordValueProblem(why.problem);
      return wordSentences(problem, wordValueForm(format));
    }
  }
}
