/**
 * Dovecot's auth policy: POST ?command=allow with {login, remote, …}, answered {status, msg}.
 *
 * Status 0 allows and -1 refuses; a positive one would delay and then accept. Any HTTP error lets everyone in
 * where `auth_policy_reject_on_fail` is at its default, so every answer is a 200. Only login, remote and mech
 * are read: older default attributes carry bits of a password hash.
 */

import { problem } from '../../shared/problem.ts';
import { fieldsOf } from '../platform/fields.ts';
import { jsonAnswer } from './answer-kind.ts';
import { badBody, badRequest } from './bad-request.ts';
import type { Protocol } from './protocol.ts';

/**
 * With these a client proves who it is by something else, such as a certificate. A token (OAUTHBEARER, XOAUTH2)
 * is a secret that can leak, as a password is, and is none of them.
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
   * Dovecot puts the command at the end of whatever URL it was given. Version 2.3 would take Stalwart's refusal for an
   * allow, since the positive `status` in it would only delay.
   */
  recognizes: ({ method, query }) => method === 'POST' && ASKED_BY_DOVECOT.test(query),

  /** Configured as documented, Dovecot asks only once the login has succeeded. An older configuration tells no mech. */
  passwordWasRight(_line, body) {
    const { mech } = fieldsOf(body.kind === 'json' ? body.value : undefined);
    return typeof mech !== 'string' || !WITHOUT_PASSWORD.test(mech);
  },

  read({ method, query }, body) {
    const command = method === 'POST' ? findCommand(query) : undefined;
    // A report comes after the fact: its answer changes nothing.
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

/** Dovecot's own stands last, whatever the configured URL has before it. */
function findCommand(query: string): string | undefined {
  return query === 'command=allow' ? 'allow' : new URLSearchParams(query).getAll('command').at(-1);
}
