/** Shortens and escapes values and places for an error message. */
const MAX_VALUE_CHARACTERS = 100;

/**
 * Returns a text as it is and any other value as JSON, both shortened. It is undefined if there is no
 * value.
 */
export function showValue(input: unknown): string | undefined {
  if (input === undefined) return undefined;
  return shorten(typeof input === 'string' ? input : JSON.stringify(input));
}

export function shorten(text: string): string {
  return text.length > MAX_VALUE_CHARACTERS ? `${text.slice(0, MAX_VALUE_CHARACTERS)}…` : text;
}

/** Escapes one part of a JSON Pointer (RFC 6901, 3). */
export function escapePointer(part: string): string {
  return part.replaceAll('~', '~0').replaceAll('/', '~1');
}
