import type { DecisionReason } from '../../shared/decision.ts';
import { t } from './translate.ts';

const REASONS = {
  listed: 'addressTest.listed',
  'not-listed': 'addressTest.notListed',
  expired: 'addressTest.expired',
  off: 'addressTest.off',
  observed: 'addressTest.observed',
  suspended: 'addressTest.suspended',
  'unknown-account': 'addressTest.unknownAccount',
  unavailable: 'addressTest.unavailable',
} as const satisfies Record<DecisionReason, string>;

/** Says why an address may send or may not. `entry` is the value of the entry that covers it, if there is one. */
export function wordReason(reason: DecisionReason, entry: string | undefined): string {
  return t(REASONS[reason], [entry ?? '']);
}
