/** The one reader of a check's body: bounded, strictly UTF-8, JSON. */
import { MAX_BODY_KIB } from '../../shared/limits.ts';
import type { RequestBody } from './protocol.ts';

const MAX_BYTES = MAX_BODY_KIB * 1024;
/** Two logins that differ in bytes that are no UTF-8 must not become one text. */
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false });

const TOO_LARGE = { kind: 'too-large' } as const;

export async function readBody(request: Request, headers: Headers): Promise<RequestBody> {
  const length = headers.get('content-length');
  if (Number(length) > MAX_BYTES) return TOO_LARGE;
  const bytes = length === null ? await readBounded(request) : await request.arrayBuffer();
  return bytes === undefined ? TOO_LARGE : parseBody(bytes);
}

function parseBody(bytes: ArrayBuffer | Uint8Array): RequestBody {
  let text: string;
  try {
    text = decoder.decode(bytes);
  } catch {
    return { kind: 'not-utf8' };
  }
  try {
    return { kind: 'json', value: JSON.parse(text) };
  } catch {
    return { kind: 'not-json' };
  }
}

/** A body whose length is not said; undefined for one that is too long. */
async function readBounded(request: Request): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let total = 0;
  for await (const chunk of request.body ?? []) {
    total += chunk.byteLength;
    if (total > MAX_BYTES) return undefined;
    chunks.push(chunk);
  }
  const bytes = new Uint8Array(total);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.byteLength;
  }
  return bytes;
}
