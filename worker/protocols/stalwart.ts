/**
 * Stalwart's MTA hook at stage `mail`: POST with the session as JSON, answered with an action.
 *
 * Stalwart treats an answer that is not a 200, or that it can't read, as an error of the hook, and its
 * configuration decides what happens then. So every answer here is a 200. A session without a login is ordinary
 * incoming mail and is accepted. Every other session is refused, unless it is allowed.
 */
import { fieldsOf } from '../platform/fields.ts';
import { jsonAnswer } from './answer-kind.ts';
import { badBody } from './bad-request.ts';
import type { Protocol, Reading } from './protocol.ts';

const ACCEPT = jsonAnswer({ action: 'accept' });
const REFUSAL = {
  status: 550,
  enhanced_status: '5.7.1',
  message: 'This address may not send for this account.',
};
const REFUSE = jsonAnswer({ action: 'reject', response: REFUSAL });
const TRY_LATER = jsonAnswer({
  action: 'reject',
  response: {
    status: 451,
    enhanced_status: '4.3.5',
    message: 'The address cannot be checked now, try again later.',
  },
});
const UNREADABLE = badBody('bad-request', 'The body must be a session at stage mail, version 1.');

const text = { type: 'string' };
const object = (properties: Record<string, object>, required = Object.keys(properties)) => ({
  type: 'object',
  properties,
  required,
});
const SESSION = {
  context: {
    stage: 'mail',
    client: { ip: '203.0.113.7' },
    sasl: { login: 'sender@example.com' },
    protocol: { version: 1 },
  },
};

export const stalwart: Protocol = {
  name: 'stalwart',
  path: '/v1/stalwart',
  takesBody: true,
  callers: 'relays',
  operations: {
    post: {
      operationId: 'askAsStalwart',
      tags: ['Mail servers'],
      summary: 'Stalwart’s MTA hook at stage mail: accept or reject; every answer is a 200',
      description: 'For relay.',
      security: [{ bearer: [] }],
      requestBody: {
        required: true,
        content: {
          'application/json': {
            schema: { $ref: '#/components/schemas/StalwartRequest' },
            examples: { session: { value: SESSION } },
          },
        },
      },
      responses: {
        200: {
          description: 'The verdict',
          content: {
            'application/json': {
              schema: { $ref: '#/components/schemas/StalwartAnswer' },
              examples: {
                accepted: { value: { action: 'accept' } },
                refused: { value: { action: 'reject', response: REFUSAL } },
              },
            },
          },
        },
      },
    },
  },
  schemas: {
    StalwartRequest: {
      ...object({
        context: object(
          {
            // At an earlier stage nobody has logged in yet, so an accept would decide nothing.
            stage: { type: 'string', const: 'mail' },
            client: object({ ip: text }),
            sasl: { ...object({ login: text }), type: ['object', 'null'] },
            protocol: object({ version: { type: 'integer', const: 1 } }),
          },
          ['stage', 'client', 'protocol'],
        ),
      }),
      description: 'A session without a login is ordinary incoming mail, and is accepted.',
    },
    StalwartAnswer: {
      ...object(
        {
          action: { type: 'string', enum: ['accept', 'reject'] },
          response: object({ status: { type: 'integer' }, enhanced_status: text, message: text }),
        },
        ['action'],
      ),
      description: 'response is what the client is told.',
    },
  },

  /** At stage mail, a session has a login only after its password was right. */
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
