/** A server process with its children: one group, ended by the id of the process started here. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { vi } from 'vitest';

const TERM_MS = 5_000;

export interface OwnedProcess extends AsyncDisposable {
  readonly ended: boolean;
}

export function startProcess(
  command: string,
  args: readonly string[],
  outputFile: string,
): OwnedProcess {
  const output = openSync(outputFile, 'a');
  // A group of its own: both masters pass their signals on to it, and must not reach the test.
  const child = spawn(command, args, { detached: true, stdio: ['ignore', output, output] });
  closeSync(output);
  const exited = once(child, 'exit');
  const { pid } = child;
  if (pid === undefined) throw new Error(`${command} could not be started`);
  return {
    get ended() {
      return child.exitCode !== null || child.signalCode !== null;
    },
    async [Symbol.asyncDispose]() {
      child.kill('SIGTERM');
      const impatience = setTimeout(() => signalGroup(pid, 'SIGKILL'), TERM_MS);
      await exited;
      clearTimeout(impatience);
      await endGroup(pid);
    },
  };
}

/** Dovecot's auth process outlives its master for as long as a client is connected. */
async function endGroup(pid: number): Promise<void> {
  signalGroup(pid, 'SIGTERM');
  const gone = () => {
    if (signalGroup(pid, 0)) throw new Error(`processes of group ${pid} are still there`);
  };
  try {
    await vi.waitFor(gone, { timeout: TERM_MS, interval: 20 });
  } catch {
    signalGroup(pid, 'SIGKILL');
    await vi.waitFor(gone, { timeout: TERM_MS, interval: 20 });
  }
}

function signalGroup(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(-pid, signal);
  } catch {
    return false;
  }
}
