/**
 * R19: refuses to make or to delete a login's own account where that would open the login. The account's object
 * asks the object of the domain's account itself, so an isolate of the release before can't go round it.
 */
import { findDomainAccount } from '../../../shared/account-id.ts';
import {
  DOMAIN_STANDINGS,
  type DomainStanding,
  standingOf,
} from '../../../shared/domain-account.ts';
import { type Problem, problem } from '../../../shared/problem.ts';
import { withDeadline } from '../../platform/deadline.ts';
import type { Env } from '../../platform/env.ts';
import { logError } from '../../platform/log.ts';
import { accountOf } from '../../platform/objects.ts';

const DEADLINE_MS = 2_000;

/** What the request says of opening the login. An isolate of the release before says nothing. */
export interface Consent {
  readonly off: boolean;
}

export interface DomainQuestion {
  /** Decides whether the act opens the login while the domain's account stands so. */
  readonly opens: (domain: DomainStanding) => boolean;
  /** The sentence that says why, and which ways are left. */
  readonly describe: (domainAccount: string) => string;
  readonly consent: Consent | undefined;
}

/** Returns undefined if the act opens nothing. No object is asked if no answer would matter. */
export async function refuseOpening(
  env: Env,
  account: string,
  { opens, describe, consent }: DomainQuestion,
): Promise<Problem | undefined> {
  const domainAccount = findDomainAccount(account);
  if (domainAccount === undefined || !DOMAIN_STANDINGS.some(opens)) return undefined;
  let standing: DomainStanding;
  try {
    standing = await withDeadline(readStanding(env, domainAccount), DEADLINE_MS);
  } catch (error) {
    logError('domain-account-unreachable', { account, domainAccount, error: String(error) });
    const detail = `The account ${domainAccount} can’t be asked now whether it closes this login: nothing was changed, try again.`;
    return problem('unavailable', detail);
  }
  if (!opens(standing)) return undefined;
  // An isolate of the release before does not know the code.
  return problem(consent ? 'domain-list-on' : 'unavailable', describe(domainAccount));
}

/** The object of the release before can answer this as well. */
async function readStanding(env: Env, domainAccount: string): Promise<DomainStanding> {
  const described = await accountOf(env, domainAccount).describe();
  if (described.ok) return standingOf(described.value);
  if (described.error.code === 'account-unknown') return 'none';
  throw new Error(described.error.code);
}
