/** A receiver of webhooks on loopback, which can be down. */
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { text } from 'node:stream/consumers';
import { findFreePort } from './loopback-port.ts';

export interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export class WebhookReceiver implements AsyncDisposable {
  readonly received: Received[] = [];
  readonly #port: number;
  readonly #server = createServer(async (request, response) => {
    this.received.push({ headers: request.headers, body: await text(request) });
    response.writeHead(204).end();
  });

  private constructor(port: number) {
    this.#port = port;
  }

  /** Makes a receiver that is down until `resume`. */
  static async create(): Promise<WebhookReceiver> {
    return new WebhookReceiver(await findFreePort());
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}/sendgate`;
  }

  async resume(): Promise<void> {
    await once(this.#server.listen(this.#port, '127.0.0.1'), 'listening');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (!this.#server.listening) return;
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }
}
