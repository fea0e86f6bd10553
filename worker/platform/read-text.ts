/**
 * Reads every body: up to a limit, and only as strict UTF-8. So two logins with different bytes never become
 * the same text.
 */

import { MAX_BODY_KIB } from '../../shared/limits.ts';
import type { RequestHeaders } from './request-headers.ts';

export const MAX_BODY_BYTES = MAX_BODY_KIB * 1024;
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false });

export type ReadText =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'too-large' | 'not-utf8' };

const TOO_LARGE = { kind: 'too-large' } as const;

export async function readText(request: Request, headers: RequestHeaders): Promise<ReadText> {
  const length = headers.get('content-length');
  if (Number(length) > MAX_BODY_BYTES) return TOO_LARGE;
  const bytes = length === null ? await readBounded(request) : await request.arrayBuffer();
  return bytes === undefined ? TOO_LARGE : decodeBody(bytes);
}

/** Decodes a body that is not too large. */
export function decodeBody(bytes: ArrayBuffer | Uint8Array): ReadText {
  try {
    return { kind: 'text', text: decoder.decode(bytes) };
  } catch {
    return { kind: 'not-utf8' };
  }
}

/** Reads a body without a Content-Length. It is undefined if the body is too long. */
async function readBounded(request: Request): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let total = 0;
  for await (const chunk of request.body ?? []) {
    total += chunk.byteLength;
    if (total > MAX_BODY_BYTES) return undefined;
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
