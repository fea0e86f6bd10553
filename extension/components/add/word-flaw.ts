import { wordChange, wordReject } from '../../wording/reject.ts';
import { wordSentences } from '../../wording/series.ts';
import { t } from '../../wording/translate.ts';
import { wordValueForm, wordValueProblem } from '../../wording/value-problem.ts';
import type { Flaw } from './judge-values.ts';

/** Says what is wrong with a value, and which form it should have. */
export function wordFlaw({ text, format, why }: Flaw): string {
  switch (why.kind) {
    case 'repeated':
      return t('add.repeated', [why.line]);
    case 'listed': {
      const { value } = why.entry;
      if (why.hasExpired) return t('add.listedExpired');
      return value === text ? t('add.listed') : t('add.listedAs', [value]);
    }
    case 'unreadable':
      return wordSentences(wordValueProblem(why.problem), wordValueForm(format));
    case 'mend':
      return wordChange(why.change);
    case 'reject':
      return wordReject(why.reason, text);
  }
}
