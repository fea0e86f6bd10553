/** Puts alerts into words: what happened, and the sign that marks it in a list. */
import type { Alert } from '../../shared/api.ts';
import { findSeenLogin } from '../model/seen-login.ts';
import type { Tone } from '../model/shown-state.ts';
import { wordServer } from './sender.ts';
import { wordMoment } from './time.ts';
import { t } from './translate.ts';

export interface AlertWords {
  readonly tone: Tone;
  /** Tells the kinds apart without colour. */
  readonly sign: string;
  readonly title: string;
  /** More details. Empty if there are none. */
  readonly note: string;
}

export function wordAlert(alert: Alert, now: number): AlertWords {
  const { server, count, addresses, since } = alert;
  switch (alert.kind) {
    case 'leaked-password':
      return {
        tone: 'no',
        sign: '✕',
        title: wordLeak(alert),
        note: server ? t('alerts.askedBy', [wordServer(server)]) : '',
      };
    case 'refusals': {
      const from = t('words.addresses', addresses ?? 0);
      const moment = wordMoment(since ?? alert.at, now);
      return {
        tone: 'off',
        sign: '○',
        title: t('alerts.refusals', count ?? 0),
        note: t('alerts.refusalsFrom', [from, moment]),
      };
    }
    case 'entry-expiring':
      return { tone: 'warn', sign: '◷', title: wordExpiring(alert, now), note: '' };
    default:
      // This kind comes from a newer Worker, so there are no words for it.
      return { tone: 'off', sign: '○', title: alert.kind, note: '' };
  }
}

/** Names the login, if the account is one of a whole domain. */
function wordLeak(alert: Alert): string {
  const [login, address] = [findSeenLogin(alert), alert.address ?? ''];
  return login === undefined ? t('alerts.leak', [address]) : t('alerts.leakOf', [login, address]);
}

/** Does the same for a person who is at that address now. */
export function wordLeakHere(alert: Alert): string {
  const [login, address] = [findSeenLogin(alert), alert.address ?? ''];
  return login === undefined
    ? t('alerts.leakHere', [address])
    : t('alerts.leakHereOf', [login, address]);
}

/** Names the entry with its remark, the number of other entries, and the moment of their expiry. */
function wordExpiring({ entry, expiresAt, count }: Alert, now: number): string {
  const value = entry?.value ?? '';
  const one = entry?.remark ? t('alerts.named', [value, entry.remark]) : value;
  const others = (count ?? 1) - 1;
  const what = others > 0 ? t('alerts.andOthers', others, [String(others), one]) : one;
  const at = Date.parse(expiresAt ?? '');
  return at > now ? t('alerts.expires', [what, wordMoment(at, now)]) : t('alerts.expired', [what]);
}
