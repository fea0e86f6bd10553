/** Values and places as an error shows them. */
const MAX_VALUE_CHARACTERS = 100;

/** Undefined for nothing; JSON for what is no text. */
export function showValue(input: unknown): string | undefined {
  if (input === undefined) return undefined;
  return shorten(typeof input === 'string' ? input : JSON.stringify(input));
}

export function shorten(text: string): string {
  return text.length > MAX_VALUE_CHARACTERS ? `${text.slice(0, MAX_VALUE_CHARACTERS)}…` : text;
}

/** One part of a JSON Pointer (RFC 6901, 3). */
export function escapePointer(part: string): string {
  return part.replaceAll('~', '~0').replaceAll('/', '~1');
}
