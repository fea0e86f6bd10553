/**
 * Sends one request to workerd and returns its answer. The whole body is read first and sent at once. If
 * workerd answers early, it resets the connection, and a Node process that is still writing would lose the
 * answer.
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
    // If the answer breaks off, this closes the client's connection; if the client is gone, it closes the one
    // to workerd.
    pipeline(incoming, response, () => {});
  });
  outgoing.on('error', () => answerProblem(response, 'internal'));
  response.once('close', () => {
    if (!response.writableFinished) outgoing.destroy();
  });
  outgoing.end(body);
}

/** Decides whether the request has a valid URL. Without one, workerd fails with an answer in another form. */
function isParsable({ url = '', headers }: IncomingMessage): boolean {
  if (!url.startsWith('/')) return URL.canParse(url);
  return URL.canParse(`http://${headers.host ?? 'localhost'}${url}`);
}
