/** Every call of the API as data: the roles that may make it, its body and its answer. */
import { expect } from 'vitest';
import { z } from 'zod';
import * as api from '../../../shared/api.ts';
import { TestList } from '../support/test-list.ts';
import { Lines, OPERATOR_TOKEN, TestAccount, type TestWorker } from '../support/test-worker.ts';

type Role = api.Session['role'];

export interface Operation {
  /** The name in /openapi.json. */
  readonly name: string;
  readonly who: readonly Role[] | 'anyone';
  /** The right that a relay token must have been issued with. */
  readonly right?: 'copies';
  readonly status: 200 | 201 | 204;
  readonly answer?: z.ZodType;
  /** The answer's content type, if it is not JSON. */
  readonly type?: RegExp;
  readonly body?: (scene: Scene) => object;
  /** The body and the answer are NDJSON. */
  readonly ndjson?: true;
  /** The call also takes no body at all. */
  readonly isBodyOptional?: true;
  readonly query?: (scene: Scene) => string;
}

/**
 * The things that an operation acts on: an account with one entry, a token beside the manager's,
 * and a webhook or a shared list if the operation is about one.
 */
export interface Scene {
  readonly account: TestAccount;
  readonly entryId: string;
  readonly tokenId: string;
  readonly webhookId: string;
  /** A shared list. The account includes it if the operation needs that. */
  readonly listName: string;
}

const ANY: readonly Role[] = ['operator', 'manager', 'viewer', 'checker', 'relay'];
const CHECKERS: readonly Role[] = ['relay', 'checker', 'manager', 'viewer'];
const READERS: readonly Role[] = ['operator', 'manager', 'viewer'];
const MANAGERS: readonly Role[] = ['operator', 'manager'];
const OPERATOR: readonly Role[] = ['operator'];

const ACCOUNT = '/v1/accounts/{account}';
const LIST = `${ACCOUNT}/allowlist`;
const SHARED = '/v1/lists/{list}';
const check = ({ account }: Scene) => ({ account: account.name, address: '198.51.100.7' });
const observed = ({ account }: Scene) => ({
  accounts: [
    {
      account: account.name,
      senders: [],
      leaks: [],
      others: { allowed: 1, refused: 0, observed: 0 },
    },
  ],
});
const webhook = { url: 'https://hooks.example.com/sendgate', form: 'standard' };
const addition = { format: 'address', values: ['198.51.100.9'] };
let created = 0;

