/**
 * The calls to an endpoint. Each returns a Result: an error is a value that names its cause, and an answer with a
 * wrong form is an error, too. The token goes to the endpoint and nowhere else: no redirect is followed, and no
 * cookie is sent.
 */
import type { AccountRole } from '../../shared/api.ts';
import { callOf, type ListCommand, previewOf } from '../../shared/list-command.ts';
import { findListName } from '../../shared/list-name.ts';
import { failure, success } from '../../shared/result.ts';
import { abilitiesOf } from '../model/abilities.ts';
import type { AccountQuery } from '../model/account-search.ts';
import type { Credentials } from '../model/connection.ts';
import { isMetricsText, readFigures } from '../model/deployment-figures.ts';
import { placeSession } from '../model/listed-place.ts';
import { noteToldTime } from '../model/server-clock.ts';
import { isRecord, type Shape } from '../model/shape.ts';
import type {
  AccountTerms,
  NewAccountTerms,
  RelayTokenTerms,
  SuspensionTerms,
  TokenTerms,
  WebhookTerms,
} from '../model/terms.ts';
import type { ApiAnswer } from '../model/trouble.ts';
import { isAllowlist, isProblem, isSenderList, isSession } from '../model/wire-shapes.ts';
import {
  isAccount,
  isAccountPage,
  isAlertPage,
  isCallerAddress,
  isChange,
  isDecision,
  isDelivery,
  isDeliveryList,
  isHealth,
  isHistoryPage,
  isIncludedLists,
  isIssuedToken,
  isIssuedWebhook,
  isPreview,
  isTokenList,
  isWebhookList,
} from './answer-shapes.ts';

const TIMEOUT_MS = 10_000;
/** This is longer, since the Worker waits up to ten seconds for the receiver of the webhook. */
const TEST_TIMEOUT_MS = 15_000;

interface Conditions {
  /** The revision that the change was made for. On another revision it is refused with `revision-changed`. */
  readonly revision?: number;
  /** A second call with the same key gets the answer of the first call. */
  readonly idempotencyKey?: string;
  readonly timeoutMs?: number;
  /** Reads the body of a good answer. If absent, it is JSON. */
  readonly readBody?: (text: string) => unknown;
}

export function apiClient({ endpoint, token }: Credentials) {
  const call = <Value>(
    isAnswer: Shape<Value>,
    method: string,
    path: string,
    body?: object,
    conditions: Conditions = {},
  ): ApiAnswer<Value> =>
    send(
      isAnswer,
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
      conditions,
    );
  const account = (name: string) => {
    const list = findListName(name);
    return list === undefined ? `/v1/accounts/${encodeURIComponent(name)}` : `/v1/lists/${list}`;
  };
  const allowlist = (name: string) => `${account(name)}/allowlist`;
  const webhooks = (name: string, rest = '') => `${account(name)}/webhooks${rest}`;

  return {
    /** Makes any other call. */
    call,

    session: async () => {
      const said = await call(isSession, 'GET', '/v1/session');
      return said.ok ? success(placeSession(said.value)) : said;
    },

    allowlist: (name: string) =>
      call(isAllowlist, 'GET', allowlist(name), undefined, asOfAccount(name)),
    /** Reads the shared lists that an account includes. */
    includedLists: (name: string) => call(isIncludedLists, 'GET', `${account(name)}/lists`),
    history: (name: string, cursor: string | null) =>
      call(isHistoryPage, 'GET', `${account(name)}/history${pageFrom(cursor)}`),
    alerts: (name: string, cursor: string | null) =>
      call(isAlertPage, 'GET', `${account(name)}/alerts${pageFrom(cursor)}`),
    senders: (name: string) => call(isSenderList, 'GET', `${account(name)}/senders`),
    /** Asks which senders and warnings a change would bring. Nothing is changed. */
    preview: (name: string, command: ListCommand) =>
      call(isPreview, 'POST', `${allowlist(name)}/preview`, previewOf(command)),
    /** Checks an address. Without one, it checks the address that this call comes from. */
    check: (name: string, address?: string) =>
      call(isDecision, 'POST', '/v1/check', {
        account: name,
        ...(address !== undefined && { address }),
      }),

    change: (name: string, command: ListCommand, conditions?: Conditions) => {
      const { method, path, body } = callOf(command);
      return call(isChange, method, `${account(name)}${path}`, body, {
        ...conditions,
        ...asOfAccount(name),
      });
    },

    webhooks: (name: string) => call(isWebhookList, 'GET', webhooks(name)),
    addWebhook: (name: string, terms: WebhookTerms) =>
      call(isIssuedWebhook, 'POST', webhooks(name), terms),
    deleteWebhook: (name: string, id: string) => call(isRecord, 'DELETE', webhooks(name, `/${id}`)),
    testWebhook: (name: string, id: string) =>
      call(isDelivery, 'POST', webhooks(name, `/${id}/test`), undefined, {
        timeoutMs: TEST_TIMEOUT_MS,
      }),
    rotateWebhook: (name: string, id: string) =>
      call(isIssuedWebhook, 'POST', webhooks(name, `/${id}/rotate`)),
    deliveries: (name: string, id: string) =>
      call(isDeliveryList, 'GET', webhooks(name, `/${id}/deliveries`)),

    accounts: (query: AccountQuery, cursor: string | null) => {
      const asked = new URLSearchParams({
        ...query,
        limit: '100',
        ...(cursor !== null && { cursor }),
      });
      return call(isAccountPage, 'GET', `/v1/accounts?${asked}`);
    },
    createAccount: (name: string, settings: NewAccountTerms) =>
      call(isAccount, 'POST', '/v1/accounts', { account: name, ...settings }),
    changeAccount: (name: string, settings: AccountTerms | SuspensionTerms) =>
      call(isAccount, 'PATCH', account(name), settings),
    /** Asks what the endpoint can do. */
    abilities: async () => {
      const health = await readHealth(endpoint);
      return health.ok ? success(abilitiesOf(health.value.version)) : health;
    },
    figures: async () => {
      const readBody = (text: string) => text;
      const answer = await call(isMetricsText, 'GET', '/v1/metrics', undefined, { readBody });
      return answer.ok ? success(readFigures(answer.value)) : answer;
    },
    deleteAccount: (name: string, off: boolean) =>
      call(isRecord, 'DELETE', off ? `${account(name)}?off=true` : account(name)),

    tokens: (name: string) => call(isTokenList, 'GET', `${account(name)}/tokens`),
    issueToken: (name: string, terms: TokenTerms & { readonly role: AccountRole }) =>
      call(isIssuedToken, 'POST', `${account(name)}/tokens`, terms),
    revokeToken: (name: string, id: string) =>
      call(isRecord, 'DELETE', `${account(name)}/tokens/${id}`),
    relayTokens: () => call(isTokenList, 'GET', '/v1/relay-tokens'),
    issueRelayToken: (terms: RelayTokenTerms) =>
      call(isIssuedToken, 'POST', '/v1/relay-tokens', terms),
    revokeRelayToken: (id: string) => call(isRecord, 'DELETE', `/v1/relay-tokens/${id}`),
  };
}

