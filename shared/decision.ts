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