// biome-ignore format: a table
export const OPERATIONS: readonly Operation[] = [
  { name: 'GET /healthz', who: 'anyone', status: 200, answer: api.Health },
  { name: 'GET /v1/address', who: 'anyone', status: 200, answer: api.CallerAddress },
  { name: 'GET /v1/session', who: ANY, status: 200, answer: api.Session },
  { name: 'POST /v1/check', who: CHECKERS, status: 200, answer: api.Decision, body: check },
  { name: 'GET /v1/check', who: CHECKERS, status: 200, answer: api.Decision, query: (scene) => `?${new URLSearchParams(check(scene))}` },
  { name: 'POST /v1/check/batch', who: CHECKERS, status: 200, answer: api.DecisionBatch, body: (scene) => ({ checks: [check(scene)] }) },
  { name: 'GET /v1/feed', who: ['relay'], right: 'copies', status: 200, answer: api.Feed },
  { name: 'POST /v1/observations', who: ['relay'], right: 'copies', status: 200, answer: api.RecordedObservations, body: observed },
  { name: 'POST /v1/accounts', who: OPERATOR, status: 201, answer: api.Account, body: () => ({ account: `made-${++created}@example.com` }) },
  { name: 'POST /v1/accounts/batch', who: OPERATOR, status: 200, answer: api.AccountLines, type: /^application\/x-ndjson$/, ndjson: true, body: () => new Lines([{ account: `made-${++created}@example.com` }]) },
  { name: 'GET /v1/accounts', who: OPERATOR, status: 200, answer: api.AccountPage },
  { name: `GET ${ACCOUNT}`, who: READERS, status: 200, answer: api.Account },
  { name: `PATCH ${ACCOUNT}`, who: OPERATOR, status: 200, answer: api.Account, body: () => ({ note: 'checked' }) },
  { name: `DELETE ${ACCOUNT}`, who: OPERATOR, status: 204 },
  { name: `GET ${LIST}`, who: READERS, status: 200, answer: api.Allowlist },
  { name: `PATCH ${LIST}`, who: MANAGERS, status: 200, answer: api.Change, body: () => ({ mode: 'observe' }) },
  { name: `DELETE ${LIST}`, who: MANAGERS, status: 200, answer: api.Change },
  { name: `POST ${LIST}/entries`, who: MANAGERS, status: 201, answer: api.Change, body: () => addition },
  { name: `PATCH ${LIST}/entries/{id}`, who: MANAGERS, status: 200, answer: api.Change, body: () => ({ remark: 'edited' }) },
  { name: `DELETE ${LIST}/entries/{id}`, who: MANAGERS, status: 200, answer: api.Change },
  { name: `POST ${LIST}/edit`, who: MANAGERS, status: 200, answer: api.Change, body: ({ entryId }) => ({ entries: [entryId], remark: 'edited together' }) },
  { name: `POST ${LIST}/delete`, who: MANAGERS, status: 200, answer: api.Change, body: ({ entryId }) => ({ entries: [entryId] }) },
  { name: `POST ${LIST}/import`, who: MANAGERS, status: 201, answer: api.Change, body: () => ({ entries: [{ format: 'address', value: '198.51.100.9' }] }) },
  { name: `POST ${LIST}/replace`, who: MANAGERS, status: 200, answer: api.Change, body: ({ entryId }) => ({ remove: [entryId], add: addition }) },
  { name: `POST ${LIST}/restore`, who: MANAGERS, status: 200, answer: api.Change, body: () => ({ revision: 2 }) },
  { name: `POST ${LIST}/preview`, who: MANAGERS, status: 200, answer: api.Preview, body: () => ({ disable: true }) },
  { name: `GET ${ACCOUNT}/lists`, who: READERS, status: 200, answer: api.IncludedLists },
  { name: `PUT ${ACCOUNT}/lists/{list}`, who: OPERATOR, status: 200, answer: api.Change, isBodyOptional: true, body: () => ({ mode: 'observe' }) },
  { name: `DELETE ${ACCOUNT}/lists/{list}`, who: OPERATOR, status: 200, answer: api.Change },
  { name: `GET ${ACCOUNT}/senders`, who: READERS, status: 200, answer: api.SenderList },
  { name: `GET ${ACCOUNT}/history`, who: READERS, status: 200, answer: api.HistoryPage },
  { name: `GET ${ACCOUNT}/export`, who: READERS, status: 200, answer: api.ExportDocument, query: () => '?format=json' },
  { name: `GET ${ACCOUNT}/alerts`, who: READERS, status: 200, answer: api.AlertPage },
  { name: `POST ${ACCOUNT}/webhooks`, who: MANAGERS, status: 201, answer: api.IssuedWebhook, body: () => webhook },
  { name: `GET ${ACCOUNT}/webhooks`, who: MANAGERS, status: 200, answer: api.WebhookList },
  { name: `DELETE ${ACCOUNT}/webhooks/{id}`, who: MANAGERS, status: 204 },
  { name: `POST ${ACCOUNT}/webhooks/{id}/test`, who: MANAGERS, status: 200, answer: api.Delivery },
  { name: `POST ${ACCOUNT}/webhooks/{id}/rotate`, who: MANAGERS, status: 200, answer: api.IssuedWebhook },
  { name: `GET ${ACCOUNT}/webhooks/{id}/deliveries`, who: MANAGERS, status: 200, answer: api.DeliveryList },
  { name: 'GET /v1/events', who: OPERATOR, status: 200, answer: api.DeploymentEventPage },
  { name: 'GET /v1/metrics', who: OPERATOR, status: 200, answer: z.string(), type: /^text\/plain; version=0\.0\.4; charset=utf-8$/ },
  { name: `POST ${ACCOUNT}/tokens`, who: MANAGERS, status: 201, answer: api.IssuedToken, body: () => ({ role: 'viewer', name: 'desk' }) },
  { name: `GET ${ACCOUNT}/tokens`, who: MANAGERS, status: 200, answer: api.TokenList },
  { name: `DELETE ${ACCOUNT}/tokens/{id}`, who: MANAGERS, status: 204 },
  // The tokens of an account open no shared list: those of a list are held to their roles in lists.test.ts.
  { name: 'POST /v1/lists', who: OPERATOR, status: 201, answer: api.SharedList, body: () => ({ list: `made-${++created}` }) },
  { name: 'GET /v1/lists', who: OPERATOR, status: 200, answer: api.SharedListPage },
  { name: `GET ${SHARED}`, who: OPERATOR, status: 200, answer: api.SharedList },
  { name: `PATCH ${SHARED}`, who: OPERATOR, status: 200, answer: api.SharedList, body: () => ({ note: 'checked' }) },
  { name: `DELETE ${SHARED}`, who: OPERATOR, status: 204 },
  { name: `GET ${SHARED}/accounts`, who: OPERATOR, status: 200, answer: api.IncludersPage },
  { name: `GET ${SHARED}/allowlist`, who: OPERATOR, status: 200, answer: api.SharedAllowlist },
  { name: `POST ${SHARED}/allowlist/entries`, who: OPERATOR, status: 201, answer: api.SharedChange, body: () => addition },
  { name: `PATCH ${SHARED}/allowlist/entries/{id}`, who: OPERATOR, status: 200, answer: api.SharedChange, body: () => ({ remark: 'edited' }) },
  { name: `DELETE ${SHARED}/allowlist/entries/{id}`, who: OPERATOR, status: 200, answer: api.SharedChange },
  { name: `POST ${SHARED}/allowlist/edit`, who: OPERATOR, status: 200, answer: api.SharedChange, body: ({ entryId }) => ({ entries: [entryId], remark: 'edited together' }) },
  { name: `POST ${SHARED}/allowlist/delete`, who: OPERATOR, status: 200, answer: api.SharedChange, body: ({ entryId }) => ({ entries: [entryId] }) },
  { name: `POST ${SHARED}/allowlist/import`, who: OPERATOR, status: 201, answer: api.SharedChange, body: () => ({ entries: [{ format: 'address', value: '198.51.100.9' }] }) },
  { name: `POST ${SHARED}/allowlist/replace`, who: OPERATOR, status: 200, answer: api.SharedChange, body: ({ entryId }) => ({ remove: [entryId], add: addition }) },
  { name: `POST ${SHARED}/allowlist/restore`, who: OPERATOR, status: 200, answer: api.SharedChange, body: () => ({ revision: 2 }) },
  { name: `POST ${SHARED}/allowlist/preview`, who: OPERATOR, status: 200, answer: api.SharedPreview, body: () => ({ clear: true }) },
  { name: `GET ${SHARED}/history`, who: OPERATOR, status: 200, answer: api.HistoryPage },
  { name: `GET ${SHARED}/export`, who: OPERATOR, status: 200, answer: api.SharedExportDocument, query: () => '?format=json' },
  { name: `POST ${SHARED}/tokens`, who: OPERATOR, status: 201, answer: api.IssuedToken, body: () => ({ role: 'viewer', name: 'desk' }) },
  { name: `GET ${SHARED}/tokens`, who: OPERATOR, status: 200, answer: api.TokenList },
  { name: `DELETE ${SHARED}/tokens/{id}`, who: OPERATOR, status: 204 },
  { name: 'POST /v1/relay-tokens', who: OPERATOR, status: 201, answer: api.IssuedToken, body: () => ({ name: 'mx' }) },
  { name: 'GET /v1/relay-tokens', who: OPERATOR, status: 200, answer: api.TokenList },
  { name: 'DELETE /v1/relay-tokens/{id}', who: OPERATOR, status: 204 },
];

