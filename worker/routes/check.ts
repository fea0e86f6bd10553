/** *May this address send?*, for mail servers and sending hosts. */
import { CheckBatchRequest, CheckRequest, Decision, DecisionBatch } from '../../shared/api.ts';
import { type ClientAddress, parseClientAddress } from '../../shared/client-address.ts';
import { problem } from '../../shared/problem.ts';
import { describeValueProblem } from '../../shared/value-problem.ts';
import type { AppContext } from '../app-env.ts';
import type { Asker } from '../asker.ts';
import { findCallerAddress } from '../caller-address.ts';
import { endpoint } from '../endpoint.ts';
import { logInfo } from '../log.ts';
import { findBearerToken } from '../middleware/bearer-auth.ts';
import { refuseAuthentication } from '../middleware/failed-authentication.ts';
import { ProblemError } from '../middleware/problem-response.ts';

export const check = endpoint({
  who: 'checker',
  summary: 'Whether an address may send for an account; without an address, the caller’s',
  body: CheckRequest,
  status: 200,
  answer: Decision,
  async handle(c, { body }) {
    const address = expectAddress(c, body.address, '/address');
    return expectDecision(c, await expectAsker(c), body.account, address);
  },
});

export const checkByQuery = endpoint({
  who: 'checker',
  summary: 'The same, asked in the query',
  query: CheckRequest,
  status: 200,
  answer: Decision,
  async handle(c, { query }) {
    const address = expectAddress(c, query.address, '/query/address');
    return expectDecision(c, await expectAsker(c), query.account, address);
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
    const asker = await expectAsker(c);
    const decisions = questions.map(({ account, address }) =>
      expectDecision(c, asker, account, address),
    );
    return { decisions: await Promise.all(decisions) };
  },
});

type KnownAsker = Exclude<Asker, { kind: 'unauthorized' }>;

async function expectAsker(c: AppContext): Promise<KnownAsker> {
  const token = findBearerToken(c.req.raw.headers);
  const asker = await c
    .get('decisionPoint')
    .verify(token, (promise) => c.executionCtx.waitUntil(promise));
  return asker.kind === 'unauthorized' ? refuseAuthentication(c) : asker;
}

async function expectDecision(
  c: AppContext,
  asker: KnownAsker,
  account: string,
  address: ClientAddress,
): Promise<Decision> {
  const keepAlive = (promise: Promise<unknown>) => c.executionCtx.waitUntil(promise);
  const decision = await c.get('decisionPoint').decide(asker, account, address, keepAlive);
  if (decision === 'forbidden') {
    throw new ProblemError(problem('forbidden', 'The token is of another account.'));
  }
  if (decision.verdict === 'deny') logRefusal(c, decision);
  return decision;
}

export function logRefusal(c: AppContext, { account, address, reason }: Decision): void {
  logInfo('refused', { requestId: c.get('requestId'), account, address, reason });
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
