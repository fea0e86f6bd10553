/** Listens for Postfix. When it is closed, it first answers the requests that have already come. */
import { once } from 'node:events';
import { chmodSync, existsSync, lstatSync, unlinkSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { PolicyConnection } from './policy-connection.mjs';

/**
 * The longest idle time. Postfix itself ends a connection after 300 s without a request, so a connection that
 * stays longer is broken or stuck.
 */
const IDLE_MS = 600_000;

/**
 * @typedef {object} ServerParts
 * @property {import('./listen-address.mjs').ListenAddress} listen
 * @property {number} maxConnections
 * @property {import('./policy-connection.mjs').Decide} decide
 * @property {() => number} now
 * @property {import('./log.mjs').Log} log
 * @property {number} [idleMs]
 */

/**
 * Opens the server. Rejects if it can't listen there.
 * @param {ServerParts} parts
 * @returns {Promise<{ address: string, close: (graceMs: number) => Promise<void> }>}
 */
export async function openPolicyServer({ listen, maxConnections, decide, now, log, idleMs }) {
  /** @type {Map<import('node:net').Socket, PolicyConnection>} */
  const connections = new Map();
  // Connections may be half-open, so a client that has sent its last request still gets its answer.
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
    const connection = new PolicyConnection({ decide, now, log });
    connections.set(socket, connection);
    socket.setTimeout(idleMs ?? IDLE_MS, () => socket.destroy());
    // The code that reads or writes the socket notices the error.
    socket.on('error', () => {});
    socket.on('close', () => connections.delete(socket));
    connection
      .serve(socket.iterator({ destroyOnReturn: false }), socket)
      .then(() => socket.destroySoon())
      .catch((error) => {
        if (!socket.destroyed) log('connection ended', { why: String(error.message) });
        socket.destroy();
      });
  });
  server.maxConnections = maxConnections;
  server.on('drop', () => log('connection refused', { maxConnections }));
  if ('path' in listen) await removeStaleSocket(listen.path);
  await once(server.listen(listen), 'listening');
  // The permissions of the folder decide who can use the socket.
  if ('path' in listen) chmodSync(listen.path, 0o666);

  return {
    address: describeAddress(server.address()),
    async close(graceMs) {
      const closed = once(server, 'close');
      server.close();
      for (const [socket, connection] of connections) {
        connection.stop();
        if (!connection.answering) socket.destroySoon();
      }
      const ending = setTimeout(() => {
        for (const socket of connections.keys()) socket.destroy();
      }, graceMs);
      await closed;
      clearTimeout(ending);
    },
  };
}

/**
 * Removes the socket of a process that was killed. Otherwise nobody could listen there again.
 * @param {string} path
 */
async function removeStaleSocket(path) {
  if (!existsSync(path) || !lstatSync(path).isSocket()) return;
  const socket = connect(path);
  try {
    await once(socket, 'connect');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ECONNREFUSED')
      unlinkSync(path);
  } finally {
    socket.destroy();
  }
}

/** @param {import('node:net').AddressInfo | string | null} address */
function describeAddress(address) {
  if (typeof address === 'string') return `unix:${address}`;
  if (!address) return 'a given socket';
  const { family, address: host, port } = address;
  return `inet:${family === 'IPv6' ? `[${host}]` : host}:${port}`;
}
