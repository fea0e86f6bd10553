/** sendgate-agent as a process, with all its output. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { vi } from 'vitest';

export interface AgentProgram {
  readonly command: string;
  readonly args: readonly string[];
  readonly environment: NodeJS.ProcessEnv;
}

/** The agent as the repository has it, on the Node that runs the tests. */
const FROM_SOURCES: AgentProgram = {
  command: process.execPath,
  args: [join(import.meta.dirname, '../../../agent/sendgate-agent.ts')],
  environment: {},
};

/** Started like systemd does with a socket unit: file descriptor 3 listens at the path. */
export function givenSocket(path: string): AgentProgram {
  const script =
    '$^F = 3; $socket = IO::Socket::UNIX->new(Local => shift, Listen => 5) or die; exec @ARGV';
  const { command, args } = FROM_SOURCES;
  return {
    ...FROM_SOURCES,
    command: 'perl',
    args: ['-MIO::Socket::UNIX', '-e', script, path, command, ...args],
  };
}

export class AgentProcess implements AsyncDisposable {
  readonly child: ChildProcessWithoutNullStreams;
  output = '';
  errors = '';
  readonly #closed;

  constructor(args: readonly string[], program = FROM_SOURCES) {
    const { command, environment } = program;
    this.child = spawn(command, [...program.args, ...args], { env: environment });
    this.child.stdout.setEncoding('utf8').on('data', (text) => {
      this.output += text;
    });
    this.child.stderr.setEncoding('utf8').on('data', (text) => {
      this.errors += text;
    });
    this.#closed = once(this.child, 'close');
  }

  /** Resolves with its exit code once it has ended. */
  async ended(): Promise<number | null> {
    await this.#closed;
    return this.child.exitCode;
  }

  async untilLogged(pattern: RegExp): Promise<string> {
    return await vi.waitFor(
      () => {
        const found = pattern.exec(this.errors);
        if (!found) throw new Error(`${pattern} is not in: ${this.errors}`);
        return found[1] ?? found[0];
      },
      { timeout: 20_000, interval: 10 },
    );
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.child.kill('SIGKILL');
    await this.#closed;
  }
}
