import type { ValueFormat } from '../../../shared/value-problem.ts';
import { wordNumber } from '../../wording/time.ts';
import { t } from '../../wording/translate.ts';

const COUNTS = {
  address: 'add.addresses',
  segment: 'add.segments',
  range: 'add.ranges',
} as const satisfies Record<ValueFormat, string>;

/** Returns a text such as "3 segments". */
export function wordCount(format: ValueFormat, count: number): string {
  const number: [string] = [wordNumber(count)];
  return t(COUNTS[format], count, number);
}

const NAMES = {
  address: 'add.address',
  segment: 'add.segment',
  range: 'add.range',
} as const satisfies Record<ValueFormat, string>;

/** Returns the name of the format, as the choice of formats shows it. */
export function nameFormat(format: ValueFormat): string {
  return t(NAMES[format]);
}
