/**
 * The text of a token. It tells what the token opens, its id and its secret.
 *
 *   sga_<object id, 64 hex>_<token id, 16 hex>_<secret, 43 base64url>   a token of an account
 *   sgl_<object id, 64 hex>_<token id, 16 hex>_<secret, 43 base64url>   a token of a shared list
 *   sgr_<token id, 16 hex>_<secret, 43 base64url>                       a relay token, for any account
 *
 * A token of an account or a list names its object. So the object that issued it can verify it, and no index of
 * all tokens is needed. The secret has 256 random bits; only the SHA-256 of the whole text is stored.
 */
const TOKEN = /^(?:(sga|sgl)_([0-9a-f]{64})|sgr)_([0-9a-f]{16})_([A-Za-z0-9_-]{43})$/;

const encoder = new TextEncoder();

export interface TokenText {
  readonly text: string;
  readonly id: string;
  /** The object of the account or the shared list; undefined for a relay token. */
  readonly objectId: string | undefined;
  /** Whether the token opens a shared list. */
  readonly isOfList: boolean;
}

/**
 * Reads the text of a token. It is undefined if the text has another form. The result does not tell whether the
 * token is valid.
 */
export function findTokenText(text: string): TokenText | undefined {
  const match = TOKEN.exec(text);
  if (match?.[3] === undefined) return undefined;
  return { text, id: match[3], objectId: match[2], isOfList: match[1] === 'sgl' };
}

export function newTokenText(objectId: string | undefined, isOfList = false): TokenText {
  const id = randomId();
  const secret = toBase64Url(crypto.getRandomValues(new Uint8Array(32)));
  const kind = isOfList ? 'sgl' : 'sga';
  const prefix = objectId === undefined ? 'sgr' : `${kind}_${objectId}`;
  return { text: `${prefix}_${id}_${secret}`, id, objectId, isOfList };
}

/** Returns 64 random bits as 16 hexadecimal digits. It is for ids, which are no secrets. */
export function randomId(): string {
  return toHex(crypto.getRandomValues(new Uint8Array(8)));
}

/** Returns the SHA-256 of the UTF-8 text in hexadecimal. */
export async function digestOf(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', encoder.encode(text));
  return toHex(new Uint8Array(digest));
}

/**
 * Compares two texts, secrets or digests, in constant time, so that the time does not show how far they
 * agree.
 */
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
