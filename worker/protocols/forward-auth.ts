/**
 * A proxy before an HTTPS API asks about each request: nginx's auth_request, Caddy's forward_auth,
 * Traefik's ForwardAuth. 204 lets the request through; 403 and 503 do not, and carry a problem that
 * two of them pass on to the client.
 *
 * The account is the one that the proxy names in X-Sendgate-Account. The client's address is in the
 * header that was named when the proxy's token was issued, and in no other.
 */
import { ProblemDocument } from '../../shared/api.ts';
import { type Problem, problem, type ValueError } from '../../shared/problem.ts';
import type { RelayAsker } from '../deciding/asker.ts';
import type { AppContext } from '../management/app-env.ts';
import { findBearerToken, findSendgateToken } from '../management/bearer-auth.ts';
import { respondWithProblem } from '../management/problem-response.ts';
import { requestIdOf } from '../management/request-id.ts';
import { logError, logInfo } from '../platform/log.ts';
import { readProxyHeaders } from './proxy-headers.ts';
import { AnswerKind, type QuickCall } from './quick-answer.ts';
import { decideForRelay, findRelay } from './relay.ts';

const problemOf = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: ProblemDocument } },
});

export const FORWARD_AUTH_OPERATION = {
  method: 'get' as const,
  path: '/v1/forward-auth',
  summary: 'Whether a proxy may let a request through: 204, or a problem',
  security: [{ bearer: [] }, { sendgateToken: [] }],
  description: 'For relay, whose token was issued with a clientAddressHeader. Any method.',
  responses: {
    204: { description: 'The client’s address may send' },
    403: problemOf('address-not-allowed, forbidden'),
    503: problemOf('unavailable'),
  },
};

const ALLOWED = { kind: new AnswerKind({}, 204), body: null };
const NOT_ALLOWED = problem('address-not-allowed', 'This address may not send for the account.');
const UNAVAILABLE = problem('unavailable', 'Nothing could be read to decide with: try again.');

export async function forwardAuth(c: AppContext): Promise<Response> {
  try {
    const refused = await findRefusal(c);
    if (!refused) return c.body(null, 204);
    if (refused.code === 'forbidden')
      logInfo('forward-auth-refused', { requestId: requestIdOf(c), refusal: refused.detail });
    return respondWithProblem(c, refused);
  } catch (error) {
    return refuseForwardAuthAfter(c, error);
  }
}

export const quickForwardAuth: QuickCall = {
  relaysOnly: true,
  findToken,
  read({ headers }, asker) {
    const { clientAddressHeader } = asker as RelayAsker;
    if (clientAddressHeader === undefined) return undefined;
    const named = readProxyHeaders(headers, clientAddressHeader);
    return named.ok ? { ...named.value, allow: () => ALLOWED } : undefined;
  },
};

/** What the proxy gets when anything at all went wrong on the way. */
export function refuseForwardAuthAfter(c: AppContext, error: unknown): Response {
  logError('forward-auth-failed', { requestId: requestIdOf(c), error: String(error) });
  return respondWithProblem(c, UNAVAILABLE);
}

async function findRefusal(c: AppContext): Promise<Problem | undefined> {
  const { headers } = c.req.raw;
  const relay = await findRelay(c, findToken(headers));
  if (!relay)
    return forbidden('The proxy’s token is missing, wrong, expired, revoked or no relay’s.');
  // Who can't be verified names no header to trust, whatever the fail mode.
  if (relay.asker.kind === 'unverifiable') return UNAVAILABLE;
  const { clientAddressHeader } = relay.asker;
  if (clientAddressHeader === undefined) {
    return forbidden(
      'The proxy’s token was issued without a clientAddressHeader: issue one with it.',
    );
  }
  const named = readProxyHeaders(headers, clientAddressHeader);
  if (!named.ok) return forbidden(named.error.message, [named.error]);
  const { account, address } = named.value;
  switch (await decideForRelay(c, relay, account, address)) {
    case 'allowed':
      return undefined;
    case 'unavailable':
      return UNAVAILABLE;
    case 'not-allowed':
      return NOT_ALLOWED;
    default:
      return forbidden('The proxy’s question can’t be read.');
  }
}

/** Authorization may be the client's own, for the API behind the proxy. */
function findToken(headers: Headers): string | undefined {
  return headers.has('x-sendgate-token') ? findSendgateToken(headers) : findBearerToken(headers);
}

function forbidden(detail: string, errors: readonly ValueError[] = []): Problem {
  return problem('forbidden', detail, errors);
}
