/**
 * Shows what a change would do to the recent senders (R15): they are checked again against the list as it would
 * be.
 */
import type { Sender } from './activity.ts';
import type { Allowlist } from './allowlist.ts';
import { compileList } from './compiled-list.ts';
import { decideUnion, type IncludedList, type ListDecision } from './decision.ts';
import { readAddress } from './ip-address.ts';

export interface Preview {
  /** The list allows them now, and would refuse them after the change. */
  readonly cutOff: readonly Sender[];
  /** The list refuses them now, and would allow them after the change. */
  readonly letIn: readonly Sender[];
  /**
   * They are allowed now. After the change they are allowed only because the list observes, and refused as soon
   * as it is enforced.
   */
  readonly observed: readonly Sender[];
}

/** Takes both lists compiled, because it takes longer to compile a list than to judge all senders. */
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

/** The answer of a compiled list for an address. */
export type Judge = (address: string) => Pick<ListDecision, 'verdict' | 'reason'>;

/**
 * Judges by the list and the shared lists that it includes. A suspended account refuses everything before and after the change, so its
 * suspension does not count here.
 */
export function judgeBy(
  list: Allowlist,
  now: number,
  included: readonly IncludedList[] = [],
): Judge {
  const compiled = { ...compileList(list.entries), mode: list.mode, suspended: false };
  const words = new Uint32Array(4);
  return (address) =>
    readAddress(address, words)
      ? decideUnion(compiled, included, words, now)
      : { verdict: 'deny', reason: 'not-listed' };
}
