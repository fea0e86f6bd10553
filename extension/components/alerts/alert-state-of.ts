import type { Alert } from '../../../shared/api.ts';
import { hasExpired, judgeAddress } from '../../../shared/judge-address.ts';
import type { KnownAllowlist } from '../../model/known-list.ts';
import type { ShownState } from '../../model/shown-state.ts';
import { t } from '../../wording/translate.ts';

/** Finds what has become of an alert. Undefined while there is still something to do about it. */
export function findAlertState(
  alert: Alert,
  list: KnownAllowlist,
  dealtWith: readonly string[],
  now: number,
): ShownState | undefined {
  const settled = (word: string): ShownState => ({ tone: 'ok', sign: '✓', word });
  switch (alert.kind) {
    case 'refusals':
      return undefined;
    case 'leaked-password': {
      if (dealtWith.includes(alert.id)) return settled(t('alerts.dealtWith'));
      const { reason } = judgeAddress(list, alert.address ?? '', false, now);
      return reason === 'listed' ? settled(t('alerts.listedNow')) : undefined;
    }
    case 'entry-expiring': {
      const entry = list.entries.find(({ id }) => id === alert.entry?.id);
      if (entry === undefined) return { tone: 'off', sign: '–', word: t('alerts.goneNow') };
      if (entry.expiresAt !== alert.expiresAt) return settled(t('alerts.extendedNow'));
      return hasExpired(entry, now)
        ? { tone: 'no', sign: '✕', word: t('words.expired') }
        : undefined;
    }
  }
}
