/**
 * The Worker as this browser's network shows it: callers come from an address that the test chooses, and the
 * way there can fail in the ways that ways fail.
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
  /** Something else answers there. */
  | 'not-sendgate'
  /** Answers begin as they should, and hold something else. */
  | 'misshapen'
  /** It is of a version that knew nothing yet of senders, previews and alerts. */
  | 'older';

export interface Seen {
  readonly method: string;
  readonly url: string;
  readonly authorization: string | undefined;
}

const LATER = /\/(senders|allowlist\/preview|alerts|webhooks)\b/;

const RETRY_AFTER_SECONDS = 30;

export class EndpointFront implements AsyncDisposable {
  /** Where the browser is. */
  address = HOME;
  disorder: Disorder | undefined;
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

  /** All is well again, nothing was seen yet, and the browser is at home. */
  reset(): void {
    this.address = HOME;
    this.disorder = undefined;
    this.#release?.();
    this.seen.length = 0;
  }

  /** No answer leaves until what is returned is called. */
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
    response.writeHead(answer.status, headersOf(answer));
    response.end(Buffer.from(await answer.arrayBuffer()));
  }

  #ask(
    method: string,
    url: string,
    headers: IncomingMessage['headers'],
    body: Buffer,
  ): Promise<Response> {
    const { host, connection, 'content-length': length, ...sent } = headers;
    const asked = this.disorder === 'older' ? url.replace(LATER, '/not-yet') : url;
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

/** Of a kind that lets pages of any origin read it, as few do. */
function answerAsAnother(response: ServerResponse): void {
  response.setHeader('Access-Control-Allow-Origin', '*');
  response.setHeader('Access-Control-Allow-Headers', 'authorization, content-type');
  response.setHeader('Content-Type', 'text/html').end('<h1>It works</h1>');
}

/** As another program would that has calls of the same names. */
function misshape(answer: Response, response: ServerResponse): void {
  response.writeHead(200, { ...headersOf(answer), 'Content-Type': 'application/json' });
  const list = { mode: 'enforce', revision: 1, count: 1, limit: 10, entries: [null] };
  response.end(JSON.stringify({ ...list, alerts: [null], senders: [null], days: null }));
}

/** With the headers that let a page of another origin read the Worker's answers. */
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

/** Without those of the body as it was on the way here. */
function headersOf({ headers }: Response): Record<string, string> {
  const ofTheBody = ['content-encoding', 'content-length', 'transfer-encoding', 'content-type'];
  const type = headers.get('content-type');
  return {
    ...Object.fromEntries([...headers].filter(([name]) => !ofTheBody.includes(name))),
    ...(type && { 'Content-Type': type }),
  };
}
