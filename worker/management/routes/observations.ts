/** What an agent decided from its copies. Each account is told by itself, so one that is slow or gone holds up no other. */
import { Observations, type ObservedAccount, RecordedObservations } from '../../../shared/api.ts';
import { toActivityReport } from '../../../shared/observations.ts';
import { withDeadline } from '../../platform/deadline.ts';
import { mapInTurns } from '../../platform/in-turns.ts';
import { logError } from '../../platform/log.ts';
import { directoryOf } from '../../platform/objects.ts';
import { accountKey } from '../../replicas/edge-replicas.ts';
import type { AppContext } from '../app-env.ts';
import { endpoint } from '../endpoint.ts';
import { accountObject } from './account-object.ts';

const AT_ONCE = 6;
const REPORT_DEADLINE_MS = 2_000;
/** After that time no other account is asked: the agent sends again what belongs to them. */
const CALL_BUDGET_MS = 8_000;

type Recording = 'recorded' | 'passed over' | 'unrecorded';

export const tellObservations = endpoint({
  who: ['relay'],
  right: 'copies',
  summary: 'Tells the checks that an agent answered from its copies',
  body: Observations,
  status: 200,
  answer: RecordedObservations,
  async handle(c, { body: { accounts } }) {
    const until = Date.now() + CALL_BUDGET_MS;
    const known = await findKnown(c, accounts);
    const recordings = await mapInTurns(known, AT_ONCE, (observed) => tell(c, observed, until));
    const unrecorded = known.flatMap(({ account }, index) =>
      recordings[index] === 'unrecorded' ? [account] : [],
    );
    return { recorded: recordings.filter((made) => made === 'recorded').length, unrecorded };
  },
});

/** An object that nobody made must not be asked: the question would make it. */
async function findKnown(
  c: AppContext,
  accounts: readonly ObservedAccount[],
): Promise<ObservedAccount[]> {
  const keyOf = ({ account }: ObservedAccount) => accountKey(c.env, account);
  const known = new Set(await directoryOf(c.env).knownAccounts(accounts.map(keyOf)));
  return accounts.filter((observed) => known.has(keyOf(observed)));
}

async function tell(c: AppContext, observed: ObservedAccount, until: number): Promise<Recording> {
  const now = Date.now();
  if (now >= until) return 'unrecorded';
  const report = toActivityReport(observed, c.get('session').tokenId, now);
  if (!report) return 'passed over';
  try {
    const recording = accountObject(c, observed.account).recordActivity(report);
    const isRecorded = await withDeadline(recording, REPORT_DEADLINE_MS);
    // An object of version 0.2.0 does not say whether there is such an account.
    return isRecorded === false ? 'passed over' : 'recorded';
  } catch (error) {
    const fields = { requestId: c.get('requestId'), account: observed.account };
    logError('observations-unrecorded', { ...fields, error: String(error) });
    return 'unrecorded';
  }
}
