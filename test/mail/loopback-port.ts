import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { vi } from 'vitest';

const LOWEST = 20_000;
/**
 * The first of the ports that the system gives to clients. Any of those may be taken at any time.
 */
const CLIENT_PORTS = 32_768;

/** Finds a port that nothing listens on. Postfix and Dovecot can't be told to take any port. */
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

/**
 * Resolves once something accepts connections there. The target is a port, or the path of a socket.
 */
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
