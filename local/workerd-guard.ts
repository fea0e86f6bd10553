/**
 * Ends workerd together with this process. workerd does not notice if the process that started it was killed.
 * It would continue to write to the state that the next start opens. So a small separate process waits for our
 * end and then kills workerd.
 */
import { ChildProcess, spawn } from 'node:child_process';
import { subscribe } from 'node:diagnostics_channel';
import { basename } from 'node:path';

/** The standard input of this script ends when our process ends, for any reason. */
const AWAIT_END_AND_KILL = `
  process.stdin.resume().once('end', () => process.kill(Number(process.argv[1]), 'SIGKILL'));
`;

let watching = false;

/**
 * Guards every workerd that starts from now on. Miniflare starts them, and starts another after a crash. It gives no
 * access to these processes.
 */
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

/** Ends the child together with this process. */
export function guard(child: ChildProcess): void {
  const watcher = spawn(process.execPath, ['-e', AWAIT_END_AND_KILL, String(child.pid)], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  watcher.unref();
  child.once('exit', () => watcher.kill());
}
