/** Puts webhooks into words: what they receive, what became of a delivery, and what is wrong with a URL. */
import { ALERT_KINDS } from '../../shared/alert.ts';
import type { Delivery, Webhook } from '../../shared/api.ts';
import type { DeliveredKind, WebhookForm } from '../../shared/webhook.ts';
import type { WebhookTargetProblem } from '../../shared/webhook-target.ts';
import type { ShownState } from '../model/shown-state.ts';
import { type StateText, showState } from './access-status.ts';
import { wordFacts, wordList } from './series.ts';
import { wordSpecialBlock } from './special-purpose.ts';
import { wordMoment } from './time.ts';
import { t } from './translate.ts';

/** Returns the name of a webhook. Without a name it is the host that it sends to. */
export function nameWebhook({ name, url }: Pick<Webhook, 'name' | 'url'>): string {
  return name || new URL(url).host;
}

const FORMS = {
  standard: 'webhooks.formStandard',
  slack: 'webhooks.formSlack',
  text: 'webhooks.formText',
} as const satisfies Record<WebhookForm, string>;

export function wordWebhookForm(form: WebhookForm): string {
  return t(FORMS[form]);
}

const FORM_HINTS = {
  standard: 'webhooks.formStandardHint',
  slack: 'webhooks.formSlackHint',
  text: 'webhooks.formTextHint',
} as const satisfies Record<WebhookForm, string>;

export function wordFormHint(form: WebhookForm): string {
  return t(FORM_HINTS[form]);
}

const KINDS = {
  'leaked-password': 'webhooks.kindLeak',
  refusals: 'webhooks.kindRefusals',
  'entry-expiring': 'webhooks.kindExpiring',
  test: 'webhooks.kindTest',
} as const satisfies Record<DeliveredKind, string>;

export function wordKind(kind: DeliveredKind): string {
  return t(KINDS[kind]);
}

export function wordKinds(kinds: Webhook['kinds']): string {
  return kinds.length === ALERT_KINDS.length ? t('webhooks.all') : wordList(kinds.map(wordKind));
}

const STATES = {
  pending: ['warn', '…', 'webhooks.pending'],
  delivered: ['ok', '✓', 'webhooks.delivered'],
  failed: ['no', '✕', 'webhooks.failed'],
} as const satisfies Record<Delivery['state'], StateText>;

export function showDelivery({ state }: Delivery): ShownState {
  return showState(STATES[state]);
}

/** Says how many attempts were made, what the receiver last answered, and when the next attempt is. */
export function wordAttempts(delivery: Delivery, now: number): string {
  const { attempts, state, nextAttemptAt } = delivery;
  const isAwaited = state === 'pending' && nextAttemptAt !== null;
  return wordFacts(
    t('webhooks.attempts', attempts),
    wordAnswer(delivery),
    isAwaited && t('webhooks.nextTry', [wordMoment(nextAttemptAt, now)]),
  );
}

/** Returns the last answer of the receiver. Empty if there was no attempt yet. */
export function wordAnswer({ status, error }: Delivery): string {
  const answer = status === null ? '' : t('webhooks.answered', [status]);
  // A receiver that refused has answered, so its status says enough.
  const why = error === null || error === 'refused' ? '' : t(ERRORS[error]);
  return wordFacts(answer, why);
}

const ERRORS = {
  'no answer in 10 s': 'webhooks.errorTimeout',
  'could not be reached': 'webhooks.errorUnreachable',
  'it redirects, which is not followed': 'webhooks.errorRedirect',
  'it wants no more deliveries': 'webhooks.errorGone',
  'it could not be sent': 'webhooks.errorNotSent',
  'its URL is not allowed here': 'webhooks.errorNotAllowed',
  'too many were waiting': 'webhooks.errorTooMany',
} as const satisfies Record<Exclude<Delivery['error'], 'refused' | null>, string>;

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
    case 'not-public':
      return t('webhooks.notPublic');
    case 'port':
      return t('webhooks.port');
    case 'short-name':
      return t('webhooks.shortName');
    case 'local-name':
      return t('webhooks.localName', [problem.suffix]);
  }
}
