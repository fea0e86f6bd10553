/** Starts one process of `workerd serve`, on the servers' core. */
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { startPinned } from './cores.ts';

const STARTS_WITHIN_MS = 20_000;

export interface WorkerdProcess<Socket extends string> extends AsyncDisposable {
  readonly pid: number;
  /** The port of each socket of the configuration. */
  readonly ports: Readonly<Record<Socket, number>>;
}

/** `config` is the path of a configuration that has these sockets. */
export async function serveWorkerd<Socket extends string>(
  config: string,
  sockets: readonly Socket[],
): Promise<WorkerdProcess<Socket>> {
  await using started = new AsyncDisposableStack();
  const args = ['serve', config, '--control-fd=3'];
  // Nobody reads the log lines of the Worker.
  const stdio = ['ignore', 'ignore', 'inherit', 'pipe'] as const;
  const server = started.use(startPinned(workerdBinary(), args, { stdio: [...stdio] }));
  const ports = await portsOf(server.child.stdio[3] as Readable, sockets);
  const running = started.move();
  return { pid: server.pid, ports, [Symbol.asyncDispose]: () => running.disposeAsync() };
}

/** Finds the program itself, not the script that starts it. */
function workerdBinary(): string {
  const { default: path } = createRequire(import.meta.url)('workerd');
  return path;
}

/** Reads the ports. workerd writes a line of JSON for each socket on which it listens. */
async function portsOf<Socket extends string>(
  control: Readable,
  sockets: readonly Socket[],
): Promise<Record<Socket, number>> {
  const ports: Partial<Record<Socket, number>> = {};
  const late = setTimeout(() => control.destroy(), STARTS_WITHIN_MS);
  for await (const line of createInterface({ input: control })) {
    const { event, socket, port } = JSON.parse(line);
    if (event === 'listen') ports[socket as Socket] = port;
    if (sockets.every((name) => ports[name])) break;
  }
  clearTimeout(late);
  if (!sockets.every((name) => ports[name])) throw new Error('workerd did not start');
  return ports as Record<Socket, number>;
}
