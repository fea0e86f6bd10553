/**
 * nginx's mail proxy (`auth_http`): GET with Auth-User and Client-IP, answered in headers.
 *
 * nginx ignores the HTTP status and lets in whoever gets an Auth-Server and an Auth-Port, so these
 * two are in an allow and in nothing else. Where an allowed client is taken to is for the mail server
 * to say, in X-Sendgate-Upstream. Auth-Pass, the plain password, is never looked at; it should not
 * even arrive.
 */
import { z } from 'zod';
import type { AppContext } from '../management/app-env.ts';
import { findBearerToken } from '../management/bearer-auth.ts';
import { requestIdOf } from '../management/request-id.ts';
import { logError, logInfo } from '../platform/log.ts';
import { AnswerKind, type QuickCall } from './quick-answer.ts';
import { decideForRelay, findRelay, type Outcome } from './relay.ts';
import { findUpstreamAddress, type UpstreamAddress } from './upstream-address.ts';

const header = (example: string, description: string) => z.string().meta({ example, description });

/** For /openapi.json: nginx reads headers alone, so nothing here has a body. */
export const NGINX_MAIL_OPERATION = {
  method: 'get' as const,
  path: '/v1/nginx-mail',
  summary: 'nginx’s auth_http for mail: Auth-Status OK allows; every answer is a 200',
  security: [{ bearer: [] }],
  description: 'For relay.',
  request: {
    headers: z.object({
      'Auth-User': header('sender@example.com', 'The login, percent-encoded'),
      'Client-IP': header('203.0.113.7', 'The client’s address'),
      'X-Sendgate-Upstream': header('127.0.0.1:10025', 'Where an allowed client is taken to'),
    }),
  },
  responses: {
    200: {
      description: 'The verdict',
      headers: z.object({
        'Auth-Status': header('OK', 'OK, or what the client is told'),
        'Auth-Error-Code': header('535 5.7.8', 'Of a refusal').optional(),
        'Auth-Server': header('127.0.0.1', 'Of an allow').optional(),
        'Auth-Port': header('10025', 'Of an allow').optional(),
      }),
    },
  },
};

/** As a wrong password would be refused (RFC 4954, 6). */
const REFUSED = { 'Auth-Status': 'Authentication failed', 'Auth-Error-Code': '535 5.7.8' };
const FAILED = {
  'Auth-Status': 'Temporary authentication failure',
  'Auth-Error-Code': '454 4.7.0',
};

/** A body that is text, as it is said to be where a handler answers with one. */
const IN_HEADERS = new AnswerKind({ 'Content-Type': 'text/plain;charset=UTF-8' });

export async function nginxMail(c: AppContext): Promise<Response> {
  try {
    const upstream = findUpstreamAddress(c.req.header('x-sendgate-upstream') ?? '');
    const outcome = upstream === undefined ? 'bad-upstream' : await ask(c);
    if (upstream !== undefined && outcome === 'allowed') return answer(c, toAllow(upstream));
    if (outcome === 'bad-token' || outcome === 'bad-request' || outcome === 'bad-upstream')
      logInfo('nginx-mail-refused', { requestId: requestIdOf(c), refusal: outcome });
    // What is not the client's fault is not to cost it its password.
    const permanent = outcome === 'not-allowed' || outcome === 'bad-request';
    return answer(c, permanent ? REFUSED : FAILED);
  } catch (error) {
    return refuseNginxMailAfter(c, error);
  }
}

export const quickNginxMail: QuickCall = {
  relaysOnly: true,
  read({ headers }) {
    const upstream = findUpstreamAddress(headers.get('x-sendgate-upstream') ?? '');
    const account = findLogin(headers.get('auth-user') ?? '');
    if (upstream === undefined || account === undefined) return undefined;
    const address = headers.get('client-ip') ?? '';
    return {
      account,
      address,
      allow: () => ({ kind: IN_HEADERS, body: '', headers: toAllow(upstream) }),
      refuse: ({ reason }) => ({
        kind: IN_HEADERS,
        body: '',
        headers: reason === 'unavailable' ? FAILED : REFUSED,
      }),
    };
  },
};

/** What nginx gets when anything at all went wrong on the way. */
export function refuseNginxMailAfter(c: AppContext, error: unknown): Response {
  logError('nginx-mail-failed', { requestId: requestIdOf(c), error: String(error) });
  return answer(c, FAILED);
}

async function ask(c: AppContext): Promise<Outcome> {
  if (c.req.method !== 'GET') return 'bad-request';
  const relay = await findRelay(c, findBearerToken(c.req.raw.headers));
  if (!relay) return 'bad-token';
  const login = findLogin(c.req.header('auth-user') ?? '');
  if (login === undefined) return 'bad-request';
  return decideForRelay(c, relay, login, c.req.header('client-ip') ?? '');
}

/** Percent-encoded, where a plus is a plus; a blank was never in it, but is where two values were joined. */
function findLogin(text: string): string | undefined {
  if (!/^[\x21-\x7e]+$/.test(text)) return undefined;
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

function toAllow({ address, port }: UpstreamAddress): Record<string, string> {
  return { 'Auth-Status': 'OK', 'Auth-Server': address, 'Auth-Port': String(port) };
}

function answer(c: AppContext, headers: Readonly<Record<string, string>>): Response {
  return c.body('', 200, headers);
}
