/** Recent senders by the list as it is now, whatever it was when they were seen. */
import type { Allowlist, Sender } from '../../../shared/api.ts';
import type { AddressJudge, SeenAddress } from '../../../shared/judge-address.ts';

export interface JudgedSender {
  readonly sender: Sender;
  /** What a mail server would be told of it now. */
  readonly seen: SeenAddress;
  /** Whether a live entry covers it, whatever the switches over the list say. */
  readonly isListed: boolean;
  /** It has the password, and no entry: refused after the right password. */
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
    const isListed = judge(address, ENFORCED, now).verdict === 'allow';
    return {
      sender,
      seen: judge(address, { mode: list.mode, suspended }, now),
      isListed,
      isSuspect: !isListed && passwordWasRight && refused > 0,
    };
  });
}

/** Refused now, or let through only because the list observes. */
export function isNotAllowed({ seen }: JudgedSender): boolean {
  return seen.verdict === 'deny' || seen.reason === 'observed';
}
