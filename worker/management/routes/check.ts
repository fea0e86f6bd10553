/** *May this address send?*, for mail servers and sending hosts. */
import { CheckBatchRequest, CheckRequest, Decision, DecisionBatch } from '../../../shared/api.ts';
import { type ClientAddress, parseClientAddress } from '../../../shared/client-address.ts';
import { problem } from '../../../shared/problem.ts';
import { describeValueProblem } from '../../../shared/value-problem.ts';
import { findCallerAddress } from '../../platform/caller-address.ts';
import { refuseAuthentication } from '../../tokens/failed-authentication.ts';
import type { AppContext } from '../app-env.ts';
import { findBearerToken, isOperator } from '../bearer-auth.ts';
import { endpoint } from '../endpoint.ts';
import { ProblemError } from '../problem-response.ts';
import { requestIdOf } from '../request-id.ts';
import { verifyAsker } from '../verify-asker.ts';

export const check = endpoint({
  who: 'checker',
  summary: 'Whether an address may send for an account; without an address, the caller’s',
  body: CheckRequest,
  status: 200,
  answer: Decision,
  async handle(c, { body }) {
    return expectDecision(c, body.account, expectAddress(c, body.address, '/address'));
  },
});

export const checkByQuery = endpoint({
  who: 'checker',
  summary: 'The same, asked in the query',
  query: CheckRequest,
  status: 200,
  answer: Decision,
  async handle(c, { query }) {
    return expectDecision(c, query.account, expectAddress(c, query.address, '/query/address'));
  },
});

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
    return { decisions: await expectDecisions(c, questions) };
  },
});

interface Question {
  readonly account: string;
  readonly address: ClientAddress;
}

async function expectDecision(
  c: AppContext,
  account: string,
  address: ClientAddress,
): Promise<Decision> {
  const [decision] = await expectDecisions(c, [{ account, address }]);
  if (!decision) throw new Error('a question without an answer');
  return decision;
}

/** One token for all of them; a question it may not ask refuses the whole request. */
async function expectDecisions(c: AppContext, questions: readonly Question[]): Promise<Decision[]> {
  const decisionPoint = c.get('decisionPoint');
  const { asker, call } = await verifyAsker(c, findBearerToken(c.req.raw.headers));
  if (asker.kind === 'unauthorized') {
    if (await isOperator(c)) {
      throw new ProblemError(
        problem('forbidden', 'Checks are asked with a relay’s or an account’s token.'),
      );
    }
    return refuseAuthentication(c);
  }
  const decisions = await Promise.all(
    questions.map(({ account, address }) => decisionPoint.decide(asker, account, address, call)),
  );
  return decisions.map((decision) => {
    if (decision === 'forbidden') {
      throw new ProblemError(problem('forbidden', 'The token is of another account.'));
    }
    if (decision.verdict === 'deny') decisionPoint.refusals.log(requestIdOf(c), decision);
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
