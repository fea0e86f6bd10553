import type { ProblemDocument } from '../../shared/api.ts';
import type { Trouble } from '../model/trouble.ts';

/** Whether it is Sendgate that refuses, for this reason. */
export function isRefusal(trouble: Trouble, code: ProblemDocument['code']): boolean {
  return trouble.kind === 'refused' && trouble.problem.code === code;
}
