/**
 * The most colons, commas and brackets. The largest page of the feed has fewer, even if its names are full of them.
 * A text with more takes JSON.parse seconds, in which no mail server gets an answer.
 */
const MAX_SIGNS = 200_000;
/** 1 for each byte that is one of them. A page has millions of bytes, and a table is the fastest to ask. */
const SIGNS = new Uint8Array(256);
for (const sign of Buffer.from(':,[{')) SIGNS[sign] = 1;

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false });

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Undefined if the bytes are no JSON in UTF-8, have more parts than an answer of the Worker, or are no object. */
export function findJsonObject(bytes: Uint8Array): Record<string, unknown> | undefined {
  if (hasTooManySigns(bytes)) return undefined;
  try {
    const value: unknown = JSON.parse(decoder.decode(bytes));
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function hasTooManySigns(bytes: Uint8Array): boolean {
  if (bytes.byteLength <= MAX_SIGNS) return false;
  let signs = 0;
  for (let at = 0; at < bytes.byteLength && signs <= MAX_SIGNS; at++)
    signs += SIGNS[bytes[at] ?? 0] ?? 0;
  return signs > MAX_SIGNS;
}
