import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { TLSSocket } from 'node:tls';

/** Of one connection, not of the message (RFC 9110, 7.6.1); and Expect, which Node has answered by then. */
const HOP_BY_HOP =
  /^(?:connection|keep-alive|te|trailer|transfer-encoding|upgrade|expect|proxy-.*)$/;

/** What a proxy at the edge would say of the client, and what Miniflare takes from its own side only. */
const NOT_FOR_CLIENTS_TO_SAY =
  /^(?:cf-.*|mf-.*|x-forwarded-.*|x-real-ip|true-client-ip|forwarded)$/;

/** The headers the Worker gets: the caller's address is the socket's, whatever the client says it is. */
export function requestHeaders(
  request: IncomingMessage,
  body: Buffer,
  trustClientAddressHeader: boolean,
): IncomingHttpHeaders {
  const said = trustClientAddressHeader ? request.headers['cf-connecting-ip'] : undefined;
  return {
    ...without(request.headers, HOP_BY_HOP, NOT_FOR_CLIENTS_TO_SAY),
    'cf-connecting-ip': said ?? socketAddress(request),
    ...(isFramed(request) && { 'content-length': String(body.byteLength) }),
    'x-forwarded-proto': request.socket instanceof TLSSocket ? 'https' : 'http',
  };
}

/** Whether the client said that there is a body; Node would send one unframed after a GET or a DELETE. */
function isFramed({ headers }: IncomingMessage): boolean {
  return 'content-length' in headers || 'transfer-encoding' in headers;
}

/** The headers the client gets; Node frames the body anew. */
export function answerHeaders(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  return without(headers, HOP_BY_HOP);
}

/** A dual-stack socket shows IPv4 as ::ffff:…, and a link-local address with its interface. */
function socketAddress(request: IncomingMessage): string {
  return (request.socket.remoteAddress ?? '').replace(/^::ffff:(?=\d+\.)/, '').replace(/%.*$/, '');
}

function without(headers: IncomingHttpHeaders, ...refused: RegExp[]): IncomingHttpHeaders {
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => !refused.some((pattern) => pattern.test(name))),
  );
}
