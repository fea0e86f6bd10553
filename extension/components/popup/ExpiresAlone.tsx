import { hasExpired } from '../../../shared/judge-address.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import { wordDayAndTime } from '../../wording/time.ts';
import { t } from '../../wording/translate.ts';
import { type Expiry, findExpiryTerms } from '../ExpiryField.tsx';
import { Notice } from '../Notice.tsx';
import type { Act } from './offer.ts';

interface ExpiresAloneProps {
  readonly act: Act;
  readonly snapshot: Snapshot;
  readonly expiry: Expiry;
  /** The number of senders that are added as well. */
  readonly companions: number;
  /** True if the list observes afterwards. */
  readonly observes: boolean;
  readonly now: number;
}

/** Says of an entry that would be the only valid one, and expires, what happens then. */
export function ExpiresAlone(props: ExpiresAloneProps) {
  const { act, snapshot, expiry, companions, observes, now } = props;
  const left = act.kind === 'replace' && !hasExpired(act.previous, now) ? 1 : 0;
  const expiresAt = findExpiryTime(expiry, now);
  if (expiresAt === undefined || companions > 0 || snapshot.live - left > 0) return null;
  return <ExpiryWarning expiresAt={expiresAt} observes={observes} now={now} />;
}

interface ExpiryWarningProps {
  readonly expiresAt: number;
  readonly observes: boolean;
  readonly now: number;
}

export function ExpiryWarning({ expiresAt, observes, now }: ExpiryWarningProps) {
  const when: [string] = [wordDayAndTime(expiresAt, now)];
  return (
    <Notice tone="warn">
      {observes ? t('expiry.aloneObserving', when) : t('expiry.alone', when)}
    </Notice>
  );
}

/** Undefined if the entry never expires, or while no valid time is chosen. */
export function findExpiryTime(expiry: Expiry, now: number): number | undefined {
  const terms = findExpiryTerms(expiry, now);
  if (terms?.expiresInSeconds !== undefined) return now + terms.expiresInSeconds * 1000;
  return terms?.expiresAt === undefined ? undefined : Date.parse(terms.expiresAt);
}
