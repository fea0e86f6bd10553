/**
 * Stalwart's MTA hook at stage `mail`: POST with the session as JSON, answered with an action.
 *
 * Stalwart takes an answer that is no 200, or can't be read, for an error of the hook, and what it
 * does then is for its configuration to say; so every branch here answers 200. A session without a
 * login is ordinary mail coming in, and goes on. Anything that can't be told to be that, or to be
 * allowed, is refused.
 */
import { z } from 'zod';
import type { AppContext } from '../management/app-env.ts';
import { findBearerToken } from '../management/bearer-auth.ts';
import { requestIdOf } from '../management/request-id.ts';
import { logError, logInfo } from '../platform/log.ts';
import { fieldsOf } from './fields.ts';
import { answerWithJson, type QuickCall } from './quick-answer.ts';
import { decideForRelay, findRelay, type Outcome } from './relay.ts';

const HookRequest = z.object({
  context: z.object({
    /** At an earlier stage no one has logged in yet: an accept there would decide nothing. */
    stage: z.literal('mail'),
    client: z.object({ ip: z.string() }),
    sasl: z.object({ login: z.string() }).nullish(),
    protocol: z.object({ version: z.literal(1) }),
  }),
});

const HookAnswer = z.object({
  action: z.enum(['accept', 'reject']),
  response: z
    .object({ status: z.int(), enhanced_status: z.string(), message: z.string() })
    .optional(),
});

/** For /openapi.json: Stalwart itself reads action and response, so nothing here is a problem document. */
export const STALWART_OPERATION = {
  method: 'post' as const,
  path: '/v1/stalwart',
  summary: 'Stalwart’s MTA hook at stage mail: accept or reject; every answer is a 200',
  security: [{ bearer: [] }],
  description: 'For relay.',
  request: {
    body: {
      required: true,
      content: { 'application/json': { schema: HookRequest.meta({ id: 'StalwartRequest' }) } },
    },
  },
  responses: {
    200: {
      description: 'The verdict',
      content: { 'application/json': { schema: HookAnswer.meta({ id: 'StalwartAnswer' }) } },
    },
  },
};

const ACCEPT = { action: 'accept' };
const REFUSE = reject(550, '5.7.1', 'This address may not send for this account.');
const FAIL = reject(451, '4.3.5', 'The address cannot be checked now, try again later.');
const ALLOWED = answerWithJson(ACCEPT);
const REFUSED = answerWithJson(REFUSE);
const FAILED = answerWithJson(FAIL);

export async function stalwart(c: AppContext): Promise<Response> {
  try {
    const outcome = await ask(c);
    if (outcome === 'bad-token' || outcome === 'bad-request')
      logInfo('stalwart-refused', { requestId: requestIdOf(c), refusal: outcome });
    if (outcome === 'allowed' || outcome === 'no-login') return c.json(ACCEPT);
    return c.json(outcome === 'not-allowed' ? REFUSE : FAIL);
  } catch (error) {
    return refuseStalwartAfter(c, error);
  }
}

export const quickStalwart: QuickCall = {
  relaysOnly: true,
  passwordWasRight: true,
  read({ body }) {
    const session = findSession(body);
    if (session?.login === undefined) return undefined;
    return {
      account: session.login,
      address: session.ip,
      allow: () => ALLOWED,
      refuse: ({ reason }) => (reason === 'unavailable' ? FAILED : REFUSED),
    };
  },
};

/** What Stalwart gets when anything at all went wrong on the way. */
export function refuseStalwartAfter(c: AppContext, error: unknown): Response {
  logError('stalwart-failed', { requestId: requestIdOf(c), error: String(error) });
  return c.json(FAIL);
}

async function ask(c: AppContext): Promise<Outcome | 'no-login'> {
  if (c.req.method !== 'POST') return 'bad-request';
  // At stage mail a session has a login only once its password was right.
  const relay = await findRelay(c, findBearerToken(c.req.raw.headers), { passwordWasRight: true });
  if (!relay) return 'bad-token';
  const session = findSession(await c.req.json().catch(() => undefined));
  if (!session) return 'bad-request';
  const { login, ip } = session;
  return login === undefined ? 'no-login' : decideForRelay(c, relay, login, ip);
}

interface Session {
  readonly ip: string;
  /** Undefined when no one has logged in. */
  readonly login: string | undefined;
}

/** Read by hand, since each mail comes here; undefined for what HookRequest would refuse. */
function findSession(body: unknown): Session | undefined {
  const { stage, client, sasl, protocol } = fieldsOf(fieldsOf(body).context);
  const { ip } = fieldsOf(client);
  if (stage !== 'mail' || fieldsOf(protocol).version !== 1 || typeof ip !== 'string') {
    return undefined;
  }
  if (sasl === undefined || sasl === null) return { ip, login: undefined };
  const { login } = fieldsOf(sasl);
  return typeof login === 'string' ? { ip, login } : undefined;
}

function reject(status: number, enhancedStatus: string, message: string) {
  return { action: 'reject', response: { status, enhanced_status: enhancedStatus, message } };
}
