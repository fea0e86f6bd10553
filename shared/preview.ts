/** What a change would do to who has been sending (R15): the senders replayed against the list as it would be. */
import type { Sender } from './activity.ts';
import type { Allowlist } from './allowlist.ts';
import { compileList } from './compiled-list.ts';
import { decide, type ListDecision } from './decision.ts';
import { readAddress } from './ip-address.ts';

export interface Preview {
  /** Allowed by the list as it is, refused by the one that would be. */
  readonly cutOff: readonly Sender[];
  /** Refused now, allowed then. */
  readonly letIn: readonly Sender[];
  /** Allowed now, and then only because the list would observe: cut off once it is enforced. */
  readonly observed: readonly Sender[];
}

/** Both lists come compiled: to compile one takes longer than to judge all senders. */
export function previewChange(isNow: Judge, wouldBe: Judge, senders: readonly Sender[]): Preview {
  const cutOff: Sender[] = [];
  const letIn: Sender[] = [];
  const observed: Sender[] = [];
  for (const sender of senders) {
    const [is, would] = [isNow(sender.address), wouldBe(sender.address)];
    if (is.verdict === 'deny') {
      if (would.verdict === 'allow') letIn.push(sender);
    } else if (would.verdict === 'deny') cutOff.push(sender);
    else if (would.reason === 'observed' && is.reason !== 'observed') observed.push(sender);
  }
  return { cutOff, letIn, observed };
}

/** The answer of a compiled list to an address. */
export type Judge = (address: string) => Pick<ListDecision, 'verdict' | 'reason'>;

/** A suspended account refuses before and after alike: what counts here is the list. */
export function judgeBy(list: Allowlist, now: number): Judge {
  const compiled = { ...compileList(list.entries), mode: list.mode, suspended: false };
  const words = new Uint32Array(4);
  return (address) =>
    readAddress(address, words)
      ? decide(compiled, words, now)
      : { verdict: 'deny', reason: 'not-listed' };
}
