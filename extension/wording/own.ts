/** Puts into words what one press does for an address of this browser. */
import type { QuickAdd } from '../model/quick-add.ts';
import { t } from './translate.ts';

export type OwnExpiry = QuickAdd['expiry'];

export const OWN_EXPIRIES = ['8-hours', '1-day', '1-week', 'always'] as const satisfies OwnExpiry[];

const LASTING = {
  '8-hours': 'expiry.hours8',
  '1-day': 'expiry.day',
  '1-week': 'expiry.week',
} as const;

export function wordLasting(expiry: OwnExpiry): string {
  return expiry === 'always' ? t('expiry.always') : t(LASTING[expiry]);
}

/** Names the act and how long it lasts. It is short, since the row names the address. */
export function wordOwnAct(kind: 'add' | 'extend', expiry: OwnExpiry): string {
  if (expiry === 'always') return kind === 'add' ? t('own.addAlways') : t('own.renewAlways');
  const lasting: [string] = [wordLasting(expiry)];
  return kind === 'add' ? t('own.addFor', lasting) : t('own.renewFor', lasting);
}

/** Describes the remark and the expiry of an addition. They are those last used in the popup. */
export function wordTerms(expiry: OwnExpiry, remark: string): string {
  if (expiry === 'always') return t('drawer.termsAlways', [remark]);
  return t('drawer.terms', [wordLasting(expiry), remark]);
}
