/** *May these addresses send?*, many at once, for mail servers and sending hosts. */
import { CheckBatchRequest, type Decision, DecisionBatch } from '../../../shared/api.ts';
import { type ClientAddress, parseClientAddress } from '../../../shared/client-address.ts';
import { problem } from '../../../shared/problem.ts';
import { describeValueProblem } from '../../../shared/value-problem.ts';
import type { VerifiedAsker } from '../../deciding/asker.ts';
import { findCallerAddress } from '../../platform/caller-address.ts';
import { CheckCall } from '../../platform/check-call.ts';
import { findBearerToken } from '../../tokens/header-token.ts';
import type { AppContext } from '../app-env.ts';
import { isOperator, refuseAuthentication } from '../bearer-auth.ts';
import { endpoint } from '../endpoint.ts';
import { ProblemError } from '../problem-response.ts';

export const checkBatch = endpoint({
  who: 'checker',
  summary: 'Up to 100 checks at once',
  body: CheckBatchRequest,
  status: 200,
  answer: DecisionBatch,
  async handle(c, { body: { checks } }) {
    const questions = checks.map(({ account, address }, index) => ({
      account,
      address: expectAddress(c, address, `/checks/${index}/address`),
    }));
    const call = new CheckCall(c.executionCtx);
    return { decisions: await decideAll(c, await expectAsker(c, call), questions, call) };
  },
});

interface BatchedQuestion {
  readonly account: string;
  readonly address: ClientAddress;
}

async function expectAsker(c: AppContext, call: CheckCall): Promise<VerifiedAsker> {
  const asker = await c.get('decisionPoint').verify(findBearerToken(c.req.raw.headers), call);
  if (asker.kind !== 'unauthorized') return asker;
  if (!(await isOperator(c))) return refuseAuthentication(c);
  const detail = 'Checks are asked with a relay’s or an account’s token.';
  throw new ProblemError(problem('forbidden', detail));
}

/** One token for all of them; a question it may not ask refuses the whole request. */
async function decideAll(
  c: AppContext,
  asker: VerifiedAsker,
  questions: readonly BatchedQuestion[],
  call: CheckCall,
): Promise<Decision[]> {
  const point = c.get('decisionPoint');
  const decisions = await Promise.all(
    questions.map(({ account, address }) => point.decide(asker, account, address, call)),
  );
  return decisions.map((decision) => {
    if (decision === 'forbidden') {
      throw new ProblemError(problem('forbidden', 'The token is of another account.'));
    }
    if (decision.verdict === 'deny') point.refusals.log(c.get('requestId'), decision);
    return decision;
  });
}

function expectAddress(c: AppContext, text: string | undefined, pointer: string): ClientAddress {
  const parsed = text === undefined ? undefined : parseClientAddress(text);
  if (parsed?.ok) return parsed.value;
  const caller = text === undefined ? findCallerAddress(c.req.raw.headers) : undefined;
  if (caller) return caller;
  const message = parsed
    ? describeValueProblem(parsed.error, 'address')
    : 'The address of this connection is not known: give an address.';
  const error = { pointer, message, ...(text === undefined ? {} : { value: text }) };
  throw new ProblemError(problem('invalid-value', `${pointer}: ${message}`, [error]));
}
