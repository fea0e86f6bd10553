/**
 * A front between a mail server and the Worker. It keeps every question, and fails in the way a
 * test chooses.
 */
import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Certificate } from './certificates.ts';
import { findFreePort } from './loopback-port.ts';

/**
 * status-400: something on the way answers; late: no answer before the asker has given up;
 * unreadable: the Worker can't read the list.
 */
export type Fault =
  | 'none'
  | 'status-400'
  | 'status-500'
  | 'status-401'
  | 'garbage'
  | 'empty'
  | 'late'
  | 'unreadable'
  | 'bad-token';

/** Headers that do not fit the answer any more, since fetch has already decoded it. */
const HOP_HEADERS = ['connection', 'content-encoding', 'content-length', 'transfer-encoding'];

export interface ForwardedQuestion {
  readonly url: string;
  /** Names and values in turn, in the order in which they came. */
  readonly headers: readonly string[];
  readonly body: string;
}

/** Returns the value of a header: the first if there are several, undefined if there is none. */
export function findHeader({ headers }: ForwardedQuestion, name: string): string | undefined {
  const at = headers.findIndex((text, index) => index % 2 === 0 && text.toLowerCase() === name);
  return at < 0 ? undefined : headers[at + 1];
}

export class WorkerFront implements AsyncDisposable {
  #fault: Fault = 'none';
  /** All questions so far. */
  readonly questions: ForwardedQuestion[] = [];
  /** The number of connections accepted so far. */
  connections = 0;
  /** The largest number of questions that were being answered at a time. */
  mostInFlight = 0;
  #inFlight = 0;
  #taken = 0;
  readonly #server;
  readonly #port;
  readonly #worker;
  readonly #certificate: Certificate;
  #presented: Certificate;
  /** The requests that get no answer. */
  readonly #held = new Set<Socket>();

  private constructor(port: number, certificate: Certificate, worker: string) {
    this.#port = port;
    this.#worker = worker;
    this.#certificate = certificate;
    this.#presented = certificate;
    const { cert, key } = certificate;
    this.#server = createServer({ cert, key }, (request, response) => {
      this.#answer(request, response).catch((error) => response.destroy(error));
      this.#inFlight += 1;
      this.mostInFlight = Math.max(this.mostInFlight, this.#inFlight);
      response.once('close', () => {
        this.#inFlight -= 1;
      });
    });
    this.#server.on('secureConnection', () => {
      this.connections += 1;
    });
  }

  static async open(certificate: Certificate, worker: string): Promise<WorkerFront> {
    const front = new WorkerFront(await findFreePort(), certificate, worker);
    await front.resume();
    return front;
  }

  get url(): string {
    return `https://localhost:${this.#port}`;
  }

  get fault(): Fault {
    return this.#fault;
  }

  set fault(fault: Fault) {
    this.#fault = fault;
    // A call that may take long would else wait after the fault is over.
    if (fault === 'none') for (const socket of this.#held) socket.destroy();
  }

  /** Whether nothing is wrong. */
  get isSound(): boolean {
    return (
      this.#fault === 'none' && this.#server.listening && this.#presented === this.#certificate
    );
  }

  /** Returns the questions since the last call. */
  takeQuestions(): ForwardedQuestion[] {
    const fresh = this.questions.slice(this.#taken);
    this.#taken = this.questions.length;
    return fresh;
  }

  async resume(): Promise<void> {
    await once(this.#server.listen(this.#port, '127.0.0.1'), 'listening');
  }

  async stop(): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }

  present(certificate: Certificate): void {
    const { cert, key } = certificate;
    this.#presented = certificate;
    this.#server.setSecureContext({ cert, key });
    this.#server.closeAllConnections();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#server.listening) await this.stop();
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request);
    this.questions.push({ url: request.url ?? '', headers: request.rawHeaders, body });
    switch (this.fault) {
      case 'status-400':
        return void response.writeHead(400).end('<h1>400 Bad Request</h1>');
      case 'status-500':
        return void response.writeHead(500).end('{"status":0}');
      case 'status-401':
        return void response.writeHead(401).end('{"status":0}');
      case 'garbage':
        return void response.writeHead(200).end('<p>a captive portal</p>');
      case 'empty':
        return void response.writeHead(204).end();
      case 'late':
        this.#held.add(request.socket);
        await once(request.socket, 'close');
        this.#held.delete(request.socket);
        return;
      case 'unreadable':
        return void response.writeHead(200).end('{"verdict":"deny","reason":"unavailable"}');
      case 'bad-token':
        return await this.#forward(request, response, body, 'Bearer no-token-of-anyone');
      case 'none':
        return await this.#forward(request, response, body, request.headers.authorization ?? '');
    }
  }

  async #forward(
    request: IncomingMessage,
    response: ServerResponse,
    body: string,
    authorization: string,
  ): Promise<void> {
    // Headers about the connection itself are not passed on.
    const { host, connection, 'content-length': length, ...headers } = request.headers;
    const answer = await fetch(new URL(request.url ?? '', this.#worker), {
      method: request.method ?? 'POST',
      headers: { ...(headers as Record<string, string>), authorization },
      ...(body !== '' && { body }),
    });
    const text = await answer.text();
    const said = [...answer.headers].filter(([name]) => !HOP_HEADERS.includes(name));
    response.writeHead(answer.status, Object.fromEntries(said)).end(text);
  }
}
