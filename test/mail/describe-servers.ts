/**
 * Describes tests of real servers. If a program is missing, a line says which; if CI is set, that
 * is a failure.
 */
import { execFileSync } from 'node:child_process';
import { describe, it } from 'vitest';

const NEEDED = ['postfix', 'postconf', 'dovecot', 'openssl'];

/** The obstacle is the reason why these servers can't be started here. */
export function describeServers(
  name: string,
  obstacle: string | undefined,
  tests: () => void,
): void {
  if (obstacle === undefined) {
    describe(name, tests);
    return;
  }
  const line = `mail tests left out (${name}): ${obstacle}`;
  if (process.env.CI) {
    it(name, () => {
      throw new Error(line);
    });
    return;
  }
  process.stderr.write(`${line}\n`);
  describe.skip(name, () => void it(line, () => {}));
}

/**
 * Names what is missing for Postfix, Dovecot and the given programs; undefined when all can be
 * started here.
 */
export function findObstacle(programs: readonly string[] = []): string | undefined {
  if (process.getuid?.() !== 0) return 'Postfix can only be started by root';
  const missing = [...NEEDED, ...programs].filter((command) => !isInstalled(command));
  if (missing.length > 0) return `not installed: ${missing.join(', ')}`;
  const version = execFileSync('dovecot', ['--version'], { encoding: 'utf8' });
  if (!version.startsWith('2.3.')) return `Dovecot 2.3 is wanted, here is ${version.trim()}`;
  return undefined;
}

function isInstalled(command: string): boolean {
  try {
    execFileSync('which', [command], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
