import { LRUCache } from 'lru-cache';
import type { TokenText } from './token-text.ts';

const MAX_TOKENS = 1_000;

interface Known {
  readonly text: Uint8Array;
  readonly digest: string;
  /** For a text to be compared with: as long, and used again, since each check compares one. */
  readonly other: Uint8Array;
}

const encoder = new TextEncoder();

/**
 * The digests of tokens that were found good, so that a busy relay is not hashed at every check. It
 * says only what a text hashes to; whether the token still stands is asked anew each time.
 */
export class TokenDigests {
  readonly #known = new LRUCache<string, Known>({ max: MAX_TOKENS });

  /** Undefined when the text is not that of a token that was found good. */
  find({ id, text }: TokenText): string | undefined {
    const known = this.#known.get(id);
    // A token is ASCII: as many bytes as characters.
    if (known?.text.byteLength !== text.length) return undefined;
    encoder.encodeInto(text, known.other);
    return crypto.subtle.timingSafeEqual(known.text, known.other) ? known.digest : undefined;
  }

  remember(token: TokenText, digest: string): void {
    if (this.#known.has(token.id)) return;
    const text = encoder.encode(token.text);
    this.#known.set(token.id, { text, digest, other: new Uint8Array(text.byteLength) });
  }
}
