/**
 * What a check gets when nothing can be read. It is decided from what the isolate remembers of the account, however
 * old that is. What closes counts for every caller. What opens counts only for a caller that the account may be told
 * of, and never against what closes: a suspended or deleted account is not opened by a fault.
 */
import type { Verdict } from '../../shared/decision.ts';
import type { FailMode } from '../../shared/fail-mode.ts';
import type { AccountReplica } from '../replicas/replica-format.ts';

export interface Remembered {
  /** The login's own account. */
  readonly own: AccountReplica | undefined;
  /** The account of its domain. */
  readonly domain: AccountReplica | undefined;
  /** Whether KV had no account of the login's own when it was asked last. */
  readonly isWithoutOwn: boolean;
}

/** `mayHear` says whether the caller may be told how an account of this id stands. */
export function verdictUnread(
  { own, domain, isWithoutOwn }: Remembered,
  deployment: FailMode,
  mayHear: (copy: AccountReplica) => boolean,
): Verdict {
  if (own && !own.deleted) return verdictOf(own, deployment, mayHear);
  const isDeleted = own !== undefined;
  // Without the account of its domain, a login whose account was deleted may not send.
  if (!domain || domain.deleted) return isDeleted ? 'deny' : toVerdict(deployment);
  if (isDeleted || isWithoutOwn) return verdictOf(domain, deployment, mayHear);
  // The login may have an account of its own, so that of its domain opens nothing.
  return verdictOf(domain, deployment, () => false);
}

function verdictOf(
  copy: AccountReplica,
  deployment: FailMode,
  mayHear: (copy: AccountReplica) => boolean,
): Verdict {
  if (copy.suspended || copy.failMode === 'closed') return 'deny';
  return copy.failMode === 'open' && mayHear(copy) ? 'allow' : toVerdict(deployment);
}

function toVerdict(mode: FailMode): Verdict {
  return mode === 'open' ? 'allow' : 'deny';
}
