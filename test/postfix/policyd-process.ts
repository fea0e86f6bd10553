/** sendgate-policyd as a process, with all its output. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { vi } from 'vitest';

const POLICYD = join(import.meta.dirname, '../../integrations/postfix/sendgate-policyd.mjs');

export interface PolicydProcess extends AsyncDisposable {
  readonly child: ChildProcessWithoutNullStreams;
  /** Standard output so far, and standard error. */
  output(): string;
  errors(): string;
  /** Resolves with its exit code once it has ended. */
  ended(): Promise<number | null>;
}

export function runPolicyd(
  args: readonly string[],
  environment: NodeJS.ProcessEnv = {},
): PolicydProcess {
  return startPolicyd(process.execPath, [POLICYD, ...args], environment);
}

/** Starts it like systemd with a socket unit: file descriptor 3 listens. */
export function runPolicydOnSocket(path: string, args: readonly string[]): PolicydProcess {
  const script =
    '$^F = 3; $socket = IO::Socket::UNIX->new(Local => shift, Listen => 5) or die; exec @ARGV';
  const program = [process.execPath, POLICYD, ...args];
  return startPolicyd('perl', ['-MIO::Socket::UNIX', '-e', script, path, ...program], {});
}

function startPolicyd(
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): PolicydProcess {
  const child = spawn(command, args, { env });
  const said = { output: '', errors: '' };
  child.stdout.setEncoding('utf8').on('data', (text) => {
    said.output += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text) => {
    said.errors += text;
  });
  const closed = once(child, 'close');
  return {
    child,
    output: () => said.output,
    errors: () => said.errors,
    async ended() {
      await closed;
      return child.exitCode;
    },
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL');
      await closed;
    },
  };
}

/** Starts it on a free port, and returns it with that port. */
export async function listeningPolicyd(
  flags: readonly string[],
): Promise<PolicydProcess & { readonly port: number }> {
  const policyd = runPolicyd([...flags, '--listen', 'inet:127.0.0.1:0']);
  const port = await vi.waitFor(
    () => {
      const found = /listening address="inet:127\.0\.0\.1:(\d+)"/.exec(policyd.errors())?.[1];
      if (found === undefined) throw new Error(`not listening: ${policyd.errors()}`);
      return Number(found);
    },
    { timeout: 10_000, interval: 10 },
  );
  return { ...policyd, port };
}
