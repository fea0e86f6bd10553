import type { ProblemDocument } from '../../shared/api.ts';
import type { Trouble } from '../model/trouble.ts';

/** Decides whether Sendgate refused the call with this code. */
export function isRefusal(trouble: Trouble, code: ProblemDocument['code']): boolean {
  return trouble.kind === 'refused' && trouble.problem.code === code;
}
