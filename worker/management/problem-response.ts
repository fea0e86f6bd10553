/** Answers every refusal and every failure of a management call with a problem document. */
import { HTTPException } from 'hono/http-exception';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { type Problem, problem } from '../../shared/problem.ts';
import type { Result } from '../../shared/result.ts';
import { logError } from '../platform/log.ts';
import { problemAnswer, problemOfError } from '../platform/problem-document.ts';
import { describeUnreadableBody } from '../platform/unreadable-body.ts';
import type { AppContext } from './app-env.ts';
import type { CallTable } from './no-such-call.ts';

/** The only error that routes throw. */
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

export async function onError(error: Error, c: AppContext): Promise<Response> {
  if (error instanceof ProblemError) return respondWithProblem(c, error.problem);
  if (error instanceof HTTPException) return respondWithProblem(c, await unreadableBody(c));
  logError('failed', { requestId: c.get('requestId'), error: String(error), stack: error.stack });
  return respondWithProblem(c, problemOfError(error));
}

export function notFound(c: AppContext, calls: CallTable): Response {
  const { problem, allow } = calls.explain(c);
  if (allow !== undefined) c.header('Allow', allow);
  return respondWithProblem(c, problem);
}

function respondWithProblem(c: AppContext, refused: Problem): Response {
  const { status, headers, body } = problemAnswer(refused, c.get('requestId'));
  return c.body(body, status as ContentfulStatusCode, headers);
}

/** Describes a body that Hono's own validators refused: it is not JSON, or its media type is another. */
async function unreadableBody(c: AppContext): Promise<Problem> {
  const message = describeUnreadableBody(c.req.header('Content-Type') ?? null, await c.req.text());
  return problem('invalid-request', message, [{ pointer: '', message }]);
}
