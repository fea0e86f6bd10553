/** Servers have a core of their own, and what asks them has another: neither takes time from the other. */
import { type ChildProcess, execFileSync, type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';

const SERVER_CORE = '0';
const CLIENT_CORE = '1';

/** This process, all of its threads, and whatever it starts from now on but the servers. */
export function pinClient(): void {
  keepTo(CLIENT_CORE);
}

/** For what is no server's client, as a browser is: this process and what it starts, until it is pinned again. */
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

/** Arguments of taskset(1), for a program that outlives its start. */
export function onServerCore(command: string, args: readonly string[]): string[] {
  return ['-c', SERVER_CORE, command, ...args];
}

/** Starts a server on the servers' core; it ends with this process, however that ends. */
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

/** The seconds that a process, all of its threads and its children have had of a core. */
export function cpuSeconds(pid: number): number {
  const tasks = `/proc/${pid}/task`;
  return readdirSync(tasks).reduce((sum, task) => {
    const children = readFileSync(`${tasks}/${task}/children`, 'utf8').split(' ').filter(Boolean);
    const own = Number(readFileSync(`${tasks}/${task}/schedstat`, 'utf8').split(' ')[0]) / 1e9;
    return children.reduce((total, child) => total + cpuSeconds(Number(child)), sum + own);
  }, 0);
}
