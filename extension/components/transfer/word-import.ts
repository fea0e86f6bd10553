import { MAX_BODY_KIB, MAX_REMARK_CHARACTERS } from '../../../shared/limits.ts';
import { wordNumber } from '../../wording/time.ts';
import { t } from '../../wording/translate.ts';
import { wordFlaw } from '../add/word-flaw.ts';
import type { BadRow, ImportPlan } from './plan-import.ts';

export function wordBadRow({ why }: BadRow): string {
  if (!('fault' in why)) return wordFlaw(why);
  switch (why.fault) {
    case 'remark-too-long':
      return t('transfer.remarkTooLong', [MAX_REMARK_CHARACTERS]);
    case 'remark-plain':
      return t('add.remarkPlain');
  }
}

export function wordTogether({ together, room, added }: ImportPlan, limit: number): string {
  switch (together) {
    case null:
      return '';
    case 'whole-family':
      return t('add.wholeFamily');
    case 'too-many-expired':
      return t('transfer.tooManyExpired', [wordNumber(limit)]);
    case 'too-large':
      return t('transfer.tooLarge', [MAX_BODY_KIB]);
    case 'over-limit': {
      const here = t('transfer.entries', added.length, [wordNumber(added.length)]);
      return t('add.overLimit', [wordNumber(limit), wordNumber(room), here]);
    }
  }
}
