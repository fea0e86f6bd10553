/** The fields with which tokens, webhooks and accounts are created or changed. */
import type { AlertKind } from '../../shared/alert.ts';
import type { Account } from '../../shared/api.ts';
import type { WebhookForm } from '../../shared/webhook.ts';

export interface TokenTerms {
  readonly name: string;
  readonly expiresInSeconds?: number;
}

/** `copies`: the holder may read the addresses of every account and shared list. */
export type RelayTokenTerms = TokenTerms & { readonly copies?: true };

export interface WebhookTerms {
  readonly url: string;
  readonly form: WebhookForm;
  readonly name?: string;
  /** Absent for alerts of every kind. */
  readonly kinds?: readonly AlertKind[];
}

/** `off`: the new account may open a login that the account of its domain closes. */
export type NewAccountTerms = AccountTerms & { readonly off?: true };

export type AccountTerms = Partial<
  Pick<Account, 'limit' | 'consistency' | 'failMode' | 'note' | 'suspended'>
>;

/** `off` is the consent to open a login that the account of its domain closes. */
export type SuspensionTerms = Pick<AccountTerms, 'suspended'> & { readonly off?: true };

/**
 * The terms that suspend an account, or end that. The question has said that any address can send for an account
 * without entries. An endpoint of the release before knows no shared lists, and takes no consent.
 */
export function suspensionOf(
  { mode, lists }: Pick<Account, 'mode'> & { readonly lists?: readonly string[] },
  suspended: boolean,
): SuspensionTerms {
  const isOpened = !suspended && mode === 'off' && lists !== undefined;
  return isOpened ? { suspended, off: true } : { suspended };
}

/** The settings of a shared list. */
export type ListTerms = Partial<Pick<Account, 'limit' | 'note'>>;
