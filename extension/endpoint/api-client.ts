/**
 * The calls to an endpoint. Each answers a Result: what went wrong is a value that names its cause. The token goes
 * to the endpoint and nowhere else: no redirect is followed, no cookie is sent.
 */
import type { ListedMode } from '../../shared/allowlist.ts';
import type {
  Account,
  AccountRole,
  AddRequest,
  AlertPage,
  Allowlist,
  Change,
  Decision,
  Delivery,
  DeliveryList,
  HistoryPage,
  IssuedToken,
  IssuedWebhook,
  Preview,
  PreviewRequest,
  ProblemDocument,
  SenderList,
  Session,
  Token,
  WebhookList,
} from '../../shared/api.ts';
import { failure, success } from '../../shared/result.ts';
import type { Credentials } from '../model/connection.ts';
import type { ImportedEntry } from '../model/list-edit.ts';
import type { AccountSettings, TokenTerms, WebhookTerms } from '../model/terms.ts';
import type { Answer } from '../model/trouble.ts';

const TIMEOUT_MS = 10_000;
/** The Worker waits ten seconds for the receiver. */
const TEST_TIMEOUT_MS = 15_000;

interface Conditions {
  /** The revision that the change was made for: another one by now refuses it with `revision-changed`. */
  readonly revision?: number;
  /** The same key again gives the first answer again. */
  readonly idempotencyKey?: string;
  readonly timeoutMs?: number;
}

