import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { TLSSocket } from 'node:tls';
import { FORWARDED_FOR } from '../shared/client-address-header.ts';
import { HOP_BY_HOP, OF_THE_EDGE } from '../shared/proxied-headers.ts';

/**
 * The headers the Worker gets: the caller's address is the socket's, whatever the client says it is. As at the
 * edge, it is also added to X-Forwarded-For, where a proxy has named its own client.
 */
export function requestHeaders(
  request: IncomingMessage,
  body: Buffer,
  trustClientAddressHeader: boolean,
): IncomingHttpHeaders {
  const said = trustClientAddressHeader ? request.headers['cf-connecting-ip'] : undefined;
  const caller = said ?? socketAddress(request);
  return {
    // Not for clients to say.
    ...without(request.headers, HOP_BY_HOP, OF_THE_EDGE),
    'cf-connecting-ip': caller,
    [FORWARDED_FOR]: [request.headers[FORWARDED_FOR], caller].filter(Boolean).join(','),
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
