/** `GET /healthz` tells whether the deployment is up and its variables are right. Anyone may ask. */
import { setReadableHeaders } from './answer-headers.ts';
import { expectConfiguration } from './configuration.ts';
import type { Env } from './env.ts';
import { logError } from './log.ts';
import { problemAnswer, problemOfError } from './problem-document.ts';
import { VERSION } from './version.ts';

export const HEALTH_PATH = '/healthz';

const problemResponse = {
  description: 'internal',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
};

export const HEALTH_OPERATION = {
  operationId: 'readHealth',
  tags: ['Service'],
  summary: 'Whether the deployment is up and its variables are right',
  description: 'For anyone, without a token.',
  security: [],
  responses: {
    200: {
      description: 'It is',
      content: {
        'application/json': {
          schema: { $ref: '#/components/schemas/Health' },
          examples: { up: { value: { status: 'ok', version: VERSION } } },
        },
      },
    },
    500: problemResponse,
  },
};

export const HEALTH_SCHEMA = {
  type: 'object',
  description: 'Up, with the right variables.',
  properties: { status: { type: 'string', const: 'ok' }, version: { type: 'string' } },
  required: ['status', 'version'],
};

export function isHealthCall(method: string, path: string): boolean {
  return path === HEALTH_PATH && (method === 'GET' || method === 'HEAD');
}

export function answerHealth(method: string, env: Env): Response {
  const requestId = crypto.randomUUID();
  const whole = healthResponse(env, requestId);
  const response = method === 'HEAD' ? new Response(null, whole) : whole;
  setReadableHeaders(response.headers, requestId);
  return response;
}

function healthResponse(env: Env, requestId: string): Response {
  try {
    expectConfiguration(env);
    return Response.json({ status: 'ok', version: VERSION });
  } catch (error) {
    logError('failed', { requestId, error: String(error) });
    const { status, headers, body } = problemAnswer(problemOfError(error), requestId);
    return new Response(body, { status, headers });
  }
}
