/** Judges recent senders by the present list, not by the list at the time when they were seen. */
import type { Allowlist, Sender } from '../../../shared/api.ts';
import type { AddressJudge, SeenAddress } from '../../../shared/judge-address.ts';

export interface JudgedSender {
  readonly sender: Sender;
  /** The answer that a mail server would get for this sender now. */
  readonly seen: SeenAddress;
  /** True if a live entry covers the sender, even if the list is off or the account is suspended. */
  readonly isListed: boolean;
  /** True if a shared list that could not be read may cover the sender. */
  readonly isUnsure: boolean;
  /** True if the sender has no entry and was refused although it gave the right password. */
  readonly isSuspect: boolean;
}

const ENFORCED = { mode: 'enforce', suspended: false } as const;

export function judgeSenders(
  senders: readonly Sender[],
  judge: AddressJudge,
  list: Pick<Allowlist, 'mode'>,
  suspended: boolean,
  now: number,
): JudgedSender[] {
  return senders.map((sender) => {
    const { address, passwordWasRight, refused } = sender;
    const { verdict, reason } = judge(address, ENFORCED, now);
    const isListed = verdict === 'allow';
    const isUnsure = reason === 'unavailable';
    return {
      sender,
      seen: judge(address, { mode: list.mode, suspended }, now),
      isListed,
      isUnsure,
      isSuspect: !isListed && !isUnsure && passwordWasRight && refused > 0,
    };
  });
}

/** Decides whether a sender is refused now, or let through only because the list observes. */
export function isNotAllowed({ seen }: JudgedSender): boolean {
  if (seen.reason === 'unavailable') return false;
  return seen.verdict === 'deny' || seen.reason === 'observed';
}
