/** Opens a listener on a port, on a socket's path, or on a socket that systemd has opened. */
import { once } from 'node:events';
import { existsSync, lstatSync, unlinkSync } from 'node:fs';
import { type AddressInfo, connect, type Server } from 'node:net';
import type { ListenAddress } from '../settings/listen-address.ts';

/** Returns the address in the form of main.cf. Rejects if the server can't listen there. */
export async function listenOn(server: Server, address: ListenAddress): Promise<string> {
  if ('path' in address) await removeStaleSocket(address.path);
  await once(
    'path' in address ? listenForAll(server, address) : server.listen(address),
    'listening',
  );
  return describeAddress(server.address());
}

/**
 * The permissions of the folder decide who can use the socket. It is made with its own, since by its name somebody else's
 * link could be changed in its place, and with it what that leads to.
 */
function listenForAll(server: Server, address: { readonly path: string }): Server {
  const mask = process.umask(0o111);
  try {
    return server.listen(address);
  } finally {
    process.umask(mask);
  }
}

/** Removes the socket of a process that was killed. Otherwise nobody could listen there again. */
async function removeStaleSocket(path: string): Promise<void> {
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

function describeAddress(address: AddressInfo | string | null): string {
  if (typeof address === 'string') return `unix:${address}`;
  if (!address) return 'a given socket';
  const { family, address: host, port } = address;
  return `inet:${family === 'IPv6' ? `[${host}]` : host}:${port}`;
}
