/** Listens for Postfix. When it is closed, it first answers the requests that have already come. */
import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import type { ListenAddress } from '../../settings/listen-address.ts';
import { listenOn } from '../listen-on.ts';
import { PolicyConnection, type PolicyParts } from './policy-connection.ts';

/**
 * The longest idle time. Postfix itself ends a connection after 300 s without a request, so a connection that
 * stays longer is broken or stuck.
 */
const IDLE_MS = 600_000;

export interface PolicyServer {
  /** Where it listens, in the form of main.cf. */
  readonly address: string;
  /** Waits so long at most for answers to be given and taken. */
  close(graceMs: number): Promise<void>;
}

/** Opens the server. Rejects if it can't listen there. */
export async function openPolicyServer(
  options: PolicyParts & {
    readonly listen: ListenAddress;
    readonly maxConnections: number;
    readonly idleMs?: number;
  },
): Promise<PolicyServer> {
  const { listen, maxConnections, log, idleMs = IDLE_MS } = options;
  const connections = new Map<Socket, PolicyConnection>();
  // Connections may be half-open, so a client that has sent its last request still gets its answer.
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
    connections.set(socket, new PolicyConnection(socket, options));
    socket.setTimeout(idleMs, () => socket.destroy());
    socket.on('close', () => connections.delete(socket));
  });
  server.maxConnections = maxConnections;
  server.on('drop', () => log('connection refused', { maxConnections }));
  const address = await listenOn(server, listen);
  return {
    address,
    async close(graceMs) {
      const closed = once(server, 'close');
      server.close();
      for (const connection of connections.values()) connection.stop();
      const ending = setTimeout(() => {
        for (const socket of connections.keys()) socket.destroy();
      }, graceMs);
      await closed;
      clearTimeout(ending);
    },
  };
}
