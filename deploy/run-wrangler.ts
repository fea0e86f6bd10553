import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

const COMMAND = ['--no-warnings', createRequire(import.meta.url).resolve('wrangler')];

export interface WranglerEnd {
  readonly exitCode: number;
  /** Cloudflare's code for what was wrong, if its API said so. */
  readonly errorCode: number | undefined;
}

/** Runs it in this terminal: it may ask, and what it says is seen at once. */
export async function runWrangler(args: readonly string[]): Promise<WranglerEnd> {
  const folder = mkdtempSync(join(tmpdir(), 'sendgate-deploy-'));
  try {
    // wrangler appends to the file; one that the operator has named is not ours to replace.
    const report = process.env.WRANGLER_OUTPUT_FILE_PATH || join(folder, 'report.ndjson');
    const before = outputLines(report).length;
    const child = spawn(process.execPath, [...COMMAND, ...args], {
      stdio: 'inherit',
      env: { ...process.env, WRANGLER_OUTPUT_FILE_PATH: report },
    });
    using _signals = passSignalsTo(child);
    const [exitCode] = (await once(child, 'close')) as [number | null];
    return { exitCode: exitCode ?? 1, errorCode: findErrorCode(outputLines(report).slice(before)) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The output of a command that asks nothing; undefined when it fails, and it then has said why. */
export async function findOutput(args: readonly string[]): Promise<string | undefined> {
  const child = spawn(process.execPath, [...COMMAND, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [output, [exitCode]] = await Promise.all([text(child.stdout), once(child, 'close')]);
  return exitCode === 0 ? output : undefined;
}

/** Ends with the child, and not before it: what is ours to clean up is cleaned up then. */
function passSignalsTo(child: ChildProcess): Disposable {
  const pass = (signal: NodeJS.Signals) => void child.kill(signal);
  const signals = ['SIGINT', 'SIGTERM'] as const;
  for (const signal of signals) process.on(signal, pass);
  return {
    [Symbol.dispose]: () => {
      for (const signal of signals) process.off(signal, pass);
    },
  };
}

function outputLines(report: string): string[] {
  if (!existsSync(report)) return [];
  return readFileSync(report, 'utf8').split('\n').filter(Boolean);
}

function findErrorCode(lines: readonly string[]): number | undefined {
  const entries = lines.map((line): unknown => JSON.parse(line));
  const codes = entries.map((entry) =>
    entry instanceof Object && 'code' in entry ? entry.code : undefined,
  );
  return codes.find((code) => typeof code === 'number');
}
