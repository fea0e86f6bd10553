/** Writes an answer of a protocol to Node's response. */
import type { ServerResponse } from 'node:http';
import { REQUEST_ID } from '../../../worker/platform/answer-headers.ts';
import type { ProtocolAnswer } from '../../../worker/protocols/answer-kind.ts';

/** `requestId` leads to the line of the log. An allow has none. */
export function writeAnswer(
  response: ServerResponse,
  { kind, body, headers }: ProtocolAnswer,
  requestId: string | undefined,
): void {
  // A list of names and values in turn is what Node writes fastest.
  const lines: string[] = [];
  for (const name in kind.headers) lines.push(name, kind.headers[name] ?? '');
  for (const name in headers) lines.push(name, headers[name] ?? '');
  if (requestId !== undefined) lines.push(REQUEST_ID, requestId);
  if (body === null) return void response.writeHead(kind.status, lines).end();
  lines.push('Content-Length', String(Buffer.byteLength(body)));
  // Node leaves out the body of an answer to HEAD.
  response.writeHead(kind.status, lines).end(body);
}
