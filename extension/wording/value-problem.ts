import type { ValueFormat, ValueProblem } from '../../shared/value-problem.ts';
import { t } from '../translate.ts';

/** What is wrong with a value, without the form wanted. */
export function wordValueProblem({ reason, part }: ValueProblem): string {
  switch (reason) {
    case 'empty':
      return part === '' ? t('value.empty') : t('value.partEmpty', [part]);
    case 'blank':
      return t('value.blank');
    case 'zone':
      return t('value.zone', [part]);
    case 'port':
      return t('value.port');
    case 'not-decimal':
      return t('value.notDecimal', [part]);
    case 'leading-zero':
      return t('value.leadingZero', [part]);
    case 'octet-too-large':
      return t('value.octetTooLarge', [part]);
    case 'octet-count':
      return t('value.octetCount', [part]);
    case 'group-too-long':
      return t('value.groupTooLong', [part]);
    case 'group-count':
      return t('value.groupCount');
    case 'compressed-twice':
      return t('value.compressedTwice');
    case 'character':
      return t('value.character', [part]);
    case 'is-address':
      return t('value.isAddress');
    case 'is-segment':
      return t('value.isSegment');
    case 'is-range':
      return t('value.isRange');
    case 'prefix-missing':
      return t('value.prefixMissing');
    case 'prefix-syntax':
      return t('value.prefixSyntax', [part]);
    case 'prefix-too-long':
      return t('value.prefixTooLong', [part]);
    case 'range-end-missing':
      return t('value.rangeEndMissing');
    case 'range-reversed':
      return t('value.rangeReversed');
    case 'range-families':
      return t('value.rangeFamilies');
    case 'holds-ipv4':
      return t('value.holdsIpv4');
    case 'whole-family':
      return t('value.wholeFamily');
  }
}

export function wordForm(format: ValueFormat): string {
  switch (format) {
    case 'address':
      return t('value.formAddress');
    case 'segment':
      return t('value.formSegment');
    case 'range':
      return t('value.formRange');
  }
}

export function wordFormat(format: ValueFormat): string {
  switch (format) {
    case 'address':
      return t('words.address');
    case 'segment':
      return t('words.segment');
    case 'range':
      return t('words.range');
  }
}
