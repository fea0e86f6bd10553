/**
 * nginx's mail proxy (`auth_http`): GET with Auth-User and Client-IP, answered in headers.
 *
 * nginx ignores the HTTP status and lets in every client for which the answer has an Auth-Server and an
 * Auth-Port. So only an allow has these two. The mail server itself says in X-Sendgate-Upstream to which server
 * an allowed client goes. Auth-Pass, the plain password, is never read; it should not even be sent.
 */
import { problem } from '../../shared/problem.ts';
import { AnswerKind, type ProtocolAnswer } from './answer-kind.ts';
import { badRequest, WRONG_PATH } from './bad-request.ts';
import type { Protocol } from './protocol.ts';
import { findUpstreamAddress, type UpstreamAddress } from './upstream-address.ts';

/** The media type of the body, which is empty. */
const IN_HEADERS = new AnswerKind({ 'Content-Type': 'text/plain;charset=UTF-8' });
/** A wrong password gets the same code (RFC 4954, 6). */
const REFUSED = answerIn({
  'Auth-Status': 'Authentication failed',
  'Auth-Error-Code': '535 5.7.8',
});
const TRY_LATER = answerIn({
  'Auth-Status': 'Temporary authentication failure',
  'Auth-Error-Code': '454 4.7.0',
});

const BAD_UPSTREAM = 'bad-upstream';
/** Mistakes of the proxy. The client must not be told that its password is wrong because of them. */
const PROXYS_MISTAKES: readonly string[] = [BAD_UPSTREAM, WRONG_PATH];
const NO_UPSTREAM = badRequest(
  BAD_UPSTREAM,
  problem('invalid-request', 'X-Sendgate-Upstream must be an address with a port.'),
);
const NO_LOGIN = badRequest(
  'bad-request',
  problem('invalid-request', 'nginx asks by GET, with a percent-encoded Auth-User.'),
);

const header = (name: string, example: string, description: string) => ({
  name,
  in: 'header',
  required: true,
  description,
  schema: { type: 'string', example },
});
const answered = (example: string, description: string) => ({
  description,
  schema: { type: 'string', example },
});

export const nginxMail: Protocol<UpstreamAddress> = {
  name: 'nginx-mail',
  path: '/v1/nginx-mail',
  callers: 'relays',
  operations: {
    get: {
      operationId: 'askAsNginxMail',
      tags: ['Mail servers'],
      summary: 'nginx’s auth_http for mail: Auth-Status OK allows; every answer is a 200',
      description: 'For relay.',
      security: [{ bearer: [] }],
      parameters: [
        header('Auth-User', 'sender@example.com', 'The login, percent-encoded'),
        header('Client-IP', '203.0.113.7', 'The client’s address'),
        header('X-Sendgate-Upstream', '127.0.0.1:10025', 'Where an allowed client is taken to'),
      ],
      responses: {
        200: {
          description: 'The verdict',
          headers: {
            'Auth-Status': answered('OK', 'OK, or what the client is told'),
            'Auth-Error-Code': answered('535 5.7.8', 'In a refusal'),
            'Auth-Server': answered('127.0.0.1', 'In an allow'),
            'Auth-Port': answered('10025', 'In an allow'),
          },
        },
      },
    },
  },

  read({ method, headers }) {
    const detail = findUpstreamAddress(headers.get('x-sendgate-upstream') ?? '');
    if (detail === undefined) return NO_UPSTREAM;
    const account = method === 'GET' ? findLogin(headers.get('auth-user') ?? '') : undefined;
    if (account === undefined) return NO_LOGIN;
    return { kind: 'question', account, address: headers.get('client-ip') ?? '', detail };
  },

  answer(outcome) {
    switch (outcome.kind) {
      case 'allowed': {
        const { address, port } = outcome.detail;
        return answerIn({ 'Auth-Status': 'OK', 'Auth-Server': address, 'Auth-Port': String(port) });
      }
      case 'refused':
        return REFUSED;
      case 'bad-request':
        return PROXYS_MISTAKES.includes(outcome.reason) ? TRY_LATER : REFUSED;
      case 'no-question':
      case 'unavailable':
      case 'bad-token':
      case 'rate-limited':
      case 'failed':
        return TRY_LATER;
    }
  },
};

/**
 * Decodes a login. It is percent-encoded, and a plus sign is a plus sign. A blank means that two values were
 * joined.
 */
function findLogin(text: string): string | undefined {
  if (!/^[\x21-\x7e]+$/.test(text)) return undefined;
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

function answerIn(headers: Readonly<Record<string, string>>): ProtocolAnswer {
  return { kind: IN_HEADERS, body: '', headers };
}
