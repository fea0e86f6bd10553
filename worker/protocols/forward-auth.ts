/**
 * A proxy before an HTTPS API asks about each request: nginx's auth_request, Caddy's forward_auth, Traefik's
 * ForwardAuth. 204 lets the request through. 403 and 503 do not; they carry a problem that two of the proxies
 * pass on to the client.
 *
 * The proxy names the account in X-Sendgate-Account. The client's address is read only from the header that was
 * chosen when the proxy's token was issued.
 */
import { problem } from '../../shared/problem.ts';
import { findBearerToken, findSendgateToken } from '../tokens/header-token.ts';
import { findTokenText } from '../tokens/token-text.ts';
import { AnswerKind, problemKindAnswer } from './answer-kind.ts';
import { badRequest } from './bad-request.ts';
import type { Protocol } from './protocol.ts';
import { readProxyHeaders } from './proxy-headers.ts';

const ALLOWED = { kind: new AnswerKind({}, 204), body: null };
const NOT_ALLOWED = problem('address-not-allowed', 'This address may not send for the account.');
const UNAVAILABLE = problem('unavailable', 'Nothing could be read to decide with: try again.');
const NO_TOKEN = 'The proxy’s token is missing, wrong, expired, revoked or no relay’s.';
const NO_HEADER = badRequest(
  'no-client-address-header',
  problem(
    'forbidden',
    'The proxy’s token was issued without a clientAddressHeader: issue one with it.',
  ),
);

const problemResponse = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
});

export const forwardAuth: Protocol = {
  name: 'forward-auth',
  path: '/v1/forward-auth',
  callers: 'relays',
  operations: {
    get: {
      operationId: 'askAsProxy',
      tags: ['HTTPS APIs'],
      summary: 'Whether a proxy may let a request through: 204, or a problem',
      description:
        'For relay, whose token was issued with a clientAddressHeader: the client’s address is in the header that this names. Any method.',
      security: [{ bearer: [] }, { sendgateToken: [] }],
      parameters: [
        {
          name: 'X-Sendgate-Account',
          in: 'header',
          required: true,
          description: 'The account that the request is of, as the proxy knows it; in ASCII',
          schema: { type: 'string', example: 'sender@example.com' },
        },
      ],
      responses: {
        204: { description: 'The client’s address may send' },
        403: problemResponse('address-not-allowed, forbidden'),
        503: problemResponse('unavailable'),
      },
    },
  },

  /**
   * Finds the token. One of the two headers may come from the client, such as an Authorization for the API
   * behind the proxy. So a text that does not have the form of our tokens is ignored. Two tokens are refused,
   * since one of them would be the client's.
   */
  findToken(headers) {
    const presented = [findSendgateToken(headers), findBearerToken(headers)];
    const tokens = new Set(presented.filter((text) => text !== undefined && findTokenText(text)));
    const [token] = tokens;
    return tokens.size === 1 ? token : undefined;
  },

  read({ headers }, _body, asker) {
    // Without a verified asker it is unknown which header to trust. So there is no answer, whatever the fail
    // mode is.
    if (asker.kind !== 'relay') return { kind: 'unavailable' };
    const { clientAddressHeader } = asker;
    return clientAddressHeader === undefined
      ? NO_HEADER
      : readProxyHeaders(headers, clientAddressHeader);
  },

  answer(outcome, context) {
    switch (outcome.kind) {
      case 'allowed':
        return ALLOWED;
      case 'refused':
        return problemKindAnswer(NOT_ALLOWED, context.requestId);
      case 'bad-token':
      case 'rate-limited':
        // The client would take a 401 or a 429 for an answer of the API itself.
        return problemKindAnswer(problem('forbidden', NO_TOKEN), context.requestId);
      case 'bad-request': {
        const { detail, errors } = outcome.problem;
        return problemKindAnswer(problem('forbidden', detail, errors), context.requestId);
      }
      case 'no-question':
      case 'unavailable':
      case 'failed':
        return problemKindAnswer(UNAVAILABLE, context.requestId);
    }
  },
};
