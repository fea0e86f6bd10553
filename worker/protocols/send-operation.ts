/**
 * Describes `/send/{upstream}/…` for /openapi.json. OpenAPI has no way to say that any method or any path is
 * allowed.
 */
const pathPart = (name: string, description: string, example: string) => ({
  name,
  in: 'path',
  required: true,
  description,
  schema: { type: 'string', example },
});
const refused = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
});

export const SEND_OPERATION_PATH = '/send/{upstream}/{path}';

export const SEND_OPERATION = {
  operationId: 'sendThroughUpstream',
  tags: ['HTTPS APIs'],
  summary: 'Pass a request on to an upstream, if it comes from an address on the account’s list',
  description:
    'For checker. Any method; the path may have slashes. Off until SEND_UPSTREAMS is set.',
  security: [{ sendgateToken: [] }],
  parameters: [
    pathPart('upstream', 'The name that SEND_UPSTREAMS gives the API.', 'resend'),
    pathPart('path', 'The path there.', 'emails'),
  ],
  responses: {
    200: { description: 'Whatever the upstream answers, with its own status' },
    400: refused('invalid-request'),
    401: refused('unauthorized'),
    403: refused('address-not-allowed, forbidden'),
    404: refused('not-found'),
    429: refused('rate-limited'),
    500: refused('internal'),
    502: refused('upstream-failed'),
    503: refused('unavailable'),
  },
};
