/**
 * Runs `npm start` or `npm run demo` as a process: its time is bounded, and it is ended by its own
 * id.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export const START = fileURLToPath(new URL('../../local/start.ts', import.meta.url));
export const DEMO = fileURLToPath(new URL('../../local/demo/start.ts', import.meta.url));
const MAX_MS = 50_000;

const { PATH, HOME } = process.env;
const OWN_ENVIRONMENT = { PATH, HOME, PORT: '0', BUILD_EXTENSION: '0' };

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export class StartProcess implements AsyncDisposable {
  readonly ended: Promise<Ended>;
  readonly #child: ChildProcess;
  #output = '';
  #errors = '';

  constructor(
    environment: Readonly<Record<string, string>>,
    script = START,
    maxMs = MAX_MS,
    flags: readonly string[] = [],
  ) {
    this.#child = spawn(process.execPath, [script, ...flags], {
      env: { ...OWN_ENVIRONMENT, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
      // The process gets a group of its own, as in a terminal: Ctrl-C goes to all in the group.
      detached: true,
      timeout: maxMs,
      killSignal: 'SIGKILL',
    });
    this.#child.stdout?.on('data', (chunk) => {
      this.#output += chunk;
    });
    this.#child.stderr?.on('data', (chunk) => {
      this.#errors += chunk;
    });
    this.ended = once(this.#child, 'close').then(([code, signal]) => ({ code, signal }));
  }

  get pid(): number {
    if (this.#child.pid === undefined) throw new Error('it did not start');
    return this.#child.pid;
  }

  get output(): string {
    return this.#output;
  }

  get errors(): string {
    return this.#errors;
  }

  /**
   * Resolves with the first group of the pattern once the output matches. Rejects if the process
   * ends without a match.
   */
  async printed(pattern: RegExp): Promise<string> {
    for (;;) {
      const found = pattern.exec(this.#output);
      if (found) return found[1] ?? found[0];
      if (!this.#child.stdout?.readable) {
        throw new Error(`Ended without ${pattern}:\n${this.#output}${this.#errors}`);
      }
      await Promise.race([once(this.#child.stdout, 'data'), this.ended]);
    }
  }

  kill(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  killGroup(signal: NodeJS.Signals): void {
    if (this.#child.pid) process.kill(-this.#child.pid, signal);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.kill('SIGTERM');
    await this.ended;
  }
}
