/** Describes `/v1/check` for /openapi.json. */
import { MAX_ACCOUNT_CHARACTERS, MAX_ADDRESS_CHARACTERS } from '../../shared/limits.ts';
import type { OpenApiOperation } from './protocol.ts';

const jsonBody = (name: string, examples: object) => ({
  'application/json': { schema: { $ref: `#/components/schemas/${name}` }, examples },
});
const refused = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
});
const queryField = (name: string, required: boolean, description: string, schema: object) => ({
  name,
  in: 'query',
  required,
  description,
  schema,
});

const ALLOWED = {
  verdict: 'allow',
  reason: 'listed',
  mode: 'enforce',
  account: 'sender@example.com',
  decidedBy: 'sender@example.com',
  address: '203.0.113.7',
  entry: {
    id: '01a22cc0670700004f3aa4a106fdc2f7',
    value: '203.0.113.7',
    remark: 'Mail server',
    list: null,
  },
  revision: 7,
};
const REFUSED = {
  ...ALLOWED,
  verdict: 'deny',
  reason: 'not-listed',
  address: '198.51.100.66',
  entry: null,
};
const ANSWERS = { allowed: { value: ALLOWED }, refused: { value: REFUSED } };
const QUESTIONS = {
  client: { value: { account: 'sender@example.com', address: '203.0.113.7' } },
  caller: { value: { account: 'sender@example.com' } },
};

/** Only the value 1 has a meaning, and only with a relay's token. */
const PASSWORD_RIGHT = {
  name: 'X-Sendgate-Password-Right',
  in: 'header',
  required: false,
  description:
    '1 with a relay’s token, where the mail server asks because the password was right: a refusal then raises the leak alarm.',
  schema: { type: 'string', example: '1' },
};

const RESPONSES = {
  200: {
    description: 'The verdict; a refusal is a 200 too',
    content: jsonBody('Decision', ANSWERS),
  },
  400: refused('invalid-request'),
  401: refused('unauthorized'),
  403: refused('forbidden'),
  422: refused('invalid-value'),
  429: refused('rate-limited'),
  500: refused('internal'),
};
const SECURITY = [{ bearer: [] }];
const ACCOUNT =
  'The SMTP login; made canonical: Unicode NFC, trimmed, lower-cased, a domain beyond ASCII in its ASCII form (UTS 46).';

export const CHECK_OPERATIONS: Readonly<Record<string, OpenApiOperation>> = {
  get: {
    operationId: 'checkByQuery',
    tags: ['Checks'],
    summary: 'Whether an address may send for an account; without an address, the caller’s',
    description: 'For relay; and for checker, manager and viewer of the account.',
    security: SECURITY,
    parameters: [
      queryField('account', true, ACCOUNT, {
        type: 'string',
        maxLength: MAX_ACCOUNT_CHARACTERS,
        example: 'sender@example.com',
      }),
      queryField('address', false, 'The client’s address.', {
        type: 'string',
        maxLength: MAX_ADDRESS_CHARACTERS,
        example: '203.0.113.7',
      }),
      PASSWORD_RIGHT,
    ],
    responses: RESPONSES,
  },
  post: {
    operationId: 'check',
    tags: ['Checks'],
    summary: 'The same, asked as JSON',
    description: 'For relay; and for checker, manager and viewer of the account.',
    security: SECURITY,
    parameters: [PASSWORD_RIGHT],
    requestBody: { required: true, content: jsonBody('CheckRequest', QUESTIONS) },
    responses: { ...RESPONSES, 413: refused('too-large') },
  },
};
