/** Describes the machine on which the figures were measured. */
import { spawnSync } from 'node:child_process';
import { cpus, release, totalmem } from 'node:os';

/** Programs that a bench may start, and the command that prints the version of each. */
const PROGRAMS: readonly (readonly [name: string, command: string, ...args: string[]])[] = [
  ['workerd', 'workerd', '--version'],
  ['wrangler', 'wrangler', '--version'],
  ['Chromium', 'chromium', '--version'],
  ['rspamd', 'rspamd', '--version'],
  ['postfwd', 'postfwd2', '--version'],
  ['nginx', 'nginx', '-v'],
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

/** Finds the version of a program. It is undefined if there is no such program. */
function findVersion(command: string, args: readonly string[]): string | undefined {
  // Some programs print it to standard error.
  const { stdout, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  return /\d[\d.-]*\d/.exec(`${stdout ?? ''}${stderr ?? ''}`)?.[0];
}
