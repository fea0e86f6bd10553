import type { Delivery, DeliveryList, IssuedWebhook, WebhookList } from '../../../shared/api.ts';
import type { WebhookTerms } from '../../model/terms.ts';
import type { ApiAnswer } from '../../model/trouble.ts';

/** The actions on the webhooks of one account. */
export interface WebhookActions {
  readonly read: () => ApiAnswer<WebhookList>;
  readonly add: (terms: WebhookTerms) => ApiAnswer<IssuedWebhook>;
  /** Resolves with the result of the delivery. */
  readonly test: (id: string) => ApiAnswer<Delivery>;
  readonly rotate: (id: string) => ApiAnswer<IssuedWebhook>;
  readonly remove: (id: string) => ApiAnswer<object>;
  readonly readDeliveries: (id: string) => ApiAnswer<DeliveryList>;
}
