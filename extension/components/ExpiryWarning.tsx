import { wordDayAndTime } from '../wording/time.ts';
import { t } from '../wording/translate.ts';
import { type Expiry, findExpiryTerms } from './ExpiryField.tsx';
import { Notice } from './Notice.tsx';

interface ExpiryWarningProps {
  readonly expiry: Expiry;
  /** True if the list observes afterwards. */
  readonly observes: boolean;
  readonly now: number;
}

/** Says of an entry that would be the only valid one what happens when it expires. */
export function ExpiryWarning({ expiry, observes, now }: ExpiryWarningProps) {
  const expiresAt = findExpiresAt(expiry, now);
  if (expiresAt === undefined) return null;
  const when: [string] = [wordDayAndTime(expiresAt, now)];
  return (
    <Notice tone="warn">
      {observes ? t('expiry.aloneObserving', when) : t('expiry.alone', when)}
    </Notice>
  );
}

/** Undefined if the entry never expires, or while no valid time is chosen. */
function findExpiresAt(expiry: Expiry, now: number): number | undefined {
  const terms = findExpiryTerms(expiry, now);
  if (terms?.expiresInSeconds !== undefined) return now + terms.expiresInSeconds * 1000;
  return terms?.expiresAt === undefined ? undefined : Date.parse(terms.expiresAt);
}
