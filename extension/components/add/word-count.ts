import type { ValueFormat } from '../../../shared/value-problem.ts';
import { t } from '../../translate.ts';
import { wordNumber } from '../../wording/time.ts';

/** "3 segments". */
export function wordCount(format: ValueFormat, count: number): string {
  const number: [string] = [wordNumber(count)];
  switch (format) {
    case 'address':
      return t('add.addresses', count, number);
    case 'segment':
      return t('add.segments', count, number);
    case 'range':
      return t('add.ranges', count, number);
  }
}

/** As the choice of formats has it. */
export function nameFormat(format: ValueFormat): string {
  switch (format) {
    case 'address':
      return t('add.address');
    case 'segment':
      return t('add.segment');
    case 'range':
      return t('add.range');
  }
}
