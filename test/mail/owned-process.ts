/**
 * A server process with its children. They are one group, which is ended by the id of the process
 * started here.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { waitForListener } from './loopback-port.ts';

export interface ServerProcess {
  readonly command: string;
  readonly args: readonly string[];
  /** The file that takes the output. */
  readonly outputFile: string;
  /** The file that the server writes its log to. */
  readonly logFile: string;
  /** Ports, or paths of sockets. The server has started when all of them accept. */
  readonly listeners: readonly (number | string)[];
}

export async function startServerProcess(server: ServerProcess): Promise<AsyncDisposable> {
  await using started = new AsyncDisposableStack();
  started.use(startGroup(server));
  try {
    for (const listener of server.listeners) await waitForListener(listener);
  } catch (cause) {
    const said = [server.outputFile, server.logFile].filter(existsSync);
    const words = said.map((file) => readFileSync(file, 'utf8')).join('');
    throw new Error(`${server.command} did not start. ${words}`, { cause });
  }
  return started.move();
}

function startGroup({ command, args, outputFile }: ServerProcess): AsyncDisposable {
  const output = openSync(outputFile, 'a');
  // A group of its own, since the end of the group would otherwise end the test as well.
  const child = spawn(command, args, { detached: true, stdio: ['ignore', output, output] });
  closeSync(output);
  const exited = once(child, 'exit');
  const { pid } = child;
  if (pid === undefined) throw new Error(`${command} could not be started`);
  return {
    async [Symbol.asyncDispose]() {
      try {
        // Nothing of the servers is kept, and a polite end would take seconds for each.
        process.kill(-pid, 'SIGKILL');
      } catch {
        // No process of the group is left.
      }
      await exited;
    },
  };
}
