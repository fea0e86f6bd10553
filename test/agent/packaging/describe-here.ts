/** Describes tests of what may be missing on this machine. If it is, a line says so; if CI is set, that is a failure. */
import { spawnSync } from 'node:child_process';
import { describe, it } from 'vitest';

/** The obstacle is the reason why these tests can't run here. */
export function describeHere(name: string, obstacle: string | undefined, tests: () => void): void {
  if (obstacle === undefined) {
    describe(name, tests);
  } else if (process.env.CI) {
    it(name, () => {
      throw new Error(obstacle);
    });
  } else {
    process.stderr.write(`left out (${name}): ${obstacle}\n`);
    describe.skip(name, () => void it(obstacle, () => {}));
  }
}

/** Names the programs that are missing; undefined when all are there. */
export function findMissing(...programs: readonly string[]): string | undefined {
  const missing = programs.filter((program) => spawnSync('which', [program]).status !== 0);
  return missing.length === 0 ? undefined : `not installed: ${missing.join(', ')}`;
}
