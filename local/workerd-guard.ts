/**
 * workerd does not notice that the process which started it was killed. It would go on writing to the state
 * that the next start opens, so a small process of its own waits for our end and takes workerd with it.
 */
import { ChildProcess, spawn } from 'node:child_process';
import { subscribe } from 'node:diagnostics_channel';
import { basename } from 'node:path';

/** Its standard input ends when we do, whatever ended us. */
const AWAIT_END_AND_KILL = `
  process.stdin.resume().once('end', () => process.kill(Number(process.argv[1]), 'SIGKILL'));
`;

let watching = false;

/** Guards every workerd from now on: Miniflare starts them, again after a crash, and shows none of them. */
export function guardWorkerd(): void {
  if (watching) return;
  watching = true;
  subscribe('child_process', (message) => {
    const child = message instanceof Object && 'process' in message ? message.process : undefined;
    if (!(child instanceof ChildProcess)) return;
    child.once('spawn', () => {
      if (basename(child.spawnfile).startsWith('workerd')) guard(child);
    });
  });
}

function guard(workerd: ChildProcess): void {
  const watcher = spawn(process.execPath, ['-e', AWAIT_END_AND_KILL, String(workerd.pid)], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  watcher.unref();
  workerd.once('exit', () => watcher.kill());
}
