/**
 * Sends the soak's requests over kept connections. A request that is not answered in time is an
 * error.
 */
import { OPERATOR_TOKEN } from './soak-settings.ts';

const DEADLINE_MS = 10_000;

export interface SoakAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

export interface SoakRequest {
  readonly method?: string;
  readonly path: string;
  readonly token: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: object;
}

export class SoakClient {
  readonly #origin: string;

  constructor(origin: string) {
    this.#origin = origin;
  }

  async ask({ method = 'GET', path, token, headers, body }: SoakRequest): Promise<SoakAnswer> {
    const answer = await fetch(this.#origin + path, {
      method,
      headers: {
        Authorization: `Bearer ${token}`,
        ...(body && { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(body && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(DEADLINE_MS),
    });
    return { status: answer.status, headers: answer.headers, text: await answer.text() };
  }

  /** Makes a call as the operator. Throws unless it succeeds. */
  async expect(method: string, path: string, body?: object): Promise<unknown> {
    const request = { method, path, token: OPERATOR_TOKEN, ...(body && { body }) };
    const { status, text } = await this.ask(request);
    if (status >= 300) throw new Error(`${method} ${path}: ${status} ${text}`);
    return text === '' ? undefined : JSON.parse(text);
  }
}
