/** Every refusal and every failure of a management call, as a problem document. */
import { HTTPException } from 'hono/http-exception';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { type Problem, problem } from '../../shared/problem.ts';
import type { Result } from '../../shared/result.ts';
import { logError } from '../platform/log.ts';
import { problemAnswer, problemOfError } from '../platform/problem-document.ts';
import type { AppContext } from './app-env.ts';

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

export function onError(error: Error, c: AppContext): Response {
  if (error instanceof ProblemError) return respondWithProblem(c, error.problem);
  if (error instanceof HTTPException) return respondWithProblem(c, unreadableBody());
  logError('failed', { requestId: c.get('requestId'), error: String(error), stack: error.stack });
  return respondWithProblem(c, problemOfError(error));
}

export function notFound(c: AppContext): Response {
  const detail = `There is no ${c.req.method} ${c.req.path}; /openapi.json lists what there is.`;
  return respondWithProblem(c, problem('not-found', detail));
}

function respondWithProblem(c: AppContext, refused: Problem): Response {
  const { status, headers, body } = problemAnswer(refused, c.get('requestId'));
  return c.body(body, status as ContentfulStatusCode, headers);
}

/** Hono's own validators throw for a body that is not JSON, or not said to be. */
function unreadableBody(): Problem {
  const message = 'The body must be JSON, sent with Content-Type: application/json.';
  return problem('invalid-request', message, [{ pointer: '', message }]);
}
