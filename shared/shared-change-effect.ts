/** R20: what a change of a shared list means to an account that includes it. */
import type { Sender } from './activity.ts';
import type { Allowlist } from './allowlist.ts';
import { compileList, findOwner } from './compiled-list.ts';
import type { CoverageChange } from './coverage-change.ts';
import { isExpired } from './expired-entries.ts';
import { readAddress } from './ip-address.ts';
import type { AddressRange } from './ip-range.ts';
import { coversSome, includedIn, type KnownLists } from './known-lists.ts';
import { withMode } from './list-mode.ts';
import { judgeBy } from './preview.ts';

/** A change of a shared list. One that is deleted is included no more, so it can turn an account off. */
export interface SharedListChange extends CoverageChange {
  readonly list: string;
  readonly isDeleted: boolean;
}

export interface ChangeEffect {
  readonly cutOff: readonly Sender[];
  readonly letIn: readonly Sender[];
  /** Whether no address is let in any more, by this change. */
  readonly nobodyAllowed: boolean;
  readonly turnedOff: boolean;
}

/** `known` has the other lists that the account includes. */
export function effectOf(
  account: Allowlist,
  change: SharedListChange,
  known: KnownLists,
  senders: readonly Sender[],
  now: number,
): ChangeEffect {
  const rest = { ...account, lists: account.lists?.filter((name) => name !== change.list) };
  const included = includedIn(rest, known);
  const judge = judgeBy({ ...rest, mode: account.mode }, now, included);
  const [isLost, isGained] = [searcherOf(change.lost), searcherOf(change.gained)];
  const turnedOff = change.isDeleted && withMode(account, rest).mode === 'off';
  // What the account lets in without the list, it lets in before and after.
  const refused = senders.filter(({ address }) => judge(address).verdict === 'deny');
  const hasOwn = account.entries.some((entry) => !isExpired(entry, now) && !entry.unreadable);
  return {
    cutOff: turnedOff ? [] : refused.filter(({ address }) => isLost(address)),
    letIn: refused.filter(({ address }) => (turnedOff ? !isLost(address) : isGained(address))),
    nobodyAllowed:
      change.isEmptied &&
      !turnedOff &&
      account.mode === 'enforce' &&
      !hasOwn &&
      !coversSome(included, now),
    turnedOff,
  };
}

export function isTouched({ cutOff, letIn, nobodyAllowed, turnedOff }: ChangeEffect): boolean {
  return nobodyAllowed || turnedOff || cutOff.length > 0 || letIn.length > 0;
}

function searcherOf(ranges: readonly AddressRange[]): (address: string) => boolean {
  if (ranges.length === 0) return () => false;
  const compiled = compileList(ranges.map((range) => ({ range, expiresAt: null })));
  const words = new Uint32Array(4);
  return (address) => readAddress(address, words) && findOwner(compiled, words) !== undefined;
}
