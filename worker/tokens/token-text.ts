/**
 * The text of a token: what it opens, its id, its secret.
 *
 *   sga_<object id, 64 hex>_<token id, 16 hex>_<secret, 43 base64url>   of an account
 *   sgr_<token id, 16 hex>_<secret, 43 base64url>                       relay: any account
 *
 * An account token names its account's object, so it can be verified where it was issued without an
 * index of all tokens. The secret has 256 random bits; only the SHA-256 of the whole text is stored.
 */
const TOKEN = /^(?:sga_([0-9a-f]{64})|sgr)_([0-9a-f]{16})_([A-Za-z0-9_-]{43})$/;

const encoder = new TextEncoder();

export interface TokenText {
  readonly text: string;
  readonly id: string;
  /** The account's object; undefined for a relay token. */
  readonly objectId: string | undefined;
}

/** Undefined for anything that is not of the form; it says nothing about whether the token is good. */
export function findTokenText(text: string): TokenText | undefined {
  const match = TOKEN.exec(text);
  return match?.[2] === undefined ? undefined : { text, id: match[2], objectId: match[1] };
}

export function newTokenText(objectId: string | undefined): TokenText {
  const id = randomId();
  const secret = toBase64Url(crypto.getRandomValues(new Uint8Array(32)));
  const prefix = objectId === undefined ? 'sgr' : `sga_${objectId}`;
  return { text: `${prefix}_${id}_${secret}`, id, objectId };
}

/** 64 random bits as 16 hexadecimal digits: for ids, which are no secrets. */
export function randomId(): string {
  return toHex(crypto.getRandomValues(new Uint8Array(8)));
}

/** SHA-256 of the UTF-8 text, in hexadecimal. */
export async function digestOf(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', encoder.encode(text));
  return toHex(new Uint8Array(digest));
}

/** Compares two texts, of secrets or of digests, in constant time: how far they agree does not show. */
export function equalTexts(left: string, right: string): boolean {
  const [a, b] = [encoder.encode(left), encoder.encode(right)];
  return a.byteLength === b.byteLength && crypto.subtle.timingSafeEqual(a, b);
}

function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function toBase64Url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');
}
