/**
 * One request to workerd and its answer back. The body is taken whole and sent at once: workerd resets a
 * connection whose request it answered early, and Node, caught writing, would lose the answer.
 */
import {
  type Agent,
  type IncomingMessage,
  request as openRequest,
  type ServerResponse,
} from 'node:http';
import { pipeline } from 'node:stream';
import { answerHeaders, requestHeaders } from './forwarded-headers.ts';
import { answerProblem } from './front-problem.ts';
import { findBody } from './request-body.ts';

export interface Upstream {
  readonly origin: () => Promise<URL>;
  readonly agent: Agent;
  readonly trustClientAddressHeader: boolean;
}

export async function forwardRequest(
  request: IncomingMessage,
  response: ServerResponse,
  { origin, agent, trustClientAddressHeader }: Upstream,
): Promise<void> {
  if (!isParsable(request)) return answerProblem(response, 'invalid-request');
  const body = await findBody(request);
  if (!body) return answerProblem(response, 'too-large');
  const url = await origin().catch(() => undefined);
  if (!url) return answerProblem(response, 'internal');
  const outgoing = openRequest({
    host: url.hostname,
    port: url.port,
    agent,
    method: request.method,
    path: request.url,
    headers: requestHeaders(request, body, trustClientAddressHeader),
  });
  outgoing.once('response', (incoming) => {
    response.writeHead(incoming.statusCode ?? 502, answerHeaders(incoming.headers));
    // Cuts the client's connection when the answer breaks off, and workerd's when the client is gone.
    pipeline(incoming, response, () => {});
  });
  outgoing.on('error', () => answerProblem(response, 'internal'));
  response.once('close', () => {
    if (!response.writableFinished) outgoing.destroy();
  });
  outgoing.end(body);
}

/** workerd fails on what makes no URL, in words of its own. */
function isParsable({ url = '', headers }: IncomingMessage): boolean {
  if (!url.startsWith('/')) return URL.canParse(url);
  return URL.canParse(`http://${headers.host ?? 'localhost'}${url}`);
}
