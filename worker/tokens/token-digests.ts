import { LRUCache } from 'lru-cache';
import type { TokenText } from './token-text.ts';

const MAX_TOKENS = 1_000;

interface Known {
  readonly text: Uint8Array;
  readonly digest: string;
  /**
   * A buffer of the same length for the text to compare. It is used again, since each check compares one
   * text.
   */
  readonly other: Uint8Array;
}

const encoder = new TextEncoder();

/**
 * The digests of tokens that were found good, so that the token of a busy relay is not hashed for every check.
 * It tells only the digest of a text. Each check still decides whether the token is valid.
 */
export class TokenDigests {
  readonly #known = new LRUCache<string, Known>({ max: MAX_TOKENS });

  /** Finds the digest of a text. It is undefined if the text is not a token that was found good. */
  find({ id, text }: TokenText): string | undefined {
    const known = this.#known.get(id);
    // A token is ASCII, so it has as many bytes as characters.
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
