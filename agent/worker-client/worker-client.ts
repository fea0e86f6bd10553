/**
 * Everything that the agent asks of the Worker and tells it. Nothing here rejects or throws. Only an answer that the
 * Worker itself wrote counts; every other one means that the Worker can't be reached.
 */

import { withoutZone } from '../../integrations/client/link-local.mjs';
import type * as api from '../../shared/api.ts';
import type { Problem } from '../../shared/problem.ts';
import { type Call, Channel, type RawAnswer } from './channel.ts';
import { findJsonObject } from './json-object.ts';
import { findOwnProblem } from './own-problem.ts';
import { findDecision } from './read-decision.ts';

const KIB = 1024;
const MAX_ANSWER_BYTES = 64 * KIB;
const MAX_TOLD_BYTES = 1024 * KIB;
const MAX_PAGE_BYTES = 8 * 1024 * KIB;

/** What a Worker of version 0.2.0 lacks. The calls that need it get a 404 there. */
export const NO_COPIES_YET =
  'this version of Sendgate knows no copies; 0.3.0 is the first that does';

/** The statuses with which the Worker says that the question itself is wrong, whoever asks it. */
const BAD_QUESTION = [400, 413, 422];

export interface WorkerClientOptions {
  readonly url: URL;
  readonly token: string;
  /** Certificates to trust instead of Node's own, in PEM. */
  readonly ca?: string | undefined;
  /** The time for a check. The other calls have 30 seconds. */
  readonly timeoutMs?: number;
  /** The most checks at once. The other calls have connections of their own. */
  readonly maxInFlight?: number;
}

export interface WorkerQuestion {
  /** The login in its canonical form. */
  readonly login: string;
  readonly address: string;
  readonly passwordWasRight: boolean;
}

/** The Worker can't be reached, or something else answered in its place. */
export interface Unreachable {
  readonly kind: 'unreachable';
  readonly cause: string;
}

export type Checked =
  | { readonly kind: 'decision'; readonly decision: api.Decision }
  | { readonly kind: 'bad-token' | 'bad-question' | 'rate-limited'; readonly problem: Problem }
  | Unreachable;

export interface AgentSession {
  readonly kind: 'session';
  readonly role: string;
  readonly name: string;
  readonly tokenId: string;
  /** Whether the token has the right to copies. */
  readonly copies: boolean;
  /**
   * The header in which a proxy states the address of its client. It is null if the token has none, and undefined if
   * the Worker does not say.
   */
  readonly clientAddressHeader: string | null | undefined;
  readonly expiresAt: string | null;
}

export type SessionAnswer =
  | AgentSession
  | { readonly kind: 'bad-token'; readonly problem: Problem }
  | Unreachable;

export interface FeedRequest {
  readonly after: string | undefined;
  readonly etag: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

export type FeedResponse =
  | { readonly state: 'page'; readonly body: unknown; readonly etag?: string | undefined }
  | { readonly state: 'unchanged' }
  /** The Worker itself says that the token is not valid, or that it has no right to copies. */
  | { readonly state: 'bad-token' | 'no-right' }
  | { readonly state: 'failed'; readonly cause: string };

export type Told =
  /** `unrecorded` has the accounts whose observations must be told again. */
  | {
      readonly state: 'told';
      readonly recorded: number;
      readonly unrecorded: readonly string[];
    }
  | { readonly state: 'bad-token' | 'no-right' }
  /** The Worker will never take this body. */
  | { readonly state: 'refused'; readonly cause: string }
  | { readonly state: 'failed'; readonly cause: string };

export class WorkerClient {
  readonly #checks: Channel;
  /** A first synchronisation takes long, and no check waits for it. */
  readonly #background: Channel;
  #token: string;

  constructor({ url, token, ca, timeoutMs = 1_500, maxInFlight = 64 }: WorkerClientOptions) {
    this.#token = token;
    this.#checks = new Channel({ url, ca, timeoutMs, maxInFlight, maxWaiting: 1_000 });
    const background = { timeoutMs: 30_000, maxInFlight: 2, maxWaiting: 10 };
    this.#background = new Channel({ url, ca, ...background });
  }

  /** From now on each call has this token. */
  useToken(token: string): void {
    this.#token = token;
  }

