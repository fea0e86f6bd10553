import type { Delivery, DeliveryList, IssuedWebhook, WebhookList } from '../../../shared/api.ts';
import type { WebhookTerms } from '../../model/terms.ts';
import type { Answer } from '../../model/trouble.ts';

/** Where the webhooks of one account are kept. */
export interface WebhookDesk {
  readonly read: () => Answer<WebhookList>;
  readonly add: (terms: WebhookTerms) => Answer<IssuedWebhook>;
  /** Resolves with what came of it. */
  readonly test: (id: string) => Answer<Delivery>;
  readonly rotate: (id: string) => Answer<IssuedWebhook>;
  readonly remove: (id: string) => Answer<object>;
  readonly readDeliveries: (id: string) => Answer<DeliveryList>;
}