export function apiClient({ endpoint, token }: Credentials) {
  const call = <Value>(
    shape: readonly (keyof Value & string)[],
    method: string,
    path: string,
    body?: object,
    conditions: Conditions = {},
  ): Answer<Value> =>
    send<Value>(
      shape,
      `${endpoint}${path}`,
      {
        method,
        headers: {
          Authorization: `Bearer ${token}`,
          ...(body && { 'Content-Type': 'application/json' }),
          ...(conditions.revision !== undefined && { 'If-Match': `"${conditions.revision}"` }),
          ...(conditions.idempotencyKey && { 'Idempotency-Key': conditions.idempotencyKey }),
        },
        ...(body && { body: JSON.stringify(body) }),
      },
      conditions.timeoutMs,
    );
  const account = (name: string) => `/v1/accounts/${encodeURIComponent(name)}`;
  const allowlist = (name: string) => `${account(name)}/allowlist`;
  const webhooks = (name: string, rest = '') => `${account(name)}/webhooks${rest}`;
  const change = (
    method: string,
    path: string,
    body: object | undefined,
    conditions: Conditions | undefined,
  ) => call<Change>(['revision', 'mode', 'added', 'removed'], method, path, body, conditions);

  return {
    session: () => call<Session>(['role', 'tokenId'], 'GET', '/v1/session'),

    allowlist: (name: string) =>
      call<Allowlist>(['revision', 'mode', 'entries'], 'GET', allowlist(name)),
    history: (name: string, cursor: string | null) =>
      call<HistoryPage>(['events'], 'GET', `${account(name)}/history${pageFrom(cursor)}`),
    alerts: (name: string, cursor: string | null) =>
      call<AlertPage>(['alerts'], 'GET', `${account(name)}/alerts${pageFrom(cursor)}`),
    senders: (name: string) =>
      call<SenderList>(['senders', 'entries', 'days'], 'GET', `${account(name)}/senders`),
    /** What a change would do; nothing is changed. */
    preview: (name: string, request: PreviewRequest) =>
      call<Preview>(
        ['senders', 'cutOff', 'letIn', 'observed'],
        'POST',
        `${allowlist(name)}/preview`,
        request,
      ),
    /** Without an address, the one this call comes from. */
    check: (name: string, address?: string) =>
      call<Decision>(['verdict', 'reason'], 'POST', '/v1/check', {
        account: name,
        ...(address !== undefined && { address }),
      }),

    addEntries: (name: string, request: AddRequest, conditions?: Conditions) =>
      change('POST', `${allowlist(name)}/entries`, request, conditions),
    /** Entries of any format, each with its own remark and expiry: all or nothing. */
    importEntries: (
      name: string,
      request: { readonly entries: readonly ImportedEntry[]; readonly mode?: ListedMode },
      conditions?: Conditions,
    ) => change('POST', `${allowlist(name)}/import`, request, conditions),
    replaceEntries: (
      name: string,
      request: { readonly remove: readonly string[]; readonly add: AddRequest },
      conditions?: Conditions,
    ) => change('POST', `${allowlist(name)}/replace`, request, conditions),
    editEntry: (
      name: string,
      id: string,
      edit: { readonly remark?: string; readonly expiresAt?: string | null },
      conditions?: Conditions,
    ) => change('PATCH', `${allowlist(name)}/entries/${id}`, edit, conditions),
    deleteEntry: (name: string, id: string, conditions?: Conditions) =>
      change('DELETE', `${allowlist(name)}/entries/${id}`, undefined, conditions),
    disableAllowlist: (name: string, conditions?: Conditions) =>
      change('DELETE', allowlist(name), undefined, conditions),
    setMode: (name: string, mode: ListedMode, conditions?: Conditions) =>
      change('PATCH', allowlist(name), { mode }, conditions),
    restore: (
      name: string,
      what: { readonly revision: number } | { readonly entries: readonly string[] },
      conditions?: Conditions,
    ) => change('POST', `${allowlist(name)}/restore`, what, conditions),

    webhooks: (name: string) => call<WebhookList>(['webhooks'], 'GET', webhooks(name)),
    addWebhook: (name: string, terms: WebhookTerms) =>
      call<IssuedWebhook>(['secret'], 'POST', webhooks(name), terms),
    deleteWebhook: (name: string, id: string) =>
      call<object>([], 'DELETE', webhooks(name, `/${id}`)),
    testWebhook: (name: string, id: string) =>
      call<Delivery>(['state', 'attempts'], 'POST', webhooks(name, `/${id}/test`), undefined, {
        timeoutMs: TEST_TIMEOUT_MS,
      }),
    rotateWebhook: (name: string, id: string) =>
      call<IssuedWebhook>(['secret'], 'POST', webhooks(name, `/${id}/rotate`)),
    deliveries: (name: string, id: string) =>
      call<DeliveryList>(['deliveries'], 'GET', webhooks(name, `/${id}/deliveries`)),

    accounts: (cursor: string | null) =>
      call<{ accounts: Account[]; cursor: string | null }>(
        ['accounts'],
        'GET',
        `/v1/accounts?limit=100${cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`}`,
      ),
    /** With its tokens. */
    account: (name: string) =>
      call<Account & { tokens: Token[] }>(['account', 'suspended'], 'GET', account(name)),
    createAccount: (name: string, settings: AccountSettings) =>
      call<Account>(['account'], 'POST', '/v1/accounts', { account: name, ...settings }),
    changeAccount: (name: string, settings: AccountSettings) =>
      call<Account>(['account'], 'PATCH', account(name), settings),
    deleteAccount: (name: string) => call<object>([], 'DELETE', account(name)),

    tokens: (name: string) =>
      call<{ tokens: Token[] }>(['tokens'], 'GET', `${account(name)}/tokens`),
    issueToken: (name: string, terms: TokenTerms & { readonly role: AccountRole }) =>
      call<IssuedToken>(['token'], 'POST', `${account(name)}/tokens`, terms),
    revokeToken: (name: string, id: string) =>
      call<object>([], 'DELETE', `${account(name)}/tokens/${id}`),
    relayTokens: () => call<{ tokens: Token[] }>(['tokens'], 'GET', '/v1/relay-tokens'),
    issueRelayToken: (terms: TokenTerms) =>
      call<IssuedToken>(['token'], 'POST', '/v1/relay-tokens', terms),
    revokeRelayToken: (id: string) => call<object>([], 'DELETE', `/v1/relay-tokens/${id}`),
  };
}

function pageFrom(cursor: string | null): string {
  return cursor === null ? '' : `?cursor=${cursor}`;
}

export type ApiClient = ReturnType<typeof apiClient>;

/** What an endpoint says to anyone: that it is Sendgate, and in which version. */
export function readHealth(endpoint: string): Answer<{ status: 'ok'; version: string }> {
  return send(['status', 'version'], `${endpoint}/healthz`, {});
}

/** The address that an endpoint sees this browser at. */
export function readAddress(
  endpoint: string,
  timeoutMs = TIMEOUT_MS,
): Answer<{ address: string; family: 4 | 6 }> {
  return send(['address', 'family'], `${endpoint}/v1/address`, {}, timeoutMs);
}

/** Whether a web server is there at all: what it answers can't be read, and nothing is sent to it. */
export async function answersAtAll(endpoint: string): Promise<boolean> {
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  const init = { mode: 'no-cors', credentials: 'omit', cache: 'no-store', signal } as const;
  return fetch(`${endpoint}/healthz`, { ...init, referrerPolicy: 'no-referrer' }).then(
    () => true,
    () => false,
  );
}

async function send<Value>(
  shape: readonly (keyof Value & string)[],
  url: string,
  init: RequestInit,
  timeoutMs = TIMEOUT_MS,
): Answer<Value> {
  try {
    const response = await fetch(url, {
      ...init,
      redirect: 'error',
      credentials: 'omit',
      cache: 'no-store',
      referrerPolicy: 'no-referrer',
      signal: AbortSignal.timeout(timeoutMs),
    });
    return await readAnswer<Value>(shape, response);
  } catch {
    return failure({ kind: navigator.onLine === false ? 'offline' : 'unreachable' });
  }
}

async function readAnswer<Value>(
  shape: readonly (keyof Value & string)[],
  response: Response,
): Answer<Value> {
  if (response.status === 204) return success({} as Value);
  // An answer that breaks off is none: what was asked for may have been done all the same.
  const body = readJson(await response.text());
  if (response.ok && hasAll(body, shape)) return success(body as Value);
  if (!response.ok && hasAll(body, ['code', 'status', 'detail', 'errors'])) {
    const seconds = Number(response.headers.get('Retry-After') ?? Number.NaN);
    return failure({
      kind: 'refused',
      problem: body as ProblemDocument,
      retryAt: Number.isFinite(seconds) ? Date.now() + seconds * 1000 : null,
    });
  }
  return failure({ kind: 'not-sendgate', status: response.status });
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function hasAll(body: unknown, names: readonly string[]): boolean {
  return body instanceof Object && names.every((name) => name in body);
}
