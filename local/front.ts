/** The server that clients connect to. Only it knows their sockets, so it tells the Worker their addresses. */
import { once } from 'node:events';
import { Agent, createServer as createPlainServer, type RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { Server } from 'node:net';
import { forwardRequest } from './forward-request.ts';
import { findSystemCode, StartError } from './start-error.ts';
import { answerWelcome, isWelcomeCall } from './welcome-page.ts';

export interface FrontOptions {
  readonly port: number;
  readonly host: string;
  readonly tls: { readonly key: string; readonly cert: string } | undefined;
  readonly trustClientAddressHeader: boolean;
  readonly origin: () => Promise<URL>;
}

export interface Front extends AsyncDisposable {
  readonly url: string;
}

/** Mail servers keep their connections. If one is closed too early, a login fails. */
const KEEP_ALIVE_MS = 60_000;
/** workerd closes a connection that was idle for five seconds. This side must close it before. */
const UPSTREAM_IDLE_MS = 2_000;
/** The time that running requests get to finish. */
const GRACE_MS = 1_000;

export async function openFront(options: FrontOptions): Promise<Front> {
  const agent = new Agent({ keepAlive: true, timeout: UPSTREAM_IDLE_MS });
  const listener: RequestListener = (request, response) =>
    isWelcomeCall(request)
      ? answerWelcome(request, response)
      : void forwardRequest(request, response, { ...options, agent });
  const server = options.tls
    ? createTlsServer({ ...options.tls, keepAliveTimeout: KEEP_ALIVE_MS }, listener)
    : createPlainServer({ keepAliveTimeout: KEEP_ALIVE_MS }, listener);
  await listen(server, options);
  return {
    url: urlOf(server, options),
    async [Symbol.asyncDispose]() {
      const closed = once(server, 'close');
      server.close();
      const impatience = setTimeout(() => server.closeAllConnections(), GRACE_MS);
      await closed;
      clearTimeout(impatience);
      agent.destroy();
    },
  };
}

async function listen(server: Server, { port, host }: FrontOptions): Promise<void> {
  try {
    await once(server.listen(port, host), 'listening');
  } catch (error) {
    const code = findSystemCode(error);
    throw new StartError(
      code === 'EADDRINUSE'
        ? `Port ${port} of ${host} is in use; set PORT to another, or stop what listens there.`
        : `Port ${port} of ${host} can't be listened on (${code ?? error}); see PORT and HOST.`,
    );
  }
}

function urlOf(server: Server, { tls, host }: FrontOptions): string {
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const name = host.includes(':') ? `[${host}]` : host;
  return `${tls ? 'https' : 'http'}://${name}:${port}`;
}
