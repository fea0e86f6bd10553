/** The calls about webhooks, which get an account's alerts. Its managers and the operator may make them. */
import {
  AccountParams,
  CreateWebhookRequest,
  Delivery,
  DeliveryList,
  IssuedWebhook,
  WebhookList,
  WebhookParams,
} from '../../../shared/api.ts';
import { problem } from '../../../shared/problem.ts';
import { parseWebhookTarget } from '../../objects/account/webhooks/webhook-target.ts';
import { expectConfiguration } from '../../platform/configuration.ts';
import { randomId } from '../../tokens/token-text.ts';
import type { AppContext } from '../app-env.ts';
import { endpoint } from '../endpoint.ts';
import { expectSuccess, ProblemError } from '../problem-response.ts';
import { accountObject, actor, logChange } from './account-object.ts';

const MANAGERS = ['manager', 'operator'] as const;

export const addWebhook = endpoint({
  who: MANAGERS,
  summary:
    'Send the account’s alerts to a URL; the secret that signs them is shown in this answer only',
  params: AccountParams,
  body: CreateWebhookRequest,
  status: 201,
  answer: IssuedWebhook,
  problems: ['account-unknown', 'limit-reached'],
  async handle(c, { params: { account }, body: { url, form, name = '', kinds = null } }) {
    const webhook = { id: randomId(), url: expectTarget(c, url), form, name, kinds };
    const added = expectSuccess(await accountObject(c, account).addWebhook(webhook, actor(c)));
    logChange(c, account);
    return added;
  },
});

export const listWebhooks = endpoint({
  who: MANAGERS,
  summary: 'The account’s webhooks, without their secrets',
  params: AccountParams,
  status: 200,
  answer: WebhookList,
  problems: ['account-unknown'],
  async handle(c, { params: { account } }) {
    return { webhooks: expectSuccess(await accountObject(c, account).listWebhooks()) };
  },
});

export const deleteWebhook = endpoint({
  who: MANAGERS,
  summary: 'Send no more alerts there; what waits to be delivered is dropped',
  params: WebhookParams,
  status: 204,
  problems: ['account-unknown', 'webhook-unknown'],
  async handle(c, { params: { account, id } }) {
    expectSuccess(await accountObject(c, account).removeWebhook(id, actor(c)));
    logChange(c, account);
    return undefined;
  },
});

export const testWebhook = endpoint({
  who: MANAGERS,
  summary: 'Deliver a test now, once, and tell what came of it',
  params: WebhookParams,
  status: 200,
  answer: Delivery,
  problems: ['account-unknown', 'webhook-unknown'],
  async handle(c, { params: { account, id } }) {
    return expectSuccess(await accountObject(c, account).testWebhook(id));
  },
});

export const rotateWebhook = endpoint({
  who: MANAGERS,
  summary:
    'Give a webhook a new secret, shown in this answer only; the old one also signs for 24 hours',
  params: WebhookParams,
  status: 200,
  answer: IssuedWebhook,
  problems: ['account-unknown', 'webhook-unknown'],
  async handle(c, { params: { account, id } }) {
    const rotated = expectSuccess(await accountObject(c, account).rotateWebhook(id, actor(c)));
    logChange(c, account);
    return rotated;
  },
});

export const readDeliveries = endpoint({
  who: MANAGERS,
  summary: 'What was delivered to a webhook, or not, newest first',
  params: WebhookParams,
  status: 200,
  answer: DeliveryList,
  problems: ['account-unknown', 'webhook-unknown'],
  async handle(c, { params: { account, id } }) {
    return { deliveries: expectSuccess(await accountObject(c, account).readDeliveries(id)) };
  },
});

function expectTarget(c: AppContext, url: string): string {
  const target = parseWebhookTarget(url, expectConfiguration(c.env).webhookTargets);
  if (target.ok) return target.value;
  const error = { pointer: '/url', value: url, message: target.error };
  throw new ProblemError(problem('invalid-value', `/url: ${target.error}`, [error]));
}
