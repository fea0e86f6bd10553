/** What is wrong with a webhook's URL: at once what is wrong anywhere, and what this deployment refuses. */
import { findTargetProblem } from '../../../shared/webhook-target.ts';
import { t } from '../../wording/translate.ts';
import { wordTargetProblem } from '../../wording/webhook.ts';

export function findUrlError(text: string): string | undefined {
  if (text === '') return t('webhooks.urlMissing');
  // A deployment may take more than the public internet: which it is, it says when it is asked.
  const problem = findTargetProblem(URL.parse(text), 'any');
  return problem && wordTargetProblem(problem);
}

/** In the person's language, where it is for a reason that is known here; else as the Worker puts it. */
export function findUrlRefusal(text: string, message: string): string {
  const problem = findTargetProblem(URL.parse(text), 'public');
  return problem ? wordTargetProblem(problem) : message;
}
