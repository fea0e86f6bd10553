/** Answers *may these addresses send?* for many addresses at once. Mail servers and sending hosts use it. */
import { CheckBatchRequest, type Decision, DecisionBatch } from '../../../shared/api.ts';
import { type ClientAddress, parseClientAddress } from '../../../shared/client-address.ts';
import { problem } from '../../../shared/problem.ts';
import { describeValueProblem } from '../../../shared/value-problem.ts';
import type { VerifiedAsker } from '../../deciding/asker.ts';
import { ownAddressOf } from '../../platform/caller-address.ts';
import { CHECK_BUDGET_MS, CheckCall } from '../../platform/check-call.ts';
import { mapInTurns } from '../../platform/in-turns.ts';
import { findBearerToken } from '../../tokens/header-token.ts';
import type { AppContext } from '../app-env.ts';
import { isOperator, refuseAuthentication } from '../bearer-auth.ts';
import { endpoint } from '../endpoint.ts';
import { ProblemError } from '../problem-response.ts';

export const checkBatch = endpoint({
  who: 'asker',
  summary: 'Up to 100 checks at once',
  body: CheckBatchRequest,
  status: 200,
  answer: DecisionBatch,
  async handle(c, { body: { checks } }) {
    const until = Date.now() + BATCH_MS;
    const asker = await expectAsker(c, new CheckCall(c.executionCtx));
    const questions = checks.map(({ account, address }, index) => ({
      account,
      address: expectAddress(c, asker, address, `/checks/${index}/address`),
    }));
    return { decisions: await decideAll(c, asker, questions, until) };
  },
});

/** The time for a batch. A mail server that asks so many questions at once waits longer than for one. */
const BATCH_MS = 10_000;
/** The platform allows six reads of KV at once. A seventh would use up its time while it waits in the queue. */
const AT_ONCE = 6;

interface BatchedQuestion {
  readonly account: string;
  readonly address: ClientAddress;
}

async function expectAsker(c: AppContext, call: CheckCall): Promise<VerifiedAsker> {
  const { headers } = c.req.raw;
  const asker = await c.get('decisionPoint').verify(findBearerToken(headers), headers, call);
  if (asker.kind !== 'unauthorized' && asker.kind !== 'list') return asker;
  if (asker.kind === 'unauthorized' && !(await isOperator(c))) return refuseAuthentication(c);
  const detail = 'Checks are asked with a relay’s or an account’s token.';
  throw new ProblemError(problem('forbidden', detail));
}

/** Decides all questions with one token. If the token may not ask one of them, the whole request is refused. */
async function decideAll(
  c: AppContext,
  asker: VerifiedAsker,
  questions: readonly BatchedQuestion[],
  until: number,
): Promise<Decision[]> {
  const point = c.get('decisionPoint');
  const decisions = await mapInTurns(questions, AT_ONCE, ({ account, address }) => {
    const call = new CheckCall(c.executionCtx, Math.min(CHECK_BUDGET_MS, until - Date.now()));
    return point.decide(asker, account, address, call);
  });
  return decisions.map((decision) => {
    if (decision === 'forbidden') {
      throw new ProblemError(problem('forbidden', 'The token is of another account.'));
    }
    if (decision.verdict === 'deny') point.logRefusal(c.get('requestId'), decision);
    return decision;
  });
}

function expectAddress(
  c: AppContext,
  asker: VerifiedAsker,
  text: string | undefined,
  pointer: string,
): ClientAddress {
  if (text === undefined) return expectOwnAddress(c, asker, pointer);
  const parsed = parseClientAddress(text);
  if (parsed.ok) return parsed.value;
  const message = describeValueProblem(parsed.error, 'address');
  const error = { pointer, message, value: text };
  throw new ProblemError(problem('invalid-value', `${pointer}: ${message}`, [error]));
}

/**
 * Returns the caller's own address for an account's token. A relay asks about its clients, never about
 * itself.
 */
function expectOwnAddress(c: AppContext, asker: VerifiedAsker, pointer: string): ClientAddress {
  const own = ownAddressOf(c.req.raw.headers);
  if (asker.kind === 'account' && own.ok) return own.value;
  const [code, message] =
    asker.kind !== 'account' || own.ok
      ? (['invalid-request', 'Give the address of the client, such as 203.0.113.7.'] as const)
      : (['invalid-value', `${own.error} Give an address.`] as const);
  throw new ProblemError(problem(code, `${pointer}: ${message}`, [{ pointer, message }]));
}