export async function setScene(worker: TestWorker, operation: Operation): Promise<Scene> {
  const { name } = operation;
  const account = await TestAccount.create(worker);
  if (name.includes(SHARED)) return setSharedScene(account);
  const { added } = await account.add('198.51.100.7');
  const tokens = name.includes('relay-tokens/') ? '/v1/relay-tokens' : account.path('/tokens');
  const role = tokens.includes('relay') ? {} : { role: 'viewer' };
  const issued = await worker.operator<api.IssuedToken>(`POST ${tokens}`, {
    body: { name: 'spare', ...role },
  });
  expect(issued.status).toBe(201);
  const webhookId = name.includes('webhooks/') ? await addWebhook(account) : '';
  const listName = name.includes('{list}') ? await makeList(account, name) : '';
  return { account, entryId: added[0]?.id ?? '', tokenId: issued.body.id, webhookId, listName };
}

/** A shared list with one entry, and a token beside its manager's. */
async function setSharedScene(account: TestAccount): Promise<Scene> {
  const list = await TestList.create(account.worker);
  const { added } = await list.add('198.51.100.7');
  const body = { role: 'viewer', name: 'spare' };
  const issued = await list.call<api.IssuedToken>('POST', '/tokens', { body });
  expect(issued.status).toBe(201);
  const [entryId, tokenId] = [added[0]?.id ?? '', issued.body.id];
  return { account, entryId, tokenId, webhookId: '', listName: list.name };
}

async function makeList(account: TestAccount, operation: string): Promise<string> {
  const list = await TestList.create(account.worker);
  if (!operation.startsWith('DELETE')) return list.name;
  const attached = await account.worker.operator(`PUT ${account.path(`/lists/${list.name}`)}`);
  expect(attached.status).toBe(200);
  return list.name;
}

async function addWebhook(account: TestAccount): Promise<string> {
  const made = await account.call<api.IssuedWebhook>('POST', '/webhooks', { body: webhook });
  expect(made.status).toBe(201);
  return made.body.id;
}

/** The token of a caller that may make the call. */
export function callerOf({ name, right }: Operation, { account }: Scene): Promise<string> | string {
  if (right) return account.worker.relayToken({ [right]: true });
  return name.includes('/check') ? account.manager : OPERATOR_TOKEN;
}

/** Method and path of the operation in the scene, as `Gate.call` takes them. */
export function requestOf({ name, query }: Operation, scene: Scene): string {
  const id = idOf(name, scene);
  const account = encodeURIComponent(scene.account.name);
  const path = name.replace('{account}', account).replace('{id}', id);
  return path.replace('{list}', scene.listName) + (query?.(scene) ?? '');
}

function idOf(name: string, scene: Scene): string {
  if (name.includes('tokens/')) return scene.tokenId;
  return name.includes('webhooks/') ? scene.webhookId : scene.entryId;
}
