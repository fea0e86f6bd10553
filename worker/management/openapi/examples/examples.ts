/** All examples of management calls, by operationId. */
import { ACCOUNT_EXAMPLES } from './accounts.ts';
import { ALERT_EXAMPLES } from './alerts.ts';
import { ALLOWLIST_EXAMPLES } from './allowlist.ts';
import type { CallExamples } from './call-examples.ts';
import { LIST_EXAMPLES } from './lists.ts';
import { SENDER_EXAMPLES } from './senders.ts';
import { SERVICE_EXAMPLES } from './service.ts';
import { TOKEN_EXAMPLES } from './tokens.ts';

export const EXAMPLES: Readonly<Record<string, CallExamples>> = {
  ...SERVICE_EXAMPLES,
  ...ACCOUNT_EXAMPLES,
  ...ALLOWLIST_EXAMPLES,
  ...LIST_EXAMPLES,
  ...SENDER_EXAMPLES,
  ...ALERT_EXAMPLES,
  ...TOKEN_EXAMPLES,
};
