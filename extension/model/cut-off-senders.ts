/** Decides which of the senders that a change would cut off can be added together with it. Pure. */
import type { Alert, Sender } from '../../shared/api.ts';

export interface CutOffSenders {
  /** Addresses that can be added together. */
  readonly known: readonly string[];
  /** Senders that may be thieves who have the password. A person must decide about each of them. */
  readonly suspects: readonly Sender[];
}

/** `leaks` are the addresses that a leak alert is about. */
export function sortCutOff(cutOff: readonly Sender[], leaks: ReadonlySet<string>): CutOffSenders {
  const isSuspect = ({ address, refused, passwordWasRight }: Sender) =>
    (refused > 0 && passwordWasRight) || leaks.has(address);
  return {
    known: cutOff.filter((sender) => !isSuspect(sender)).map(({ address }) => address),
    suspects: cutOff.filter(isSuspect),
  };
}

/** Returns the addresses of the alerts about a leaked password. */
export function leaksIn(alerts: readonly Alert[]): string[] {
  return alerts.flatMap(({ kind, address }) =>
    kind === 'leaked-password' && address !== null ? [address] : [],
  );
}
