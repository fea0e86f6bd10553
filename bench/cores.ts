/** Gives servers one core and their clients another, so that neither takes time from the other. */
import { type ChildProcess, execFileSync, type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';

const SERVER_CORE = '0';
const CLIENT_CORE = '1';

/**
 * Moves this process to the clients' core, with all its threads and everything that it starts later, except the
 * servers.
 */
export function pinClient(): void {
  keepTo(CLIENT_CORE);
}

/**
 * Lets this process and what it starts use all cores until it is pinned again. It is for programs that are no
 * client of a server, such as a browser.
 */
export function useAllCores(): void {
  keepTo(`${SERVER_CORE},${CLIENT_CORE}`);
}

function keepTo(cores: string): void {
  execFileSync('taskset', ['-a', '-c', '-p', cores, String(process.pid)]);
}

export interface Server extends AsyncDisposable {
  readonly child: ChildProcess;
  readonly pid: number;
}

/** Returns the arguments of taskset(1) for a program that continues after its start command has ended. */
export function onServerCore(command: string, args: readonly string[]): string[] {
  return ['-c', SERVER_CORE, command, ...args];
}

/** Starts a server on the servers' core. It ends with this process, whatever ends this process. */
export function startPinned(
  command: string,
  args: readonly string[],
  options: SpawnOptions = {},
): Server {
  const pinned = ['--pdeathsig', 'KILL', 'taskset', ...onServerCore(command, args)];
  const child = spawn('setpriv', pinned, options);
  const exited = once(child, 'exit');
  const { pid } = child;
  if (pid === undefined) throw new Error(`${command} could not be started`);
  return {
    child,
    pid,
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL');
      await exited;
    },
  };
}

/** Returns the seconds of a core that a process has used, with all its threads and its children. */
export function cpuSeconds(pid: number): number {
  const tasks = `/proc/${pid}/task`;
  return readdirSync(tasks).reduce((sum, task) => {
    const children = readFileSync(`${tasks}/${task}/children`, 'utf8').split(' ').filter(Boolean);
    const own = Number(readFileSync(`${tasks}/${task}/schedstat`, 'utf8').split(' ')[0]) / 1e9;
    return children.reduce((total, child) => total + cpuSeconds(Number(child)), sum + own);
  }, 0);
}
