/**
 * A receiver of webhooks. It takes the requests that leave the Worker, on their way to the network.
 */
import { type MockInstance, vi } from 'vitest';

export interface Received {
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly body: string;
  readonly redirect: string;
}

export type Respond = (attempt: Received, signal: AbortSignal) => Response | Promise<Response>;

/** Answers 204 until a test says otherwise. `restore` puts the network back. */
export class Receiver {
  readonly received: Received[] = [];
  respond: Respond = () => new Response(null, { status: 204 });
  readonly #spy: MockInstance;

  constructor() {
    this.#spy = vi.spyOn(globalThis, 'fetch').mockImplementation(async (input, init) => {
      const request = new Request(input, init);
      const attempt = {
        url: request.url,
        headers: Object.fromEntries(request.headers),
        body: await request.text(),
        redirect: init?.redirect ?? 'follow',
      };
      this.received.push(attempt);
      return this.respond(attempt, init?.signal ?? request.signal);
    });
  }

  /** Takes the deliveries since the last call. */
  take(): Received[] {
    return this.received.splice(0);
  }

  restore(): void {
    this.#spy.mockRestore();
  }
}

export const answering = (status: number) => () => new Response(null, { status });
export const unreachable = () => Promise.reject(new Error('connection refused'));
/** Takes the request and never answers. */
export const silent: Respond = (_attempt, signal) =>
  new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason));
  });
