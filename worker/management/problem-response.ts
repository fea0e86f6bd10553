/** Every refusal and every failure of a request as application/problem+json (RFC 9457), in one shape. */
import { HTTPException } from 'hono/http-exception';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { PROBLEMS, type Problem, problem } from '../../shared/problem.ts';
import type { Result } from '../../shared/result.ts';
import { ConfigurationError } from '../platform/env.ts';
import { logError } from '../platform/log.ts';
import type { AppContext } from './app-env.ts';
import { requestIdOf } from './request-id.ts';
import { isObjectUnreachable } from './unreachable-object.ts';

/** The one thing that routes throw. */
export class ProblemError extends Error {
  readonly problem: Problem;

  constructor(refused: Problem) {
    super(refused.code);
    this.problem = refused;
  }
}

export function expectSuccess<Value>(result: Result<Value, Problem>): Value {
  if (result.ok) return result.value;
  throw new ProblemError(result.error);
}

/** By status: how long the rate limit counts, and how long what is down is given. */
const RETRY_AFTER_SECONDS: Readonly<Record<number, string>> = { 429: '60', 503: '10' };

export function respondWithProblem(c: AppContext, refused: Problem): Response {
  const { status, title } = PROBLEMS[refused.code];
  const body = {
    type: `urn:sendgate:problem:${refused.code}`,
    title,
    status,
    code: refused.code,
    detail: refused.detail,
    requestId: requestIdOf(c),
    errors: refused.errors ?? [],
    ...refused.extensions,
  };
  const headers: Record<string, string> = { 'Content-Type': 'application/problem+json' };
  if (status === 401) headers['WWW-Authenticate'] = 'Bearer realm="sendgate"';
  const retryAfter = RETRY_AFTER_SECONDS[status];
  if (retryAfter) headers['Retry-After'] = retryAfter;
  return c.json(body, status as ContentfulStatusCode, headers);
}

export function onError(error: Error, c: AppContext): Response {
  if (error instanceof ProblemError) return respondWithProblem(c, error.problem);
  if (error instanceof HTTPException) return respondWithProblem(c, unreadableBody());
  logError('failed', { requestId: requestIdOf(c), error: String(error), stack: error.stack });
  if (isObjectUnreachable(error)) {
    const detail =
      'The account can’t be reached now. A change may have been made or not: read the list before trying again.';
    return respondWithProblem(c, problem('unavailable', detail));
  }
  // What a variable is called is for the operator to know; an unknown error says nothing.
  const detail =
    error instanceof ConfigurationError
      ? `The deployment is configured wrongly. ${error.message}`
      : 'Something failed; nothing was changed, or the change stands: read the list before trying again.';
  return respondWithProblem(c, problem('internal', detail));
}

/** What Hono's own validators throw: a body that is not JSON, or not said to be. */
function unreadableBody(): Problem {
  const message = 'The body must be JSON, sent with Content-Type: application/json.';
  return problem('invalid-request', message, [{ pointer: '', message }]);
}

export function notFound(c: AppContext): Response {
  return respondWithProblem(c, unknownResource(c));
}

export function unknownResource(c: AppContext): Problem {
  const detail = `There is no ${c.req.method} ${c.req.path}; /openapi.json lists what there is.`;
  return problem('not-found', detail);
}
