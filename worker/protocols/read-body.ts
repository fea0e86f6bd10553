import { type ReadText, readText } from '../platform/read-text.ts';
import type { RequestHeaders } from '../platform/request-headers.ts';
import type { Protocol, RequestBody, RequestLine } from './protocol.ts';

export const NO_BODY: RequestBody = { kind: 'none' };

/** Decides whether the body of a call is read. */
export function takesBody(protocol: Protocol<unknown>, { method }: RequestLine): boolean {
  return protocol.takesBody === true && method !== 'GET' && method !== 'HEAD';
}

/** Reads the body of a check as JSON. */
export async function readBody(request: Request, headers: RequestHeaders): Promise<RequestBody> {
  return parseBody(await readText(request, headers));
}

/** Parses a body that was read as a text. */
export function parseBody(read: ReadText): RequestBody {
  if (read.kind !== 'text') return read;
  try {
    return { kind: 'json', value: JSON.parse(read.text) };
  } catch {
    return { kind: 'not-json', text: read.text };
  }
}
