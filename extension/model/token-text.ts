/** A token as a person pastes it. Pure; what is wrong is said without any of it. */
import { failure, type Result, success } from '../../shared/result.ts';

export type TokenProblem = 'empty' | 'blank' | 'character';

/** White space around it comes with copying; within it, it is two things or half of one. */
export function parseToken(text: string): Result<string, TokenProblem> {
  const token = text.trim();
  if (token === '') return failure('empty');
  if (/\s/.test(token)) return failure('blank');
  return /^[\x21-\x7e]+$/.test(token) ? success(token) : failure('character');
}
