/** Whether R26's table has the answer. */
import type { Outcome } from './soaked-agent.ts';
import type { WatchedAccount } from './watched-account.ts';

export interface Outage {
  readonly from: number;
  until: number;
}

export interface Answer {
  readonly watched: WatchedAccount;
  readonly address: string;
  readonly outcome: Outcome;
  readonly outages: readonly Outage[];
  /** When a call to the Worker last failed, though the way to it was not cut. */
  readonly failedAt: number;
  /** The time for which a copy allows after its synchronisation began. */
  readonly freshMs: number;
  readonly began: number;
  readonly ended: number;
}

/** The directory hears of a change within a second. */
const TOLD_MS = 1_000;
/** The agent synchronises every ten seconds, and waits longer after a failure. */
const SYNCHRONISED_MS = 13_000;
/** An agent that asks gives the Worker 1.5 s. */
const DEADLINE_MS = 2_000;

/** Returns what is wrong. `unknown`: an edit was under way, so nobody knows what is right. */
export function judge(answer: Answer): string | undefined {
  const { watched, address, outcome, outages, failedAt, freshMs, began, ended } = answer;
  const outage = outages.find(({ from, until }) => from <= ended && until >= began);
  const isSlow = failedAt >= began - DEADLINE_MS;
  // While the Worker does not answer, a copy decides that is as old as the last synchronisation.
  const mayBeOld = outage !== undefined || isSlow;
  const oldMs = mayBeOld ? Math.max(freshMs, SYNCHRONISED_MS) : freshMs;
  const oldest = (outage?.from ?? began) - oldMs - TOLD_MS;
  const could = watched.between(oldest, ended);
  const now = watched.between(began, ended);
  if (could === undefined || now === undefined) return 'unknown';
  const wouldAllow = (some: typeof could) => some.some(({ allows }) => allows(address));
  const wouldRefuse = (some: typeof could) => some.some(({ allows }) => !allows(address));
  switch (outcome) {
    case 'allow':
      return wouldAllow(could) ? undefined : 'allowed, and no copy so young has it';
    case 'deny': {
      // The Worker has said so, or a copy that says that the account is suspended.
      const isSuspended = mayBeOld && could.some(({ isSuspended }) => isSuspended);
      return wouldRefuse(now) || isSuspended ? undefined : 'refused, and it is on the list';
    }
    case 'temporary':
      if (outage === undefined && !isSlow) return 'refused for now, and the Worker is there';
      return wouldRefuse(could) ? undefined : 'refused for now, and each copy has it';
  }
}
