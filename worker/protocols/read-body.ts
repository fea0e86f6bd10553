import { readText } from '../platform/read-text.ts';
import type { RequestBody } from './protocol.ts';

/** Reads the body of a check as JSON. */
export async function readBody(request: Request, headers: Headers): Promise<RequestBody> {
  const read = await readText(request, headers);
  if (read.kind !== 'text') return read;
  try {
    return { kind: 'json', value: JSON.parse(read.text) };
  } catch {
    return { kind: 'not-json', text: read.text };
  }
}
