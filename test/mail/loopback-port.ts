import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { vi } from 'vitest';

const LOWEST = 20_000;
/** Where the ports begin that the system gives to clients, any of which may be taken at any time. */
const CLIENT_PORTS = 32_768;

/** A port that nothing listens on; Postfix and Dovecot can't be asked for "any". */
export async function findFreePort(): Promise<number> {
  for (;;) {
    const port = randomInt(LOWEST, CLIENT_PORTS);
    if (await isFree(port)) return port;
  }
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  try {
    await once(server.listen(port, '127.0.0.1'), 'listening');
  } catch {
    return false;
  }
  server.close();
  await once(server, 'close');
  return true;
}

/** Settles once something accepts connections there: a port, or the path of a socket. */
export async function waitForListener(target: number | string): Promise<void> {
  await vi.waitFor(() => tryConnection(target), { timeout: 15_000, interval: 20 });
}

function tryConnection(target: number | string): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket =
      typeof target === 'number' ? connect(target, '127.0.0.1') : connect({ path: target });
    socket.once('connect', () => {
      socket.destroy();
      resolve();
    });
    socket.once('error', reject);
  });
}
