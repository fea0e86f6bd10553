/**
 * Describes tests that load exports into the programs they are for. If a program is missing and CI
 * is set, that is a failure.
 */
import { execFileSync } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, it } from 'vitest';

/** Paths, or names to find in PATH; undefined for a program that was not found. */
type Programs = Readonly<Record<string, string | undefined>>;

export function describeProgram(
  name: string,
  programs: Programs,
  tests: (folder: () => string) => void,
): void {
  const obstacle = findObstacle(programs);
  if (obstacle === undefined) {
    describe(name, () => withFolder(tests));
  } else if (process.env.CI) {
    it(name, () => {
      throw new Error(obstacle);
    });
  } else {
    process.stderr.write(`left out (${name}): ${obstacle}\n`);
    describe.skip(name, () => void it(obstacle, () => {}));
  }
}

function withFolder(tests: (folder: () => string) => void): void {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sendgate-exports-'));
    // The programs give up root and read their files as another user.
    await chmod(folder, 0o755);
  });
  afterAll(() => rm(folder, { recursive: true }));
  tests(() => folder);
}

function findObstacle(programs: Programs): string | undefined {
  if (process.getuid?.() !== 0) return 'the programs can only be started by root';
  const missing = Object.entries(programs).filter(([, path]) => !path || !isInstalled(path));
  if (missing.length === 0) return undefined;
  return `not installed: ${missing.map(([program]) => program).join(', ')}`;
}

function isInstalled(program: string): boolean {
  try {
    execFileSync('which', [program], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
