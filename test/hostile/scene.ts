/** Two accounts that must not learn of each other. Everything that belongs to one has its mark. */
import { expect } from 'vitest';
import type * as api from '../../shared/api.ts';
import { TestList } from '../worker/support/test-list.ts';
import { OPERATOR_TOKEN, TestAccount, type TestWorker } from '../worker/support/test-worker.ts';
import type { Credentials } from './hostile-requests.ts';
import type { Vocabulary } from './schema-values.ts';

export interface Party {
  readonly account: TestAccount;
  readonly tokens: Readonly<Record<api.AccountRole, string>>;
  readonly entryId: string;
  readonly tokenId: string;
  readonly webhookId: string;
  /** Texts that no stranger may ever be told. */
  readonly secrets: readonly string[];
}

/** A shared list. The first account includes it; the operator may attach it to the other on the way. */
export interface SharedParty {
  readonly name: string;
  readonly manager: string;
  readonly ids: readonly string[];
  /** Texts that no stranger may ever be told. The entries are no secret to an account that includes the list. */
  readonly secrets: readonly string[];
}

export interface Scene {
  readonly parties: readonly [Party, Party];
  readonly shared: SharedParty;
  readonly relay: string;
  readonly relayId: string;
}

export const LISTED = '198.51.100.7';
const PROXY_HEADER = 'X-Client';

export async function setScene(worker: TestWorker): Promise<Scene> {
  const relay = await worker.operator<api.IssuedToken>('POST /v1/relay-tokens', {
    body: { name: 'mx', clientAddressHeader: PROXY_HEADER, copies: true },
  });
  expect(relay.status).toBe(201);
  const parties = [await setParty(worker), await setParty(worker)] as const;
  const shared = await setShared(worker);
  const [{ account }] = parties;
  const attached = await worker.operator(`PUT ${account.path(`/lists/${shared.name}`)}`);
  expect(attached.status).toBe(200);
  return { parties, shared, relay: relay.body.token, relayId: relay.body.id };
}

async function setShared(worker: TestWorker): Promise<SharedParty> {
  const list = await TestList.create(worker);
  const added = await list.add('198.51.100.8', '198.51.100.9');
  const webhook = await list.call<api.IssuedWebhook>('POST', '/webhooks', {
    body: { url: 'https://hooks.example.com/list', form: 'standard' },
  });
  const spare = await list.call<api.IssuedToken>('POST', '/tokens', {
    body: { role: 'viewer', name: 'spare' },
  });
  return {
    name: list.name,
    manager: list.manager,
    ids: [...added.added.map(({ id }) => id), webhook.body.id, spare.body.id],
    secrets: [list.manager, webhook.body.secret, spare.body.token],
  };
}

async function setParty(worker: TestWorker): Promise<Party> {
  const mark = `mark-${crypto.randomUUID()}`;
  const account = await TestAccount.create(worker, { note: mark, limit: 100 });
  const added = await account.call('POST', '/allowlist/entries', {
    body: { format: 'address', values: [LISTED], remark: mark },
  });
  const webhook = await account.call<api.IssuedWebhook>('POST', '/webhooks', {
    body: { url: `https://hooks.example.com/${mark}`, form: 'standard', name: mark },
  });
  const spare = await account.call<api.IssuedToken>('POST', '/tokens', {
    body: { role: 'viewer', name: mark },
  });
  const [viewer, checker] = await Promise.all([account.token('viewer'), account.token('checker')]);
  return {
    account,
    tokens: { manager: account.manager, viewer, checker },
    entryId: added.body.added[0]?.id ?? '',
    tokenId: spare.body.id,
    webhookId: webhook.body.id,
    secrets: [mark, webhook.body.secret, spare.body.token, account.manager, viewer, checker],
  };
}

/**
 * Good values for fields of these names: the accounts and ids of both parties, and some of nobody.
 */
export function vocabularyOf({ parties, shared, relayId }: Scene): Vocabulary {
  const [own, other] = parties.map(({ account }) => account.name) as [string, string];
  const logins = [own, own, other, other.toUpperCase(), ` ${own} `, 'nobody@example.com'];
  const ids = [
    ...parties.flatMap(({ entryId, tokenId, webhookId }) => [entryId, tokenId, webhookId]),
    ...shared.ids,
  ];
  // Few requests name what can be changed, so the ids of the right kind are likelier than others.
  const [first] = parties;
  const [listEntry, listEntry2, listWebhook, listToken] = shared.ids;
  const entryIds = parties.flatMap(({ entryId }) => [entryId, entryId]);
  const addresses = [LISTED, '203.0.113.9', '2001:db8::7', '::ffff:198.51.100.7'];
  const value = [...addresses, '198.51.100.0/24', '203.0.113.10-203.0.113.20', '2001:db8:1::/48'];
  return {
    account: logins,
    login: logins,
    'Auth-User': logins.map(encodeURIComponent),
    'X-Sendgate-Password-Right': ['1', '0'],
    list: [shared.name, shared.name, 'nothing'],
    address: addresses,
    ip: addresses,
    remote: addresses,
    'Client-IP': addresses,
    'X-Sendgate-Upstream': ['127.0.0.1:10025', '[::1]:25'],
    values: value,
    value,
    url: ['https://hooks.example.com/a', 'https://hooks.example.com/b', 'http://127.0.0.1/'],
    id: [...ids, ...ids, relayId, 'nothing'],
    'entries/id': [...ids, first.entryId, first.entryId, listEntry, listEntry2, 'nothing'],
    'tokens/id': [...ids, first.tokenId, first.tokenId, listToken, listToken, 'nothing'],
    'webhooks/id': [...ids, first.webhookId, first.webhookId, listWebhook, listWebhook, 'nothing'],
    'relay-tokens/id': [...ids, relayId, relayId, 'nothing'],
    remove: [...entryIds, ...shared.ids.slice(0, 1)],
    entries: ids,
    delete: ids,
    entryId: [...entryIds, '0'.repeat(32)],
    revision: [0, 1, 2, 3],
    clientAddressHeader: ['X-Client-Address', 'X-Forwarded-For'],
    'if-match': ['"1"', '"2"', '*'],
    'idempotency-key': ['one', 'two'],
    after: ['', '0', '5d41402abc4b2a76.1042', '.-9.9.9.9'],
    'accept-encoding': ['gzip', 'identity, gzip;q=0'],
    cursor: ['1', 'a@example.com', '2:a@example.com'],
    q: ['a', '@EXAMPLE.com', '%_', own.slice(2)],
    upstream: ['open'],
    path: ['messages'],
    format: [...['address', 'segment', 'range'], 'csv', 'json', 'aws-iam'],
  };
}

/** Puts a token in every place where one may be looked for, and calls from its own address. */
export function credentials(token: string, account: string, from = '192.0.2.1'): Credentials {
  return [
    ['Authorization', `Bearer ${token}`],
    ['X-Sendgate-Token', token],
    ['X-Sendgate-Account', account],
    [PROXY_HEADER, LISTED],
    ['CF-Connecting-IP', from],
  ];
}

export const operatorCredentials = (account: string) => credentials(OPERATOR_TOKEN, account);
