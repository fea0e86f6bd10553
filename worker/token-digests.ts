import { LRUCache } from 'lru-cache';
import { digestOf, type TokenText } from './storage/token-text.ts';

const MAX_TOKENS = 1_000;

/**
 * The digests of tokens that were found good, so that a busy relay is not hashed at every check. It
 * says only what a text hashes to; whether the token still stands is asked anew each time.
 */
export class TokenDigests {
  readonly #known = new LRUCache<string, { readonly text: Uint8Array; readonly digest: string }>({
    max: MAX_TOKENS,
  });

  async digest(token: TokenText): Promise<string> {
    const known = this.#known.get(token.id);
    const text = new TextEncoder().encode(token.text);
    if (
      known?.text.byteLength === text.byteLength &&
      crypto.subtle.timingSafeEqual(known.text, text)
    ) {
      return known.digest;
    }
    return digestOf(token.text);
  }

  remember(token: TokenText, digest: string): void {
    if (this.#known.has(token.id)) return;
    this.#known.set(token.id, { text: new TextEncoder().encode(token.text), digest });
  }
}
