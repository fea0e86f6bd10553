import { hasExpired } from '../../../shared/judge-address.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import type { Expiry } from '../ExpiryField.tsx';
import { ExpiryWarning } from '../ExpiryWarning.tsx';
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
  if (snapshot.isShared || snapshot.listsLetIn) return null;
  if (companions > 0 || snapshot.live - left > 0) return null;
  return <ExpiryWarning expiry={expiry} observes={observes} now={now} />;
}
