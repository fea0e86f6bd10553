import { failure, type Result, success } from '../../../../shared/result.ts';
import {
  findTargetProblem,
  type WebhookTargetProblem,
  type WebhookTargets,
} from '../../../../shared/webhook-target.ts';

/** Returns the URL in its canonical form, or a sentence that says what is wrong with it. */
export function parseWebhookTarget(text: string, targets: WebhookTargets): Result<string, string> {
  const url = URL.parse(text);
  const problem = findTargetProblem(url, targets);
  if (!url || problem) return failure(describeTargetProblem(problem ?? { reason: 'not-a-url' }));
  url.hash = '';
  return success(url.href);
}

export function describeTargetProblem(problem: WebhookTargetProblem): string {
  switch (problem.reason) {
    case 'not-a-url':
      return 'A URL looks like https://hooks.example.com/sendgate.';
    case 'not-https':
      return 'Only https: the alerts are for no one else to read.';
    case 'credentials':
      return 'No user or password before the host: deliveries are signed instead.';
    case 'special-purpose': {
      const { purpose, source } = problem.block;
      return `The address is not of the public internet (${purpose}, ${source}).`;
    }
    case 'not-public':
      return 'The address is not one that the public internet routes.';
    case 'port':
      return 'The port is 443, or one above 1023.';
    case 'short-name':
      return 'The host is a full name, such as hooks.example.com.';
    case 'local-name':
      return `Names under .${problem.suffix} are not of the public internet.`;
  }
}
