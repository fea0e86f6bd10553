/**
 * Dovecot's auth policy: POST ?command=allow with {login, remote, …}, answered with {status, msg}.
 *
 * Status 0 allows and -1 refuses; a positive status would delay the login and then accept it. With the default
 * of `auth_policy_reject_on_fail`, any HTTP error lets everyone in, so every answer is a 200. Only login,
 * remote and mech are read, because older default attributes contain bits of a password hash.
 */

import { problem } from '../../shared/problem.ts';
import { fieldsOf } from '../platform/fields.ts';
import { jsonAnswer } from './answer-kind.ts';
import { badBody, badRequest } from './bad-request.ts';
import type { Protocol } from './protocol.ts';

/**
 * Mechanisms in which a client proves its identity without a password, for example with a certificate.
 * OAUTHBEARER and XOAUTH2 are not among them: their token is a secret that can leak like a password.
 */
const WITHOUT_PASSWORD = /^(?:ANONYMOUS|EXTERNAL|GSSAPI|GSS-SPNEGO|GS2-.+)$/i;

const ASKED_BY_DOVECOT = /(?:^|[?&])command=allow$/;
const ALLOWED = jsonAnswer({ status: 0, msg: '' });
const NO_LOGIN = badBody(
  'bad-request',
  'The body must be an object with the texts login and remote.',
);
const NO_COMMAND = badRequest(
  'bad-request',
  problem('invalid-request', 'Dovecot asks by POST, with command=allow in the query.'),
);

export const dovecot: Protocol = {
  name: 'dovecot',
  path: '/v1/dovecot',
  takesBody: true,
  callers: 'relays',
  operations: {
    post: {
      operationId: 'askAsDovecot',
      tags: ['Mail servers'],
      summary: 'Dovecot’s auth policy: status 0 allows, -1 refuses; every answer is a 200',
      description: 'For relay.',
      security: [{ bearer: [] }],
      parameters: [
        {
          name: 'command',
          in: 'query',
          required: true,
          description: 'allow asks; report tells what came of it, and changes nothing.',
          schema: { type: 'string', enum: ['allow', 'report'], example: 'allow' },
        },
      ],
      requestBody: {
        required: true,
        content: {
          'application/json': {
            schema: { $ref: '#/components/schemas/DovecotRequest' },
            examples: {
              login: {
                value: { login: 'sender@example.com', remote: '203.0.113.7', mech: 'PLAIN' },
              },
            },
          },
        },
      },
      responses: {
        200: {
          description: 'The verdict',
          content: {
            'application/json': {
              schema: { $ref: '#/components/schemas/DovecotAnswer' },
              examples: {
                allowed: { value: { status: 0, msg: '' } },
                refused: { value: { status: -1, msg: '' } },
              },
            },
          },
        },
      },
    },
  },
  schemas: {
    DovecotRequest: {
      type: 'object',
      description: 'What else Dovecot sends is not read.',
      properties: {
        login: { type: 'string' },
        remote: { type: 'string' },
        mech: {
          type: 'string',
          description: 'SASL’s name; a refusal after one without a password raises no leak alarm',
        },
      },
      required: ['login', 'remote'],
    },
    DovecotAnswer: {
      type: 'object',
      description: 'msg is what the client is told.',
      properties: { status: { type: 'integer', enum: [0, -1] }, msg: { type: 'string' } },
      required: ['status', 'msg'],
    },
  },

  /**
   * Recognizes Dovecot's request. Dovecot adds the command to the end of any URL it is configured with. If the
   * URL was Stalwart's, Dovecot 2.3 would take a refusal in that form for an allow, since its positive `status`
   * would only delay.
   */
  recognizes: ({ method, query }) => method === 'POST' && ASKED_BY_DOVECOT.test(query),

  /**
   * In the documented configuration Dovecot asks only after a successful login. An older configuration does not
   * send mech.
   */
  passwordWasRight(_line, body) {
    const { mech } = fieldsOf(body.kind === 'json' ? body.value : undefined);
    return typeof mech !== 'string' || !WITHOUT_PASSWORD.test(mech);
  },

  read({ method, query }, body) {
    const command = method === 'POST' ? findCommand(query) : undefined;
    // A report comes after the login, so its answer changes nothing.
    if (command === 'report') return { kind: 'no-question' };
    if (command !== 'allow') return NO_COMMAND;
    const { login, remote } = fieldsOf(body.kind === 'json' ? body.value : undefined);
    return typeof login === 'string' && typeof remote === 'string'
      ? { kind: 'question', account: login, address: remote, detail: undefined }
      : NO_LOGIN;
  },

  answer(outcome, { configuration }) {
    switch (outcome.kind) {
      case 'allowed':
      case 'no-question':
        return ALLOWED;
      case 'refused':
      case 'unavailable':
      case 'bad-token':
      case 'rate-limited':
      case 'bad-request':
        return jsonAnswer({ status: -1, msg: configuration?.dovecotRefusalMessage ?? '' });
      case 'failed':
        return jsonAnswer({ status: -1, msg: '' });
    }
  },
};

/**
 * Finds the command. Dovecot adds its own at the end, so the last one counts, even if the configured URL has
 * another.
 */
function findCommand(query: string): string | undefined {
  return query === 'command=allow' ? 'allow' : new URLSearchParams(query).getAll('command').at(-1);
}
