import { MAX_BODY_KIB, MAX_REMARK_CHARACTERS } from '../../../shared/limits.ts';
import { wordNumber } from '../../wording/time.ts';
import { t } from '../../wording/translate.ts';
import { wordFlaw } from '../add/word-flaw.ts';
import type { ImportRows, ImportTrouble } from './import-row.ts';
import type { BadRow, ImportPlan } from './plan-import.ts';

/** Why a file can't be read, and what to do about it. */
export function wordImportTrouble(trouble: ImportTrouble): string {
  switch (trouble.kind) {
    case 'empty':
      return t('transfer.empty');
    case 'open-quote':
      return t('transfer.openQuote', [trouble.line]);
    case 'stray-quote':
      return t('transfer.strayQuote', [trouble.line]);
    case 'no-value-column':
      return t('transfer.noValueColumn');
    case 'column-twice':
      return t('transfer.columnTwice', [trouble.column]);
    case 'extra-cells':
      return t('transfer.extraCells', [trouble.line]);
    case 'json-syntax':
      return t('transfer.jsonSyntax');
    case 'json-shape':
      return t('transfer.jsonShape');
    case 'json-entry':
      return t('transfer.jsonEntry', [trouble.number]);
    case 'json-member':
      return t('transfer.jsonMember', [trouble.number, trouble.member]);
  }
}

/** "Line 3", or "Entry 3". */
export function wordPlace(countedBy: ImportRows['countedBy'], number: number): string {
  return countedBy === 'line' ? t('add.line', [number]) : t('transfer.entry', [number]);
}

export function wordBadRow({ row, why }: BadRow): string {
  switch (why) {
    case 'format':
      return t('transfer.badFormat', [row.format]);
    case 'remark-too-long':
      return t('transfer.remarkTooLong', [MAX_REMARK_CHARACTERS]);
    case 'remark-plain':
      return t('add.remarkPlain');
    case 'time-form':
      return t('transfer.badTime', [row.expiresAt]);
    case 'time-passed':
      return t('transfer.timePassed', [row.expiresAt]);
    default:
      return wordFlaw(why);
  }
}

export function wordTogether({ together, room, added }: ImportPlan, limit: number): string {
  switch (together) {
    case null:
      return '';
    case 'whole-family':
      return t('add.wholeFamily');
    case 'too-large':
      return t('transfer.tooLarge', [MAX_BODY_KIB]);
    case 'over-limit': {
      const here = t('transfer.entries', added.length, [wordNumber(added.length)]);
      return t('add.overLimit', [wordNumber(limit), wordNumber(room), here]);
    }
  }
}
