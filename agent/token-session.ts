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
  #again: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(ask: () => Promise<SessionAnswer>) {
    this.#ask = ask;
  }

  async read(): Promise<void> {
    clearTimeout(this.#again);
    const answer = await this.#ask();
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

  /** Another token may have another header. */
  forget(): void {
    this.clientAddressHeader = undefined;
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#again);
  }
}
