/**
 * The calls about webhooks, which get the alerts of an account or of a shared list. Its managers and the operator may
 * make them.
 */
import { Delivery, DeliveryList, IssuedWebhook, WebhookList } from '../../../shared/api.ts';
import { type Problem, problem } from '../../../shared/problem.ts';
import type { Result } from '../../../shared/result.ts';
import { parseWebhookTarget } from '../../objects/account/webhooks/webhook-target.ts';
import { expectConfiguration } from '../../platform/configuration.ts';
import { randomId } from '../../tokens/token-text.ts';
import type { AppContext } from '../app-env.ts';
import { endpoint } from '../endpoint.ts';
import { ProblemError } from '../problem-response.ts';
import { accountObject, actor, expectHeld, logChange } from './account-object.ts';
import { type ListHolder, objectNameOf } from './holder.ts';

const MANAGERS = ['manager', 'operator'] as const;

export const addWebhook = (of: ListHolder) =>
  endpoint({
    who: MANAGERS,
    summary: `Send the ${of.word}’s alerts to a URL; the secret that signs them is shown in this answer only`,
    params: of.params,
    body: of.webhookRequest,
    status: 201,
    answer: IssuedWebhook,
    problems: [of.unknown, 'limit-reached'],
    async handle(c, { params, body: { url, form, name = '', kinds = null } }) {
      const holder = objectNameOf(params);
      const webhook = { id: randomId(), url: expectTarget(c, url), form, name, kinds };
      const added = await accountObject(c, holder).addWebhook(webhook, actor(c));
      return expectChanged(c, holder, added);
    },
  });

export const listWebhooks = (of: ListHolder) =>
  endpoint({
    who: MANAGERS,
    summary: `The ${of.word}’s webhooks, without their secrets`,
    params: of.params,
    status: 200,
    answer: WebhookList,
    problems: [of.unknown],
    async handle(c, { params }) {
      const holder = objectNameOf(params);
      return { webhooks: expectHeld(holder, await accountObject(c, holder).listWebhooks()) };
    },
  });

export const deleteWebhook = (of: ListHolder) =>
  endpoint({
    who: MANAGERS,
    summary: 'Send no more alerts there; what waits to be delivered is dropped',
    params: of.webhookParams,
    status: 204,
    problems: [of.unknown, 'webhook-unknown'],
    async handle(c, { params }) {
      const holder = objectNameOf(params);
      const removed = await accountObject(c, holder).removeWebhook(params.id, actor(c));
      expectChanged(c, holder, removed);
      return undefined;
    },
  });

export const testWebhook = (of: ListHolder) =>
  endpoint({
    who: MANAGERS,
    summary: 'Deliver a test now, once, and tell what came of it',
    params: of.webhookParams,
    status: 200,
    answer: Delivery,
    problems: [of.unknown, 'webhook-unknown'],
    async handle(c, { params }) {
      const holder = objectNameOf(params);
      return expectHeld(holder, await accountObject(c, holder).testWebhook(params.id));
    },
  });

export const rotateWebhook = (of: ListHolder) =>
  endpoint({
    who: MANAGERS,
    summary:
      'Give a webhook a new secret, shown in this answer only; the old one also signs for 24 hours',
    params: of.webhookParams,
    status: 200,
    answer: IssuedWebhook,
    problems: [of.unknown, 'webhook-unknown'],
    async handle(c, { params }) {
      const holder = objectNameOf(params);
      const rotated = await accountObject(c, holder).rotateWebhook(params.id, actor(c));
      return expectChanged(c, holder, rotated);
    },
  });

export const readDeliveries = (of: ListHolder) =>
  endpoint({
    who: MANAGERS,
    summary: 'What was delivered to a webhook, or not, newest first',
    params: of.webhookParams,
    status: 200,
    answer: DeliveryList,
    problems: [of.unknown, 'webhook-unknown'],
    async handle(c, { params }) {
      const holder = objectNameOf(params);
      const read = await accountObject(c, holder).readDeliveries(params.id);
      return { deliveries: expectHeld(holder, read) };
    },
  });

/** A change of webhooks is in the history and in the log, but it is not published. */
function expectChanged<Value>(
  c: AppContext,
  holder: string,
  result: Result<Value, Problem>,
): Value {
  const value = expectHeld(holder, result);
  logChange(c, holder);
  return value;
}

function expectTarget(c: AppContext, url: string): string {
  const target = parseWebhookTarget(url, expectConfiguration(c.env).webhookTargets);
  if (target.ok) return target.value;
  const error = { pointer: '/url', value: url, message: target.error };
  throw new ProblemError(problem('invalid-value', `/url: ${target.error}`, [error]));
}
