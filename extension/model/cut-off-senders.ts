/** Decides which of the senders that a change would cut off can be added together with it. Pure. */
import type { Alert, Sender } from '../../shared/api.ts';

export interface CutOffSenders {
  /** Addresses that can be added together. */
  readonly known: readonly string[];
  /** Senders that may be thieves who have the password. A person must decide about each of them. */
  readonly suspects: readonly Sender[];
}

/**
 * `leaks` are the addresses that a leak alert is about. Several logins of a domain can be at one address; it is known
 * only if none of them is a suspect.
 */
export function sortCutOff(cutOff: readonly Sender[], leaks: ReadonlySet<string>): CutOffSenders {
  const suspects = cutOff.filter(
    ({ address, refused, passwordWasRight }) =>
      (refused > 0 && passwordWasRight) || leaks.has(address),
  );
  const suspected = new Set(suspects.map(({ address }) => address));
  const known = new Set(cutOff.map(({ address }) => address));
  return { known: [...known].filter((address) => !suspected.has(address)), suspects };
}

/** Returns the addresses of the alerts about a leaked password. */
export function leaksIn(alerts: readonly Alert[]): string[] {
  return alerts.flatMap(({ kind, address }) =>
    kind === 'leaked-password' && address !== null ? [address] : [],
  );
}
