import type * as api from '../../../../shared/api.ts';
import { type CallExamples, json } from './call-examples.ts';
import { AT, DESK, ENTRY_NAME, LATER, RELAY, WEBHOOK_ID } from './scene.ts';

const nothing = {
  login: null,
  address: null,
  server: null,
  entry: null,
  expiresAt: null,
  count: null,
  addresses: null,
  since: null,
};

const expiring: api.Alert = {
  ...nothing,
  id: '1',
  kind: 'entry-expiring',
  at: AT,
  entry: ENTRY_NAME,
  expiresAt: LATER,
  count: 1,
};

const page: api.AlertPage = {
  alerts: [
    {
      ...nothing,
      id: '3',
      kind: 'leaked-password',
      at: AT,
      address: '198.51.100.66',
      server: RELAY,
    },
    { ...nothing, id: '2', kind: 'refusals', at: AT, count: 3, addresses: 1, since: AT },
    expiring,
  ],
  cursor: null,
};

const webhook: api.Webhook = {
  id: WEBHOOK_ID,
  url: 'https://hooks.example.com/sendgate',
  form: 'standard',
  name: 'On call',
  kinds: ['leaked-password', 'refusals', 'entry-expiring'],
  createdAt: AT,
  createdBy: DESK,
  oldSecretUntil: null,
  stoppedAt: null,
  refused: null,
};

const listWebhook: api.Webhook = { ...webhook, kinds: ['entry-expiring'] };

/** It has the form of a secret, but no webhook uses it. */
const secret = 'whsec_ZXhhbXBsZSBvZiBhIHdlYmhvb2sgc2VjcmV0IGhlcmU=';

const delivery: api.Delivery = {
  id: '1',
  alertId: '01a22cc0773000005a6a9df9ea317cde',
  kind: 'test',
  createdAt: AT,
  state: 'delivered',
  attempts: 1,
  lastAttemptAt: AT,
  nextAttemptAt: null,
  status: 204,
  error: null,
};

export const ALERT_EXAMPLES: Readonly<Record<string, CallExamples>> = {
  readAlerts: { answers: json(200, { page }) },
  addWebhook: {
    body: {
      every: { url: webhook.url, form: 'standard' },
      some: { url: webhook.url, form: 'slack', name: 'On call', kinds: ['leaked-password'] },
    },
    answers: json(201, { added: { ...webhook, secret } }),
  },
  listWebhooks: { answers: json(200, { list: { webhooks: [webhook] } }) },
  testWebhook: { answers: json(200, { delivered: delivery }) },
  rotateWebhook: { answers: json(200, { rotated: { ...webhook, oldSecretUntil: LATER, secret } }) },
  readDeliveries: { answers: json(200, { list: { deliveries: [delivery] } }) },

  readListAlerts: { answers: json(200, { page: { alerts: [expiring], cursor: null } }) },
  addListWebhook: {
    body: {
      every: { url: webhook.url, form: 'standard' },
      some: { url: webhook.url, form: 'slack', name: 'On call', kinds: ['entry-expiring'] },
    },
    answers: json(201, { added: { ...listWebhook, secret } }),
  },
  listListWebhooks: { answers: json(200, { list: { webhooks: [listWebhook] } }) },
  testListWebhook: { answers: json(200, { delivered: delivery }) },
  rotateListWebhook: {
    answers: json(200, { rotated: { ...listWebhook, oldSecretUntil: LATER, secret } }),
  },
  readListDeliveries: { answers: json(200, { list: { deliveries: [delivery] } }) },
};
