/** `/v1/check` in /openapi.json. */
import { MAX_ACCOUNT_CHARACTERS, MAX_ADDRESS_CHARACTERS } from '../../shared/limits.ts';
import type { OpenApiOperation } from './protocol.ts';

const json = (name: string) => ({
  'application/json': { schema: { $ref: `#/components/schemas/${name}` } },
});
const refused = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
});
const queryField = (name: string, required: boolean, schema: object) => ({
  name,
  in: 'query',
  required,
  schema,
});

const RESPONSES = {
  200: { description: 'The verdict; a refusal is a 200 too', content: json('Decision') },
  400: refused('invalid-request'),
  401: refused('unauthorized'),
  403: refused('forbidden'),
  422: refused('invalid-value'),
  429: refused('rate-limited'),
  500: refused('internal'),
};
const SECURITY = [{ bearer: [] }];

export const CHECK_OPERATIONS: Readonly<Record<string, OpenApiOperation>> = {
  get: {
    summary: 'Whether an address may send for an account; without an address, the caller’s',
    security: SECURITY,
    parameters: [
      queryField('account', true, {
        type: 'string',
        maxLength: MAX_ACCOUNT_CHARACTERS,
        description:
          'The SMTP login; made canonical: Unicode NFC, trimmed, lower-cased, a domain beyond ASCII in its ASCII form (UTS 46).',
        example: 'sender@example.com',
      }),
      queryField('address', false, {
        type: 'string',
        maxLength: MAX_ADDRESS_CHARACTERS,
        example: '203.0.113.7',
      }),
    ],
    responses: RESPONSES,
  },
  post: {
    summary: 'The same, asked as JSON',
    security: SECURITY,
    requestBody: { required: true, content: json('CheckRequest') },
    responses: { ...RESPONSES, 413: refused('too-large') },
  },
};
