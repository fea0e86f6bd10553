/** Questions that can't be read: a word for the log, and the problem for callers that read problems. */
import { type Problem, problem } from '../../shared/problem.ts';
import type { BadRequest } from './protocol.ts';

/** The reason of a call below a protocol's path. */
export const WRONG_PATH = 'wrong-path';

export function badRequest(reason: string, refused: Problem): BadRequest {
  return { kind: 'bad-request', reason, problem: refused };
}

export function badBody(reason: string, message: string): BadRequest {
  return badRequest(reason, problem('invalid-request', message, [{ pointer: '', message }]));
}
