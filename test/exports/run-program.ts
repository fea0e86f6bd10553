import { execFile } from 'node:child_process';

const TIMEOUT_MS = 20_000;

export interface ProgramResult {
  readonly code: number;
  /** The whole output, with its errors. */
  readonly output: string;
}

/** Runs a program to its end. Rejects if the program can't be started or does not end in time. */
export function runProgram(
  program: string,
  args: readonly string[],
  input = '',
): Promise<ProgramResult> {
  return new Promise((resolve, reject) => {
    const child = execFile(program, args, { timeout: TIMEOUT_MS }, (error, stdout, stderr) => {
      const code = error ? error.code : 0;
      if (typeof code === 'number') resolve({ code, output: stdout + stderr });
      else reject(error);
    });
    // A program that ends without having read its input closes it.
    child.stdin?.once('error', () => {});
    child.stdin?.end(input);
  });
}
