/** The terms on which tokens, webhooks and accounts are made. */
import type { AlertKind } from '../../shared/alert.ts';
import type { Account } from '../../shared/api.ts';
import type { WebhookForm } from '../../shared/webhook.ts';

export interface TokenTerms {
  readonly name: string;
  readonly expiresInSeconds?: number;
}

export interface WebhookTerms {
  readonly url: string;
  readonly form: WebhookForm;
  readonly name?: string;
  /** Absent: every alert. */
  readonly kinds?: readonly AlertKind[];
}

export type AccountTerms = Partial<Pick<Account, 'limit' | 'consistency' | 'note' | 'suspended'>>;
