/** The way from the agent to the Worker. It counts the calls, and can be cut. */
import { once } from 'node:events';
import {
  createServer,
  request as forward,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';

/** In the Worker's answer if it could not read the account. */
const UNREAD = '"reason":"unavailable"';

export class CutFront {
  readonly counts = { checks: 0, feed: 0, observations: 0, others: 0 };
  /** When a call last failed: on a busy machine the agent gives it up, or the Worker can't read in time. */
  failedAt = -Infinity;
  readonly #origin: URL;
  readonly #server = createServer((request, response) => this.#answer(request, response));
  #port = 0;

  private constructor(origin: string) {
    this.#origin = new URL(origin);
  }

  static async open(origin: string): Promise<CutFront> {
    const front = new CutFront(origin);
    await front.mend();
    return front;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  async mend(): Promise<void> {
    await once(this.#server.listen(this.#port, '127.0.0.1'), 'listening');
    this.#port = (this.#server.address() as AddressInfo).port;
  }

  /** Ends every connection, and takes no other. */
  async cut(): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const { method, url: path = '', headers } = request;
    this.counts[kindOf(path)]++;
    const { hostname, port } = this.#origin;
    const asked = forward({ hostname, port, method, path, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
      if (kindOf(path) === 'checks')
        answer.on('data', (chunk: Buffer) => {
          if (chunk.includes(UNREAD)) this.failedAt = performance.now();
        });
    });
    asked.on('error', () => response.destroy());
    response.on('close', () => {
      if (!response.writableFinished && this.#server.listening) this.failedAt = performance.now();
    });
    request.pipe(asked);
  }
}

function kindOf(path: string): keyof CutFront['counts'] {
  if (path.startsWith('/v1/check')) return 'checks';
  if (path.startsWith('/v1/feed')) return 'feed';
  return path.startsWith('/v1/observations') ? 'observations' : 'others';
}
