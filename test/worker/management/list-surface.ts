/** Calls of a shared list (R20) as data: the roles that may make them, their bodies and their answers. */
import { expect } from 'vitest';
import type { z } from 'zod';
import * as api from '../../../shared/api.ts';
import { TestList } from '../support/test-list.ts';
import type { TestWorker } from '../support/test-worker.ts';

type ListRole = 'operator' | 'manager' | 'viewer';

export interface ListOperation {
  /** The name in /openapi.json. */
  readonly name: string;
  readonly who: readonly ListRole[];
  readonly status: 200 | 201 | 204;
  readonly answer?: z.ZodType;
  readonly body?: object;
}

export interface ListScene {
  readonly list: TestList;
  readonly webhookId: string;
}

const READERS: readonly ListRole[] = ['operator', 'manager', 'viewer'];
const MANAGERS: readonly ListRole[] = ['operator', 'manager'];
const LIST = '/v1/lists/{list}';
const webhook = { url: 'https://hooks.example.com/sendgate', form: 'standard' };

// biome-ignore format: a table
export const LIST_OPERATIONS: readonly ListOperation[] = [
  { name: `GET ${LIST}/alerts`, who: READERS, status: 200, answer: api.AlertPage },
  { name: `POST ${LIST}/webhooks`, who: MANAGERS, status: 201, answer: api.IssuedWebhook, body: webhook },
  { name: `GET ${LIST}/webhooks`, who: MANAGERS, status: 200, answer: api.WebhookList },
  { name: `DELETE ${LIST}/webhooks/{id}`, who: MANAGERS, status: 204 },
  { name: `POST ${LIST}/webhooks/{id}/test`, who: MANAGERS, status: 200, answer: api.Delivery },
  { name: `POST ${LIST}/webhooks/{id}/rotate`, who: MANAGERS, status: 200, answer: api.IssuedWebhook },
  { name: `GET ${LIST}/webhooks/{id}/deliveries`, who: MANAGERS, status: 200, answer: api.DeliveryList },
];

/** A list with a webhook, and with an entry that it warns of after a day. */
export async function setListScene(worker: TestWorker): Promise<ListScene> {
  const list = await TestList.create(worker);
  const made = await list.call<api.IssuedWebhook>('POST', '/webhooks', { body: webhook });
  expect(made.status).toBe(201);
  const body = { format: 'address', values: ['203.0.113.7'], expiresInSeconds: 2 * 86_400 };
  expect((await list.call('POST', '/allowlist/entries', { body })).status).toBe(201);
  return { list, webhookId: made.body.id };
}

/** Method and path of the call in the scene, as `TestWorker.call` takes them. */
export function requestOf({ name }: ListOperation, { list, webhookId }: ListScene): string {
  return name.replace('{list}', list.name).replace('{id}', webhookId);
}
