/** What the figures were taken on. */
import { execFileSync } from 'node:child_process';
import { cpus, release, totalmem } from 'node:os';

/** Programs that a bench may start, and how each says its version. */
const PROGRAMS: readonly (readonly [name: string, command: string, ...args: string[]])[] = [
  ['workerd', 'workerd', '--version'],
  ['wrangler', 'wrangler', '--version'],
  ['Chromium', 'chromium', '--version'],
];

export function describeMachine(): string {
  const all = cpus();
  const gibibytes = Math.round(totalmem() / 2 ** 30);
  return `${all[0]?.model.trim()}, ${all.length} cores, ${gibibytes} GiB, Linux ${release()}`;
}

export function describeVersions(): string {
  const others = PROGRAMS.flatMap(([name, command, ...args]) => {
    const version = findVersion(command, args);
    return version === undefined ? [] : [`${name} ${version}`];
  });
  return [`Node ${process.versions.node}`, ...others].join(', ');
}

/** Undefined when there is no such program. */
function findVersion(command: string, args: readonly string[]): string | undefined {
  try {
    const said = execFileSync(command, args, {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return /\d[\d.-]*\d/.exec(said)?.[0];
  } catch {
    return undefined;
  }
}
