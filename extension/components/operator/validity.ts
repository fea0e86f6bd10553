/** The times for which a token can be issued. */
import { YEAR_SECONDS } from '../../../shared/limits.ts';
import { t } from '../../wording/translate.ts';
import type { OfferedRole } from './token-actions.ts';

export const VALIDITIES = ['month', 'quarter', 'year', 'always'] as const;

export type Validity = (typeof VALIDITIES)[number];

const DAY_SECONDS = 86_400;

/**
 * Returns the usual validity for a role. A person asks for a new token in time. A mail server does not, and its mail
 * would stop.
 */
export function defaultValidity(role: OfferedRole): Validity {
  return role === 'checker' || role === 'relay' ? 'always' : 'quarter';
}

export function secondsOf(validity: Validity): { readonly expiresInSeconds?: number } {
  switch (validity) {
    case 'month':
      return { expiresInSeconds: 30 * DAY_SECONDS };
    case 'quarter':
      return { expiresInSeconds: 90 * DAY_SECONDS };
    case 'year':
      return { expiresInSeconds: YEAR_SECONDS };
    case 'always':
      return {};
  }
}

const NAMES = {
  month: 'operator.validMonth',
  quarter: 'operator.validQuarter',
  year: 'operator.validYear',
  always: 'operator.validAlways',
} as const satisfies Record<Validity, string>;

export function wordValidity(validity: Validity): string {
  return t(NAMES[validity]);
}
