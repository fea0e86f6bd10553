/** What the Worker says of the agent's own token. It is asked again until it has answered. */
import type { SessionAnswer } from './worker-client/worker-client.ts';

const AGAIN_MS = 10_000;
/** A Worker of version 0.2.0 does not say everything, until it is upgraded. */
const UPGRADED_MS = 60_000;

export class TokenSession {
  /**
   * The header in which a proxy states the address of its client; null if the token was issued without one, undefined as
   * long as nobody knows.
   */
  clientAddressHeader: string | null | undefined;
  readonly #ask: () => Promise<SessionAnswer>;
  #token: string;
  #again: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(token: string, ask: () => Promise<SessionAnswer>) {
    this.#token = token;
    this.#ask = ask;
  }

  async read(): Promise<void> {
    clearTimeout(this.#again);
    const token = this.#token;
    const answer = await this.#ask();
    // The answer is about a token that is the agent's no longer.
    if (token !== this.#token) return;
    const isSession = answer.kind === 'session';
    if (isSession && answer.clientAddressHeader !== undefined)
      this.clientAddressHeader = answer.clientAddressHeader;
    else this.#readAfter(isSession ? UPGRADED_MS : AGAIN_MS);
  }

  #readAfter(milliseconds: number): void {
    clearTimeout(this.#again);
    if (this.#isClosed) return;
    this.#again = setTimeout(() => void this.read(), milliseconds).unref();
  }

  /** Another token may have another header. The same one keeps it, also while the Worker is away. */
  async useToken(token: string): Promise<void> {
    if (token !== this.#token) this.clientAddressHeader = undefined;
    this.#token = token;
    await this.read();
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#again);
  }
}
