/** Reads a token as a person pastes it. Pure. No problem text contains any part of the token. */
import { failure, type Result, success } from '../../shared/result.ts';

export type TokenProblem = 'empty' | 'blank' | 'character';

/**
 * Reads a token. White space around it comes from copying and is removed. White space inside means that two texts, or
 * only a part of the token, were pasted.
 */
export function parseToken(text: string): Result<string, TokenProblem> {
  const token = text.trim();
  if (token === '') return failure('empty');
  if (/\s/.test(token)) return failure('blank');
  return /^[\x21-\x7e]+$/.test(token) ? success(token) : failure('character');
}
