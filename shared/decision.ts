/** The answer to the question *may this address send?* In every case it is a value, never an exception. */
import type { Mode } from './allowlist.ts';
import { type CompiledList, expiryOf, findOwner } from './compiled-list.ts';

export const DECISION_REASONS = [
  'listed',
  'not-listed',
  'expired',
  'off',
  'observed',
  'suspended',
  'unknown-account',
  'unavailable',
] as const;

export type DecisionReason = (typeof DECISION_REASONS)[number];
export type Verdict = 'allow' | 'deny';

/** The facts about an account that a decision needs: its compiled list, the mode and the suspension. */
export interface EnforcedList extends CompiledList {
  readonly mode: Mode;
  readonly suspended: boolean;
}

export interface ListDecision {
  readonly verdict: Verdict;
  readonly reason: DecisionReason;
  /**
   * The index of the entry that matched, live or expired. It is undefined if none matched, or if none was
   * searched for.
   */
  readonly entryIndex: number | undefined;
}

/**
 * R1, R6, R11, R13, R14: decides whether an address (four words) may send at a moment (milliseconds since the
 * epoch).
 */
export function decide(list: EnforcedList, address: Uint32Array, now: number): ListDecision {
  if (list.suspended) return { verdict: 'deny', reason: 'suspended', entryIndex: undefined };
  if (list.mode === 'off') return { verdict: 'allow', reason: 'off', entryIndex: undefined };
  const entryIndex = findOwner(list, address);
  const expiry = entryIndex === undefined ? undefined : expiryOf(list, entryIndex);
  if (expiry !== undefined && expiry > now)
    return { verdict: 'allow', reason: 'listed', entryIndex };
  if (list.mode === 'observe') return { verdict: 'allow', reason: 'observed', entryIndex };
  return { verdict: 'deny', reason: expiry === undefined ? 'not-listed' : 'expired', entryIndex };
}

/** What is known of a shared list that the account includes (R20). */
export type IncludedList =
  | { readonly state: 'found'; readonly list: CompiledList }
  /** The list was deleted, so it covers nothing. */
  | { readonly state: 'gone' }
  /** The list could not be read, so it may cover the address. */
  | { readonly state: 'unread' };

export interface UnionDecision extends ListDecision {
  /** The index of the included list whose entry matched. It is missing for the account's own entry. */
  readonly listIndex?: number;
}

/**
 * R20: decides by the account's own entries and by the lists that it includes. Each list can only allow. If none
 * covers the address and one could not be read, the reason is `unavailable`: nobody knows whether that list covers
 * it. An account that observes then still allows; for one that enforces the fail mode has to decide.
 */
export function decideUnion(
  list: EnforcedList,
  included: readonly IncludedList[],
  address: Uint32Array,
  now: number,
): UnionDecision {
  const own = decide(list, address, now);
  if (included.length === 0 || list.suspended || list.mode === 'off' || own.reason === 'listed')
    return own;
  let expired: UnionDecision = own;
  let isUnread = false;
  for (const [listIndex, copy] of included.entries()) {
    if (copy.state === 'unread') isUnread = true;
    if (copy.state !== 'found') continue;
    const entryIndex = findOwner(copy.list, address);
    const expiry = entryIndex === undefined ? undefined : expiryOf(copy.list, entryIndex);
    if (expiry === undefined) continue;
    if (expiry > now) return { verdict: 'allow', reason: 'listed', entryIndex, listIndex };
    if (expired.entryIndex === undefined) expired = expiredIn(own, entryIndex, listIndex);
  }
  if (!isUnread) return expired;
  return {
    verdict: own.verdict,
    reason: 'unavailable',
    entryIndex: undefined,
  };
}

function expiredIn(
  { verdict, reason }: ListDecision,
  entryIndex: number | undefined,
  listIndex: number,
): UnionDecision {
  return { verdict, reason: reason === 'not-listed' ? 'expired' : reason, entryIndex, listIndex };
}
