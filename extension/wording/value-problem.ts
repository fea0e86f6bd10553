import type { ValueFormat, ValueProblem } from '../../shared/value-problem.ts';
import { t } from './translate.ts';

const PROBLEMS = {
  empty: 'value.empty',
  blank: 'value.blank',
  zone: 'value.zone',
  port: 'value.port',
  'not-decimal': 'value.notDecimal',
  'leading-zero': 'value.leadingZero',
  'octet-too-large': 'value.octetTooLarge',
  'octet-count': 'value.octetCount',
  'group-too-long': 'value.groupTooLong',
  'group-count': 'value.groupCount',
  'compressed-twice': 'value.compressedTwice',
  character: 'value.character',
  'host-name': 'value.hostName',
  'is-address': 'value.isAddress',
  'is-segment': 'value.isSegment',
  'is-range': 'value.isRange',
  'prefix-missing': 'value.prefixMissing',
  'prefix-syntax': 'value.prefixSyntax',
  'prefix-too-long': 'value.prefixTooLong',
  'range-end-missing': 'value.rangeEndMissing',
  'short-range': 'value.shortRange',
  'range-reversed': 'value.rangeReversed',
  'range-families': 'value.rangeFamilies',
  'holds-ipv4': 'value.holdsIpv4',
  'short-group': 'value.shortGroup',
  'whole-family': 'value.wholeFamily',
} as const satisfies Record<ValueProblem['reason'], string>;

/** Says what is wrong with a value. It does not say which form the value should have. */
export function wordValueProblem({ reason, part }: ValueProblem): string {
  if (reason === 'empty' && part !== '') return t('value.partEmpty', [part]);
  return t(PROBLEMS[reason], [part]);
}

const FORMS = {
  address: 'value.formAddress',
  segment: 'value.formSegment',
  range: 'value.formRange',
} as const satisfies Record<ValueFormat, string>;

export function wordValueForm(format: ValueFormat): string {
  return t(FORMS[format]);
}

const FORMATS = {
  address: 'words.address',
  segment: 'words.segment',
  range: 'words.range',
} as const satisfies Record<ValueFormat, string>;

export function wordFormat(format: ValueFormat): string {
  return t(FORMATS[format]);
}
