/**
 * Describes a question that can't be read: a word for the log, and a problem for callers that read
 * problems.
 */
import { type Problem, problem } from '../../shared/problem.ts';
import type { BadRequest } from './protocol.ts';

/** The reason for a call whose path is longer than the path of its protocol. */
export const WRONG_PATH = 'wrong-path';

export function badRequest(reason: string, refused: Problem): BadRequest {
  return { kind: 'bad-request', reason, problem: refused };
}

export function badBody(reason: string, message: string): BadRequest {
  return badRequest(reason, problem('invalid-request', message, [{ pointer: '', message }]));
}
