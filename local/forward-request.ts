/** One request to workerd and its answer back, streamed both ways. */
import {
  type Agent,
  type IncomingMessage,
  request as openRequest,
  type ServerResponse,
} from 'node:http';
import { pipeline } from 'node:stream';
import { answerHeaders, requestHeaders } from './forwarded-headers.ts';

export interface Upstream {
  readonly origin: () => Promise<URL>;
  readonly agent: Agent;
  readonly trustClientAddressHeader: boolean;
}

export async function forwardRequest(
  request: IncomingMessage,
  response: ServerResponse,
  upstream: Upstream,
): Promise<void> {
  const origin = await upstream.origin().catch(() => undefined);
  if (!origin) return failBadGateway(response);
  const outgoing = openRequest({
    host: origin.hostname,
    port: origin.port,
    agent: upstream.agent,
    method: request.method,
    path: request.url,
    headers: requestHeaders(request, upstream.trustClientAddressHeader),
  });
  outgoing.once('response', (incoming) => {
    response.writeHead(incoming.statusCode ?? 502, answerHeaders(incoming.headers));
    pipeline(incoming, response, () => {});
  });
  outgoing.on('error', () => failBadGateway(response));
  // An answer may come before the body was taken: the rest is read away, or the client could not read it.
  outgoing.once('close', () => request.resume());
  response.once('close', () => {
    if (!response.writableFinished) outgoing.destroy();
  });
  request.pipe(outgoing);
}

/** Once an answer has begun there is no other to give: `pipeline` cuts the connection. */
function failBadGateway(response: ServerResponse): void {
  if (response.headersSent || response.destroyed) return;
  const problem = {
    type: 'urn:sendgate:problem:internal',
    title: 'The request could not be carried out',
    status: 502,
    code: 'internal',
    detail: 'The Worker’s runtime did not answer.',
    requestId: null,
    errors: [],
  };
  response
    .writeHead(problem.status, { 'Content-Type': 'application/problem+json' })
    .end(JSON.stringify(problem));
}
