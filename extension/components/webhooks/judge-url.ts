/** Finds what is wrong with a webhook's URL: errors that are wrong everywhere, and what this deployment refuses. */
import { findTargetProblem } from '../../../shared/webhook-target.ts';
import { t } from '../../wording/translate.ts';
import { wordTargetProblem } from '../../wording/webhook.ts';

export function findUrlError(text: string): string | undefined {
  if (text === '') return t('webhooks.urlMissing');
  // Some deployments accept targets outside the public internet. Only the deployment itself can say whether it does.
  const problem = findTargetProblem(URL.parse(text), 'any');
  return problem && wordTargetProblem(problem);
}

/** Words a refusal in the person's language if its reason is known here. Otherwise the Worker's own words are used. */
export function findUrlRefusal(text: string, message: string): string {
  const problem = findTargetProblem(URL.parse(text), 'public');
  return problem ? wordTargetProblem(problem) : message;
}
