/**
 * R26: the answer of the agent. A fresh copy allows at once; everything else is the Worker's to say. Where the Worker
 * does not answer, a copy decides for a while, and after that the fail mode.
 *
 * These functions are pure. What they are given is all that the agent knows at that moment.
 */
import { isDomainAccount } from '../../shared/account-id.ts';
import type * as api from '../../shared/api.ts';
import type { DecisionReason, Verdict } from '../../shared/decision.ts';
import type { FailMode } from '../../shared/fail-mode.ts';
import { type Remembered, verdictUnread } from '../../worker/deciding/fail-mode.ts';
import { allowFrom, decideFrom } from '../../worker/deciding/known-account.ts';
import type { Checked } from '../worker-client/worker-client.ts';
import type { AgentQuestion, Answered } from './answer.ts';
import type { Copies, DeploymentSettings, FoundCopy } from './copies.ts';

export interface Limits {
  /** A copy that is not older than this allows without the Worker. */
  readonly freshMs: number;
  /** A younger copy decides while the Worker does not answer. With 0, none does. */
  readonly maxStaleMs: number;
}

/** What is held about one login. */
export interface Held {
  readonly found: FoundCopy;
  readonly ageMs: number;
  /** The time that expiries are held to. */
  readonly now: number;
  readonly deployment: DeploymentSettings | undefined;
}

export interface Concluded {
  readonly answered: Answered;
  /** The verdict that a copy gave. It is undefined if the Worker decided, or nobody could. */
  readonly seen?: api.Decision;
}

const NONE: FoundCopy = { state: 'none' };

export function heldOf(copies: Copies, login: string): Held {
  // Nobody logs in as a whole domain, so its account is no copy for such a login.
  const found = isDomainAccount(login) ? NONE : copies.find(login);
  return { found, ageMs: copies.ageMs(), now: copies.now(), deployment: copies.deployment };
}

/** Finds the allow of a fresh copy. */
export function findFreshAllow(
  { login, address }: AgentQuestion,
  { found, ageMs, now }: Held,
  { freshMs }: Limits,
): api.Decision | undefined {
  // Written so that an age that is no number is not fresh.
  const isFresh = ageMs <= freshMs;
  if (!isFresh || found.state !== 'live' || found.isUnreadable) return undefined;
  return allowFrom(found.known, login, address, now);
}

/** Concludes from what the Worker said to the question. */
export function conclude(
  question: AgentQuestion,
  held: Held,
  limits: Limits,
  said: Checked,
): Concluded {
  if (said.kind === 'unreachable') return concludeAlone(question, held, limits, undefined);
  if (said.kind !== 'decision') return { answered: said };
  const decision = withoutRemark(said.decision);
  // The Worker could not read the account. A copy may know more.
  return decision.reason === 'unavailable' && decision.decidedBy === null
    ? concludeAlone(question, held, limits, decision.verdict)
    : { answered: toAnswered(decision) };
}

/** `said` is the verdict of the Worker's own fail mode. */
function concludeAlone(
  question: AgentQuestion,
  held: Held,
  limits: Limits,
  said: Verdict | undefined,
): Concluded {
  const { login, address } = question;
  const { found, now, deployment } = held;
  if (found.state === 'deleted')
    return { answered: toAnswered(unreadDecision('deny', 'unknown-account', question)) };
  if (found.state === 'live') {
    const decided = decideFrom(found.known, login, address, now);
    if (decided.reason === 'suspended') return { answered: toAnswered(decided), seen: decided };
    const isKnown = decided.verdict === 'allow' || decided.reason !== 'unavailable';
    if (isKnown && mayDecide(found, held, limits)) {
      const answered = decided.verdict === 'allow' ? toAnswered(decided) : failed(question, 'deny');
      return { answered, seen: decided };
    }
  }
  const failMode = said === undefined ? (deployment?.failMode ?? 'closed') : modeOf(said);
  // The token of a relay hears of every account.
  const verdict = verdictUnread(rememberedOf(found), failMode, () => true);
  return { answered: failed(question, verdict) };
}

/** What the Worker's own rule of fail modes is asked with. */
function rememberedOf(found: Exclude<FoundCopy, { state: 'deleted' }>): Remembered {
  // A domain's copy is found only if a complete synchronisation told of no account of the login's own. So its fail
  // mode counts like that of the login's own.
  return found.state === 'live'
    ? { own: found.known.account, domain: undefined, isWithoutOwn: false }
    : { own: undefined, domain: found.domain, isWithoutOwn: false };
}

/** A copy of an account that can't be read now may be of any age. */
function mayDecide(
  { known, isUnreadable }: Extract<FoundCopy, { state: 'live' }>,
  { ageMs }: Held,
  { maxStaleMs }: Limits,
): boolean {
  return ageMs < maxStaleMs && !isUnreadable && known.account.consistency !== 'strict';
}

/** An answer for want of knowledge. The protocol says a refusal in its temporary form, if it has one. */
function failed(question: AgentQuestion, verdict: Verdict): Answered {
  return toAnswered(unreadDecision(verdict, 'unavailable', question));
}

function toAnswered(decision: api.Decision): Answered {
  if (decision.verdict === 'allow') return { kind: 'allowed', decision };
  return { kind: decision.reason === 'unavailable' ? 'unavailable' : 'refused', decision };
}

function modeOf(verdict: Verdict): FailMode {
  return verdict === 'allow' ? 'open' : 'closed';
}

/** Copies have no remarks. So that an answer does not depend on who decided, the Worker's has none either. */
function withoutRemark(decision: api.Decision): api.Decision {
  const { entry } = decision;
  return entry === null ? decision : { ...decision, entry: { ...entry, remark: '' } };
}

function unreadDecision(
  verdict: Verdict,
  reason: DecisionReason,
  { login, address }: AgentQuestion,
): api.Decision {
  return {
    verdict,
    reason,
    mode: null,
    account: login,
    decidedBy: null,
    address: address.text,
    entry: null,
    revision: null,
  };
}
