import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { TLSSocket } from 'node:tls';
import { FORWARDED_FOR } from '../shared/client-address-header.ts';
import { HOP_BY_HOP, OF_THE_EDGE } from '../shared/proxied-headers.ts';

/**
 * Returns the headers that the Worker gets. The caller's address is that of the socket, whatever the client
 * sends. As at the edge, this address is also added to X-Forwarded-For, in which a proxy may have named its own
 * client.
 */
export function requestHeaders(
  request: IncomingMessage,
  body: Buffer,
  trustClientAddressHeader: boolean,
): IncomingHttpHeaders {
  const said = trustClientAddressHeader ? request.headers['cf-connecting-ip'] : undefined;
  const caller = said ?? socketAddress(request);
  return {
    // Clients must not set these headers.
    ...without(request.headers, HOP_BY_HOP, OF_THE_EDGE),
    'cf-connecting-ip': caller,
    [FORWARDED_FOR]: [request.headers[FORWARDED_FOR], caller].filter(Boolean).join(','),
    ...(isFramed(request) && { 'content-length': String(body.byteLength) }),
    'x-forwarded-proto': request.socket instanceof TLSSocket ? 'https' : 'http',
  };
}

/**
 * Decides whether the client announced a body. After a GET or a DELETE, Node would send a body without its
 * length.
 */
function isFramed({ headers }: IncomingMessage): boolean {
  return 'content-length' in headers || 'transfer-encoding' in headers;
}

/** Returns the headers that the client gets. Node sets the length of the body itself. */
export function answerHeaders(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  return without(headers, HOP_BY_HOP);
}

/**
 * Returns the address of the client. A dual-stack socket shows IPv4 as ::ffff:…, and a link-local address with
 * its interface.
 */
function socketAddress(request: IncomingMessage): string {
  return (request.socket.remoteAddress ?? '').replace(/^::ffff:(?=\d+\.)/, '').replace(/%.*$/, '');
}

function without(headers: IncomingHttpHeaders, ...refused: RegExp[]): IncomingHttpHeaders {
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => !refused.some((pattern) => pattern.test(name))),
  );
}
