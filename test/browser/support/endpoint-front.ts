/**
 * A front before the Worker that stands for the browser's network. A test chooses the address that
 * callers come from, and how the way to the Worker fails.
 */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { PROBLEMS } from '../../../shared/problem.ts';

export const HOME = '203.0.113.57';

export type Disorder =
  /** Connections break before an answer. */
  | 'gone'
  /** Too many requests, in the Worker's own form. */
  | 'busy'
  /** Another program answers there. */
  | 'not-sendgate'
  /** Answers begin as they should, but the rest is something else. */
  | 'misshapen'
  /** The Worker is of a version that knew no senders, previews and alerts yet. */
  | 'older'
  /** The shared lists of an account can’t be read. */
  | 'lists-unread';

export interface Seen {
  readonly method: string;
  readonly url: string;
  readonly authorization: string | undefined;
}

const LATER = /\/(senders|allowlist\/preview|alerts|webhooks)\b/;

const INCLUDED = /\/v1\/accounts\/[^/]+\/lists$/;

const RETRY_AFTER_SECONDS = 30;

export class EndpointFront implements AsyncDisposable {
  /** The address of the browser. */
  address = HOME;
  disorder: Disorder | undefined;
  /** How far the clock of the endpoint is ahead, in milliseconds. */
  clockAheadMs = 0;
  readonly seen: Seen[] = [];
  readonly #server: Server;
  readonly #worker: string;
  #held: Promise<void> | undefined;
  #release: (() => void) | undefined;

  static async open(worker: string): Promise<EndpointFront> {
    const front = new EndpointFront(worker);
    await once(front.#server.listen(0, '127.0.0.1'), 'listening');
    return front;
  }

  private constructor(worker: string) {
    this.#worker = worker;
    this.#server = createServer((request, response) => {
      this.#answer(request, response).catch(() => response.destroy());
    });
  }

  get url(): string {
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('the front is not open');
    return `http://127.0.0.1:${address.port}`;
  }

  /** Sets everything back: no fault, no requests seen, and the browser at home. */
  reset(): void {
    this.address = HOME;
    this.disorder = undefined;
    this.clockAheadMs = 0;
    this.#release?.();
    this.seen.length = 0;
  }

  /** Holds every answer until the returned function is called. */
  hold(): () => void {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#held = promise;
    this.#release = () => {
      this.#held = undefined;
      resolve();
    };
    return this.#release;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = 'GET', url = '/', headers } = request;
    const body = await buffer(request);
    this.seen.push({ method, url, authorization: headers.authorization });
    await this.#held;
    if (this.disorder === 'gone') return void response.destroy();
    if (this.disorder === 'not-sendgate') return answerAsAnother(response);
    const answer = await this.#ask(method, url, headers, body);
    if (this.disorder === 'busy' && method !== 'OPTIONS') return answerBusy(answer, response);
    if (this.disorder === 'misshapen' && method !== 'OPTIONS') return misshape(answer, response);
    const date = new Date(Date.now() + this.clockAheadMs).toUTCString();
    response.writeHead(answer.status, { ...headersOf(answer), date });
    response.end(Buffer.from(await answer.arrayBuffer()));
  }

  #ask(
    method: string,
    url: string,
    headers: IncomingMessage['headers'],
    body: Buffer,
  ): Promise<Response> {
    const { host, connection, 'content-length': length, ...sent } = headers;
    const missing = { older: LATER, 'lists-unread': INCLUDED }[String(this.disorder)];
    const asked = missing ? url.replace(missing, '/not-yet') : url;
    return fetch(new URL(asked, this.#worker), {
      method,
      headers: { ...(sent as Record<string, string>), 'cf-connecting-ip': this.address },
      ...(body.byteLength > 0 && { body: new Uint8Array(body) }),
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }
}

/** Answers as another server that lets pages of any origin read it, which few servers do. */
function answerAsAnother(response: ServerResponse): void {
  response.setHeader('Access-Control-Allow-Origin', '*');
  response.setHeader('Access-Control-Allow-Headers', 'authorization, content-type');
  response.setHeader('Content-Type', 'text/html').end('<h1>It works</h1>');
}

/** Answers as another program that has calls of the same names. */
function misshape(answer: Response, response: ServerResponse): void {
  response.writeHead(200, { ...headersOf(answer), 'Content-Type': 'application/json' });
  const list = { mode: 'enforce', revision: 1, count: 1, limit: 10, entries: [null] };
  response.end(JSON.stringify({ ...list, alerts: [null], senders: [null], days: null }));
}

/** Answers with the headers that let a page of another origin read the Worker's answers. */
function answerBusy(answer: Response, response: ServerResponse): void {
  const problem = {
    type: 'urn:sendgate:problem:rate-limited',
    title: PROBLEMS['rate-limited'].title,
    status: 429,
    code: 'rate-limited',
    detail: 'Too many failed attempts: wait a minute.',
    requestId: 'busy',
    errors: [],
  };
  response.writeHead(429, {
    ...headersOf(answer),
    'Content-Type': 'application/problem+json',
    'Retry-After': String(RETRY_AFTER_SECONDS),
  });
  response.end(JSON.stringify(problem));
}

/** The headers of the answer, without those that describe the body on its way here. */
function headersOf({ headers }: Response): Record<string, string> {
  const ofTheBody = ['content-encoding', 'content-length', 'transfer-encoding', 'content-type'];
  const type = headers.get('content-type');
  return {
    ...Object.fromEntries([...headers].filter(([name]) => !ofTheBody.includes(name))),
    ...(type && { 'Content-Type': type }),
  };
}
