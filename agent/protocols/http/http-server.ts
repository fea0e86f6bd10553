/**
 * Listens for mail servers and proxies that ask by HTTP. Each limit holds whatever a caller sends. When it is closed, it
 * first answers the requests that have already come.
 */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { ListenAddress } from '../../settings/listen-address.ts';
import { listenOn } from '../listen-on.ts';
import { answerRequest, type HttpParts } from './http-check.ts';
import { IncomingRequest } from './incoming-request.ts';

/** The most bytes of a request's line and headers. One that is longer is answered with 431. */
const MAX_HEADER_BYTES = 32 * 1024;
/**
 * The most requests of one connection whose answers were not sent yet, however quickly they are made. Programs that ask
 * send one at a time. With more, a client that never reads would fill the memory.
 */
const MAX_UNANSWERED = 8;

export interface HttpTimes {
  /** The time for the line and the headers of a request, and for all of it. */
  readonly headersMs: number;
  readonly requestMs: number;
  /** The time for which a connection may be idle, or an answer not be taken. */
  readonly idleMs: number;
  /** How often the first two are looked at. */
  readonly intervalMs: number;
}

const TIMES: HttpTimes = {
  headersMs: 10_000,
  requestMs: 20_000,
  idleMs: 120_000,
  intervalMs: 5_000,
};

export interface HttpServer {
  /** Where it listens, in the form of main.cf. */
  readonly address: string;
  /** Waits so long at most for answers to be given and taken. */
  close(graceMs: number): Promise<void>;
}

/** Opens the server. Rejects if it can't listen there. */
export async function openHttpServer(
  options: HttpParts & {
    readonly listen: ListenAddress;
    readonly maxConnections: number;
    readonly times?: HttpTimes;
  },
): Promise<HttpServer> {
  const { listen, maxConnections, log, times = TIMES } = options;
  /** The answers of each connection that were not sent yet. */
  const connections = new Map<Socket, Set<ServerResponse>>();

  function answer(request: IncomingMessage, response: ServerResponse): void {
    const { socket } = request;
    const waiting = connections.get(socket);
    if (!waiting || waiting.size >= MAX_UNANSWERED) return void socket.destroy();
    response.sendDate = false;
    waiting.add(response);
    response.on('close', () => waiting.delete(response));
    void answerRequest(request, response, options);
  }

  const server = createServer(
    {
      IncomingMessage: IncomingRequest,
      noDelay: true,
      // A header that came more than once is joined, as the Worker gets it, and none is left out.
      joinDuplicateHeaders: true,
      maxHeaderSize: MAX_HEADER_BYTES,
      headersTimeout: times.headersMs,
      requestTimeout: times.requestMs,
      keepAliveTimeout: times.idleMs,
      connectionsCheckingInterval: times.intervalMs,
    },
    answer,
  );
  server.timeout = times.idleMs;
  server.maxHeadersCount = 0;
  server.maxConnections = maxConnections;
  server.on('connection', (socket) => {
    connections.set(socket, new Set());
    socket.on('close', () => connections.delete(socket));
  });
  server.on('drop', () => log('connection refused', { maxConnections }));
  const address = await listenOn(server, listen);
  return {
    address,
    async close(graceMs) {
      const closed = once(server, 'close');
      server.close();
      for (const [socket, waiting] of connections) {
        if (waiting.size === 0) socket.destroySoon();
        for (const response of waiting)
          if (!response.headersSent) response.setHeader('Connection', 'close');
      }
      const ending = setTimeout(() => server.closeAllConnections(), graceMs);
      await closed;
      clearTimeout(ending);
    },
  };
}
