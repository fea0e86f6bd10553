/**
 * Stalwart's MTA hook at stage `mail`: POST with the session as JSON, answered with an action.
 *
 * Stalwart takes an answer that is no 200, or can't be read, for an error of the hook, and its configuration
 * says what it does then; so every answer here is a 200. A session without a login is ordinary incoming mail
 * and is accepted. Whatever is neither that nor allowed is refused.
 */
import { fieldsOf } from '../platform/fields.ts';
import { jsonAnswer } from './answer-kind.ts';
import { badBody } from './bad-request.ts';
import type { Protocol, Reading } from './protocol.ts';

const ACCEPT = jsonAnswer({ action: 'accept' });
const REFUSE = reject(550, '5.7.1', 'This address may not send for this account.');
const TRY_LATER = reject(451, '4.3.5', 'The address cannot be checked now, try again later.');
const UNREADABLE = badBody('bad-request', 'The body must be a session at stage mail, version 1.');

const text = { type: 'string' };
const object = (properties: Record<string, object>, required = Object.keys(properties)) => ({
  type: 'object',
  properties,
  required,
});

export const stalwart: Protocol = {
  name: 'stalwart',
  path: '/v1/stalwart',
  takesBody: true,
  callers: 'relays',
  operations: {
    post: {
      summary: 'Stalwart’s MTA hook at stage mail: accept or reject; every answer is a 200',
      description: 'For relay.',
      security: [{ bearer: [] }],
      requestBody: {
        required: true,
        content: {
          'application/json': { schema: { $ref: '#/components/schemas/StalwartRequest' } },
        },
      },
      responses: {
        200: {
          description: 'The verdict',
          content: {
            'application/json': { schema: { $ref: '#/components/schemas/StalwartAnswer' } },
          },
        },
      },
    },
  },
  schemas: {
    StalwartRequest: object({
      context: object(
        {
          // At an earlier stage no one has logged in yet: an accept there would decide nothing.
          stage: { type: 'string', const: 'mail' },
          client: object({ ip: text }),
          sasl: { ...object({ login: text }), type: ['object', 'null'] },
          protocol: object({ version: { type: 'integer', const: 1 } }),
        },
        ['stage', 'client', 'protocol'],
      ),
    }),
    StalwartAnswer: object(
      {
        action: { type: 'string', enum: ['accept', 'reject'] },
        response: object({ status: { type: 'integer' }, enhanced_status: text, message: text }),
      },
      ['action'],
    ),
  },

  /** At stage mail a session has a login only once its password was right. */
  passwordWasRight: () => true,

  read({ method }, body) {
    return method === 'POST' && body.kind === 'json' ? readSession(body.value) : UNREADABLE;
  },

  answer(outcome) {
    switch (outcome.kind) {
      case 'allowed':
      case 'no-question':
        return ACCEPT;
      case 'refused':
        return REFUSE;
      case 'unavailable':
      case 'bad-token':
      case 'rate-limited':
      case 'bad-request':
      case 'failed':
        return TRY_LATER;
    }
  },
};

function readSession(body: unknown): Reading<undefined> {
  const { stage, client, sasl, protocol } = fieldsOf(fieldsOf(body).context);
  const { ip } = fieldsOf(client);
  if (stage !== 'mail' || fieldsOf(protocol).version !== 1 || typeof ip !== 'string') {
    return UNREADABLE;
  }
  if (sasl === undefined || sasl === null) return { kind: 'no-question' };
  const { login } = fieldsOf(sasl);
  return typeof login === 'string'
    ? { kind: 'question', account: login, address: ip, detail: undefined }
    : UNREADABLE;
}

function reject(status: number, enhancedStatus: string, message: string) {
  const response = { status, enhanced_status: enhancedStatus, message };
  return jsonAnswer({ action: 'reject', response });
}
