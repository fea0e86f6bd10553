/**
 * Reads the Decision that the Worker answered. Each field is checked, because a proxy or a portal on the way could
 * answer in the Worker's place. What is not a Decision about this question counts as no answer.
 *
 * A newer Worker may refuse for a reason, in a mode or by an account of a kind that this version does not know. That
 * is a refusal all the same: if it counted as no answer, a copy or the fail mode could let in whom the Worker refuses.
 */
import { findDomainAccount } from '../../shared/account-id.ts';
import type { Mode } from '../../shared/allowlist.ts';
import type * as api from '../../shared/api.ts';
import { DECISION_REASONS, type DecisionReason, type Verdict } from '../../shared/decision.ts';
import { isObject } from './json-object.ts';

/** The verdicts that each reason can have. */
const VERDICTS: Readonly<Record<DecisionReason, readonly Verdict[]>> = {
  listed: ['allow'],
  off: ['allow'],
  observed: ['allow'],
  'not-listed': ['deny'],
  expired: ['deny'],
  suspended: ['deny'],
  'unknown-account': ['allow', 'deny'],
  unavailable: ['allow', 'deny'],
};
const MODES: readonly Mode[] = ['off', 'observe', 'enforce'];

/** `login` and `address` are what was asked, in their canonical form. */
export function findDecision(
  value: unknown,
  login: string,
  address: string,
): api.Decision | undefined {
  if (!isObject(value) || value.account !== login || value.address !== address) return undefined;
  const isRefusal = value.verdict === 'deny';
  const reason = findReason(value.reason, isRefusal);
  const verdict = reason && VERDICTS[reason].find((one) => one === value.verdict);
  const mode = findMode(value.mode, isRefusal);
  const decidedBy = findDecidedBy(value, login, isRefusal);
  const entry = value.entry === null ? null : findEntry(value.entry);
  const { revision, listRevision } = value;
  if (verdict === undefined || reason === undefined) return undefined;
  if (mode === undefined || decidedBy === undefined || entry === undefined) return undefined;
  if (revision !== null && !isRevision(revision)) return undefined;
  if (listRevision !== undefined && !isRevision(listRevision)) return undefined;
  return {
    verdict,
    reason,
    mode,
    account: login,
    decidedBy,
    address,
    entry,
    revision,
    ...(listRevision !== undefined && { listRevision }),
  };
}

function findReason(value: unknown, isRefusal: boolean): DecisionReason | undefined {
  const known = DECISION_REASONS.find((one) => one === value);
  return known ?? (isRefusal && typeof value === 'string' ? 'not-listed' : undefined);
}

function findMode(value: unknown, isRefusal: boolean): Mode | null | undefined {
  if (value === null) return null;
  const known = MODES.find((one) => one === value);
  return known ?? (isRefusal && typeof value === 'string' ? 'enforce' : undefined);
}

/** A Worker of version 0.2.0 has no domain accounts, and does not say which account decided. */
function findDecidedBy(
  { decidedBy, revision }: Record<string, unknown>,
  login: string,
  isRefusal: boolean,
): string | null | undefined {
  if (decidedBy === undefined) return revision === null ? null : login;
  if (decidedBy === null || decidedBy === login) return decidedBy;
  if (typeof decidedBy !== 'string') return undefined;
  if (decidedBy === findDomainAccount(login)) return decidedBy;
  return isRefusal ? null : undefined;
}

/** A Worker of version 0.2.0 has no shared lists, and does not name one. */
function findEntry(value: unknown): NonNullable<api.Decision['entry']> | undefined {
  if (!isObject(value)) return undefined;
  const { id, value: text, remark, list = null } = value;
  if (typeof id !== 'string' || typeof text !== 'string' || typeof remark !== 'string')
    return undefined;
  return list === null || typeof list === 'string' ? { id, value: text, remark, list } : undefined;
}

function isRevision(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}
