import type { DecisionReason } from '../../shared/decision.ts';
import { t } from '../translate.ts';

/** Why an address may send or may not; `entry` is the value of the one that covers it, where one does. */
export function wordReason(reason: DecisionReason, entry: string | undefined): string {
  switch (reason) {
    case 'listed':
      return t('addressTest.listed', [entry ?? '']);
    case 'not-listed':
      return t('addressTest.notListed');
    case 'expired':
      return t('addressTest.expired', [entry ?? '']);
    case 'off':
      return t('addressTest.off');
    case 'observed':
      return t('addressTest.observed');
    case 'suspended':
      return t('addressTest.suspended');
    case 'unknown-account':
      return t('addressTest.unknownAccount');
    case 'unavailable':
      return t('addressTest.unavailable');
  }
}