/**
 * The answers of a shared list have its name in place of an account, and no mode. Here they are read as those of an
 * account that enforces.
 */
function asOfAccount(name: string): Pick<Conditions, 'readBody'> {
  if (findListName(name) === undefined) return {};
  const terms = { account: name, mode: 'enforce', suspended: false };
  return {
    readBody: (text) => {
      const body = readJson(text);
      return isRecord(body) ? { ...body, ...terms } : body;
    },
  };
}

function pageFrom(cursor: string | null): string {
  return cursor === null ? '' : `?cursor=${cursor}`;
}

export type ApiClient = ReturnType<typeof apiClient>;

/** Reads what an endpoint tells anyone: that it is Sendgate, and its version. */
export function readHealth(endpoint: string): ApiAnswer<{ status: 'ok'; version: string }> {
  return send(isHealth, `${endpoint}/healthz`, {});
}

/** Reads this browser's address as the endpoint sees it. */
export function readOwnAddress(
  endpoint: string,
  timeoutMs = TIMEOUT_MS,
): ApiAnswer<{ address: string; family: 4 | 6 }> {
  return send(isCallerAddress, `${endpoint}/v1/address`, {}, { timeoutMs });
}

/** Finds out whether a web server answers there at all. The answer can't be read, and no token is sent. */
export async function answersAtAll(endpoint: string): Promise<boolean> {
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  const init = { mode: 'no-cors', credentials: 'omit', cache: 'no-store', signal } as const;
  return fetch(`${endpoint}/healthz`, { ...init, referrerPolicy: 'no-referrer' }).then(
    () => true,
    () => false,
  );
}

async function send<Value>(
  isAnswer: Shape<Value>,
  url: string,
  init: RequestInit,
  { timeoutMs = TIMEOUT_MS, readBody = readJson }: Pick<Conditions, 'timeoutMs' | 'readBody'> = {},
): ApiAnswer<Value> {
  const sentAt = Date.now();
  try {
    const response = await fetch(url, {
      ...init,
      redirect: 'error',
      credentials: 'omit',
      cache: 'no-store',
      referrerPolicy: 'no-referrer',
      signal: AbortSignal.timeout(timeoutMs),
    });
    const date = response.headers.get('Date');
    noteToldTime({ date, sentAt, receivedAt: Date.now() });
    return await parseAnswer(isAnswer, response, readBody);
  } catch {
    return failure({ kind: navigator.onLine === false ? 'offline' : 'unreachable' });
  }
}

async function parseAnswer<Value>(
  isAnswer: Shape<Value>,
  response: Response,
  readBody: (text: string) => unknown,
): ApiAnswer<Value> {
  // An answer that breaks off counts as no answer. The call may have been carried out all the same.
  const text = await response.text();
  const read = response.ok ? readBody : readJson;
  const body = response.status === 204 ? {} : read(text);
  if (response.ok && isAnswer(body)) return success(body);
  if (!response.ok && isProblem(body)) {
    const seconds = Number(response.headers.get('Retry-After') ?? Number.NaN);
    return failure({
      kind: 'refused',
      problem: body,
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
