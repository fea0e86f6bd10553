/** Webhooks in words: what they get, what became of a delivery, and what is wrong with a URL. */
import { ALERT_KINDS } from '../../shared/alert.ts';
import type { Delivery, Webhook } from '../../shared/api.ts';
import type { DeliveredKind, WebhookForm } from '../../shared/webhook.ts';
import type { WebhookTargetProblem } from '../../shared/webhook-target.ts';
import { t } from '../translate.ts';
import { wordList } from './series.ts';
import { wordSpecialBlock } from './special-purpose.ts';
import type { ShownState } from './standing.ts';
import { wordMoment } from './time.ts';

/** Its name, or where it goes. */
export function nameWebhook({ name, url }: Pick<Webhook, 'name' | 'url'>): string {
  return name || new URL(url).host;
}

export function wordForm(form: WebhookForm): string {
  switch (form) {
    case 'standard':
      return t('webhooks.formStandard');
    case 'slack':
      return t('webhooks.formSlack');
    case 'text':
      return t('webhooks.formText');
  }
}

export function wordFormHint(form: WebhookForm): string {
  switch (form) {
    case 'standard':
      return t('webhooks.formStandardHint');
    case 'slack':
      return t('webhooks.formSlackHint');
    case 'text':
      return t('webhooks.formTextHint');
  }
}

export function wordKind(kind: DeliveredKind): string {
  switch (kind) {
    case 'leaked-password':
      return t('webhooks.kindLeak');
    case 'refusals':
      return t('webhooks.kindRefusals');
    case 'entry-expiring':
      return t('webhooks.kindExpiring');
    case 'test':
      return t('webhooks.kindTest');
  }
}

export function wordKinds(kinds: Webhook['kinds']): string {
  return kinds.length === ALERT_KINDS.length ? t('webhooks.all') : wordList(kinds.map(wordKind));
}

export function showDelivery({ state }: Delivery): ShownState {
  switch (state) {
    case 'pending':
      return { tone: 'warn', sign: '…', word: t('webhooks.pending') };
    case 'delivered':
      return { tone: 'ok', sign: '✓', word: t('webhooks.delivered') };
    case 'failed':
      return { tone: 'no', sign: '✕', word: t('webhooks.failed') };
  }
}

/** How often it was tried, what the receiver said last, and when it is tried again. */
export function wordAttempts(delivery: Delivery, now: number): string {
  const { attempts, state, nextAttemptAt } = delivery;
  const isAwaited = state === 'pending' && nextAttemptAt !== null;
  return [
    t('webhooks.attempts', attempts),
    wordAnswer(delivery),
    isAwaited && t('webhooks.nextTry', [wordMoment(Date.parse(nextAttemptAt), now)]),
  ]
    .filter(Boolean)
    .join(' · ');
}

/** Empty where nothing was tried yet. */
export function wordAnswer({ status, error }: Delivery): string {
  const answer = status === null ? '' : t('webhooks.answered', [status]);
  return [answer, error === null ? '' : wordError(error)].filter(Boolean).join(' · ');
}

function wordError(error: NonNullable<Delivery['error']>): string {
  switch (error) {
    case 'refused':
      return '';
    case 'no answer in 10 s':
      return t('webhooks.errorTimeout');
    case 'could not be reached':
      return t('webhooks.errorUnreachable');
    case 'it redirects, which is not followed':
      return t('webhooks.errorRedirect');
    case 'it wants no more deliveries':
      return t('webhooks.errorGone');
    case 'it could not be sent':
      return t('webhooks.errorNotSent');
    case 'its URL is not allowed here':
      return t('webhooks.errorNotAllowed');
    case 'too many were waiting':
      return t('webhooks.errorTooMany');
  }
}

export function wordTargetProblem(problem: WebhookTargetProblem): string {
  switch (problem.reason) {
    case 'not-a-url':
      return t('webhooks.notAUrl');
    case 'not-https':
      return t('webhooks.notHttps');
    case 'credentials':
      return t('webhooks.credentials');
    case 'special-purpose':
      return t('webhooks.specialPurpose', [wordSpecialBlock(problem.block)]);
    case 'short-name':
      return t('webhooks.shortName');
    case 'local-name':
      return t('webhooks.localName', [problem.suffix]);
  }
}
