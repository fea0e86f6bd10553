/** A server process with its children: one group, ended by the id of the process started here. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';

export function startProcess(
  command: string,
  args: readonly string[],
  outputFile: string,
): AsyncDisposable {
  const output = openSync(outputFile, 'a');
  // A group of its own, or its end would be the test's as well.
  const child = spawn(command, args, { detached: true, stdio: ['ignore', output, output] });
  closeSync(output);
  const exited = once(child, 'exit');
  const { pid } = child;
  if (pid === undefined) throw new Error(`${command} could not be started`);
  return {
    async [Symbol.asyncDispose]() {
      // Nothing of theirs is kept, and told to end in peace each takes seconds over it.
      if (child.exitCode === null && child.signalCode === null) process.kill(-pid, 'SIGKILL');
      await exited;
    },
  };
}