  async check({ login, address, passwordWasRight }: WorkerQuestion): Promise<Checked> {
    const asked = withoutZone(address);
    const answer = await this.#send(this.#checks, {
      method: 'POST',
      path: 'v1/check',
      headers: passwordWasRight ? { ...JSON_BODY, 'x-sendgate-password-right': '1' } : JSON_BODY,
      body: JSON.stringify({ account: login, address: asked }),
      maxBytes: MAX_ANSWER_BYTES,
    });
    if (answer instanceof Error) return unreachable(answer.message);
    const { status, value } = answer;
    if (status === 200) {
      const decision = findDecision(value, login, asked);
      return decision ? { kind: 'decision', decision } : notSendgate(status);
    }
    const refused = findOwnProblem(status, value);
    if (refused && (status === 401 || status === 403))
      return { kind: 'bad-token', problem: refused };
    if (refused && BAD_QUESTION.includes(status)) return { kind: 'bad-question', problem: refused };
    if (refused && status === 429) return { kind: 'rate-limited', problem: refused };
    return notSendgate(status, refused);
  }

  /** Asks what the token is. */
  async session(): Promise<SessionAnswer> {
    const answer = await this.#send(this.#background, {
      method: 'GET',
      path: 'v1/session',
      headers: {},
      maxBytes: MAX_ANSWER_BYTES,
    });
    if (answer instanceof Error) return unreachable(answer.message);
    const { status, value } = answer;
    const session = status === 200 ? findSession(value) : undefined;
    if (session) return session;
    const refused = findOwnProblem(status, value);
    return refused && (status === 401 || status === 403)
      ? { kind: 'bad-token', problem: refused }
      : notSendgate(status, refused);
  }

  /** Reads a page of the feed. What is in it, the caller has to check. */
  async readFeed({ after, etag, signal }: FeedRequest): Promise<FeedResponse> {
    const query = after === undefined ? '' : `?after=${encodeURIComponent(after)}`;
    const answer = await this.#send(this.#background, {
      method: 'GET',
      path: `v1/feed${query}`,
      headers: {
        'accept-encoding': 'gzip',
        ...(etag !== undefined && { 'if-none-match': etag }),
      },
      maxBytes: MAX_PAGE_BYTES,
      signal,
    });
    if (answer instanceof Error) return { state: 'failed', cause: answer.message };
    const { status, value, headers } = answer;
    if (status === 200 && value) return { state: 'page', body: value, etag: headers.etag };
    if (status === 304 && etag !== undefined) return { state: 'unchanged' };
    return refusalOf(status, value) ?? { state: 'failed', cause: causeOf(status, value) };
  }

  /** Tells what copies decided. `observations` is the body of the call. */
  async tellObservations(observations: object): Promise<Told> {
    const answer = await this.#send(this.#background, {
      method: 'POST',
      path: 'v1/observations',
      headers: JSON_BODY,
      body: JSON.stringify(observations),
      maxBytes: MAX_TOLD_BYTES,
    });
    if (answer instanceof Error) return { state: 'failed', cause: answer.message };
    const { status, value } = answer;
    const told = status === 200 ? findTold(value) : undefined;
    if (told) return told;
    const refusal = refusalOf(status, value);
    if (refusal) return refusal;
    const isRefused = BAD_QUESTION.includes(status) && findOwnProblem(status, value) !== undefined;
    return { state: isRefused ? 'refused' : 'failed', cause: causeOf(status, value) };
  }

  close(): void {
    this.#checks.close();
    this.#background.close();
  }

  async #send(channel: Channel, call: Call): Promise<Answer | Error> {
    const headers = { ...COMMON, authorization: `Bearer ${this.#token}`, ...call.headers };
    try {
      const answer = await channel.send({ ...call, headers });
      return { ...answer, value: findJsonObject(answer.body) };
    } catch (error) {
      return error instanceof Error ? error : new Error(String(error));
    }
  }
}

const COMMON = { accept: 'application/json', 'user-agent': 'sendgate-agent' };
const JSON_BODY = { 'content-type': 'application/json' };

interface Answer extends RawAnswer {
  /** The body as JSON. It is undefined if it is no object. */
  readonly value: Record<string, unknown> | undefined;
}

function refusalOf(
  status: number,
  value: Answer['value'],
): { readonly state: 'bad-token' | 'no-right' } | undefined {
  if (findOwnProblem(status, value) === undefined) return undefined;
  if (status === 401) return { state: 'bad-token' };
  return status === 403 ? { state: 'no-right' } : undefined;
}

function findSession(value: Answer['value']): AgentSession | undefined {
  const { role, name, tokenId, expiresAt, copies, list } = value ?? {};
  // A Worker of version 0.2.0 says nothing of lists, and not which header the token has.
  const isOf020 = list === undefined;
  const clientAddressHeader = value?.clientAddressHeader ?? (isOf020 ? undefined : null);
  if (typeof role !== 'string' || typeof name !== 'string' || typeof tokenId !== 'string')
    return undefined;
  if (expiresAt !== null && typeof expiresAt !== 'string') return undefined;
  const isSaid = clientAddressHeader !== null && clientAddressHeader !== undefined;
  if (isSaid && typeof clientAddressHeader !== 'string') return undefined;
  const rights = { copies: copies === true, clientAddressHeader };
  return { kind: 'session', role, name, tokenId, ...rights, expiresAt };
}

function findTold(value: Answer['value']): Told | undefined {
  const { recorded, unrecorded } = value ?? {};
  if (typeof recorded !== 'number' || !Array.isArray(unrecorded)) return undefined;
  const isNames = unrecorded.every((name) => typeof name === 'string');
  return isNames ? { state: 'told', recorded, unrecorded } : undefined;
}

function unreachable(cause: string): Unreachable {
  return { kind: 'unreachable', cause };
}

function notSendgate(status: number, refused?: Problem): Unreachable {
  return unreachable(describeAnswer(status, refused));
}

function causeOf(status: number, value: Answer['value']): string {
  const refused = findOwnProblem(status, value);
  return refused?.code === 'not-found' ? NO_COPIES_YET : describeAnswer(status, refused);
}

function describeAnswer(status: number, refused: Problem | undefined): string {
  return refused
    ? `Sendgate answered ${status}: ${refused.detail}`
    : `no answer of Sendgate’s, status ${status}`;
}
