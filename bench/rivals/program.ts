/** Finds programs for a bench, starts them on their own port and ends them. */

import { once } from 'node:events';
import { accessSync, constants } from 'node:fs';
import { connect, createServer } from 'node:net';
import { delimiter, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

const STARTS_WITHIN_MS = 20_000;
const ENDS_WITHIN_MS = 5_000;
const LOOKED_FOR_EVERY_MS = 50;

export function hasProgram(name: string): boolean {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return [...folders, '/usr/sbin'].some((folder) => isExecutable(join(folder, name)));
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Finds a port on which nothing listens, for a program that can't choose a free port itself. */
export async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

export async function waitForPort(name: string, port: number): Promise<void> {
  await waitUntil(`${name} did not start`, STARTS_WITHIN_MS, () => accepts(port));
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}

/** Ends a program that has children. After a SIGTERM it ends its children too. */
export async function endInPeace(pid: number): Promise<void> {
  if (!isRunning(pid)) return;
  process.kill(pid, 'SIGTERM');
  await waitUntil(`process ${pid} did not end`, ENDS_WITHIN_MS, async () => !isRunning(pid));
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

async function waitUntil(
  otherwise: string,
  milliseconds: number,
  holds: () => Promise<boolean>,
): Promise<void> {
  const until = performance.now() + milliseconds;
  while (!(await holds())) {
    if (performance.now() > until) throw new Error(otherwise);
    await wait(LOOKED_FOR_EVERY_MS);
  }
}
