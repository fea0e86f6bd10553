/** The answer to *may this address send?*: a value in every case, never an exception. */
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

/** What a decision needs to know of an account: its compiled list and the switches over it. */
export interface EnforcedList extends CompiledList {
  readonly mode: Mode;
  readonly suspended: boolean;
}

export interface ListDecision {
  readonly verdict: Verdict;
  readonly reason: DecisionReason;
  /** Index of the entry that matched, live or expired; undefined where none did or none was sought. */
  readonly entryIndex: number | undefined;
}

/** R1, R6, R11, R13, R14: decides for an address (four words) at a moment (milliseconds since the epoch). */
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
