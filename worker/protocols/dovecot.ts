/**
 * Dovecot's auth policy: POST ?command=allow with {login, remote, …}, answered {status, msg}.
 *
 * Status 0 allows and -1 refuses; a positive one would delay and then accept. Any HTTP error lets
 * everyone in where `auth_policy_reject_on_fail` is at its default, so every branch here answers 200,
 * and every branch answers -1 but two: an allowed check, and a report, whose answer changes nothing. Of the body it reads login and remote,
 * nothing else: older default attributes carry bits of a password hash.
 */
import { z } from 'zod';
import type { AppContext } from '../management/app-env.ts';
import { findBearerToken } from '../management/bearer-auth.ts';
import { requestIdOf } from '../management/request-id.ts';
import { expectConfiguration } from '../platform/env.ts';
import { logError, logInfo } from '../platform/log.ts';
import { fieldsOf } from './fields.ts';
import { answerWithJson, type QuickCall } from './quick-answer.ts';
import { decideForRelay, findRelay, type Outcome } from './relay.ts';

const PolicyRequest = z.object({ login: z.string(), remote: z.string() });
const PolicyAnswer = z.object({ status: z.union([z.literal(0), z.literal(-1)]), msg: z.string() });

/** For /openapi.json: Dovecot itself reads the status alone, so nothing here is a problem document. */
export const DOVECOT_OPERATION = {
  method: 'post' as const,
  path: '/v1/dovecot',
  summary: 'Dovecot’s auth policy: status 0 allows, -1 refuses; every answer is a 200',
  security: [{ bearer: [] }],
  description: 'For relay.',
  request: {
    query: z.object({ command: z.enum(['allow', 'report']) }),
    body: {
      required: true,
      content: { 'application/json': { schema: PolicyRequest.meta({ id: 'DovecotRequest' }) } },
    },
  },
  responses: {
    200: {
      description: 'The verdict',
      content: { 'application/json': { schema: PolicyAnswer.meta({ id: 'DovecotAnswer' }) } },
    },
  },
};

const ALLOWED = answerWithJson({ status: 0, msg: '' });

export async function dovecot(c: AppContext): Promise<Response> {
  try {
    // A report comes after the fact: its answer changes nothing.
    if (c.req.method === 'POST' && c.req.query('command') === 'report') return answer(c, 0, '');
    const outcome = await ask(c);
    if (outcome === 'allowed') return answer(c, 0, '');
    if (outcome === 'bad-token' || outcome === 'bad-request')
      logInfo('dovecot-refused', { requestId: requestIdOf(c), refusal: outcome });
    return answer(c, -1, expectConfiguration(c.env).dovecotRefusalMessage);
  } catch (error) {
    return refuseDovecotAfter(c, error);
  }
}

export const quickDovecot: QuickCall = {
  relaysOnly: true,
  passwordWasRight: true,
  read({ query, body }) {
    const request = query === 'command=allow' ? findRequest(body) : undefined;
    if (!request) return undefined;
    return {
      account: request.login,
      address: request.remote,
      allow: () => ALLOWED,
      refuse: (_decision, { dovecotRefusalMessage }) =>
        answerWithJson({ status: -1, msg: dovecotRefusalMessage }),
    };
  },
};

/** What Dovecot gets when anything at all went wrong on the way. */
export function refuseDovecotAfter(c: AppContext, error: unknown): Response {
  logError('dovecot-failed', { requestId: requestIdOf(c), error: String(error) });
  return answer(c, -1, '');
}

async function ask(c: AppContext): Promise<Outcome> {
  if (c.req.method !== 'POST' || c.req.query('command') !== 'allow') return 'bad-request';
  // As configured here, Dovecot asks only once the password was right.
  const relay = await findRelay(c, findBearerToken(c.req.raw.headers), { passwordWasRight: true });
  if (!relay) return 'bad-token';
  const request = findRequest(await c.req.json().catch(() => undefined));
  if (!request) return 'bad-request';
  return decideForRelay(c, relay, request.login, request.remote);
}

/** Read by hand, since each login comes here; undefined for what PolicyRequest would refuse. */
function findRequest(body: unknown): z.output<typeof PolicyRequest> | undefined {
  const { login, remote } = fieldsOf(body);
  return typeof login === 'string' && typeof remote === 'string' ? { login, remote } : undefined;
}

function answer(c: AppContext, status: 0 | -1, msg: string): Response {
  return c.json({ status, msg });
}
