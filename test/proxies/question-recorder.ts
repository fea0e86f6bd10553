/**
 * A server between a proxy and the Worker. It passes each question on unchanged, and keeps its
 * headers.
 */
import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pipeline } from 'node:stream/promises';

export class QuestionRecorder implements AsyncDisposable {
  /** The headers of each question: names and values in turn, in the order in which they came. */
  readonly questions: string[][] = [];
  readonly #worker: URL;
  readonly #server = createServer((question, answer) => {
    this.questions.push(question.rawHeaders);
    // The proxy gets no answer then.
    this.#pass(question, answer).catch(() => void answer.destroy());
  });

  private constructor(worker: string) {
    this.#worker = new URL(worker);
  }

  static async open(worker: string): Promise<QuestionRecorder> {
    const recorder = new QuestionRecorder(worker);
    await once(recorder.#server.listen(0, '127.0.0.1'), 'listening');
    return recorder;
  }

  get url(): string {
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${port}`;
  }

  /** Stops listening. */
  async close(): Promise<void> {
    if (!this.#server.listening) return;
    const closed = once(this.#server, 'close');
    this.#server.close().closeAllConnections();
    await closed;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  async #pass(question: IncomingMessage, answer: ServerResponse): Promise<void> {
    const { method, url = '/', headers } = question;
    const outgoing = request(new URL(url, this.#worker), { method, headers });
    question.pipe(outgoing);
    const [incoming] = (await once(outgoing, 'response')) as [IncomingMessage];
    answer.writeHead(incoming.statusCode ?? 502, incoming.headers);
    await pipeline(incoming, answer);
  }
}
