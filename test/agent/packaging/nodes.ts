/**
 * The Nodes that the packaged agent is tested with. Debian 12's own is unpacked beside the others, because a machine
 * has room for only one `nodejs`.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

export interface RunnableNode {
  readonly command: string;
  readonly environment: NodeJS.ProcessEnv;
}

export const OWN_NODE: RunnableNode = { command: process.execPath, environment: {} };

const UNPACKED = '/var/cache/sendgate-node18/usr';

/** Returns the reason if there is none. */
export function findNode18(): RunnableNode | string {
  const places: RunnableNode[] = [{ command: '/usr/bin/node', environment: {} }];
  if (existsSync(UNPACKED)) places.unshift(unpackedNode());
  const reasons = places.map((place) => [place, findFault(place)] as const);
  const found = reasons.find(([, fault]) => fault === undefined);
  if (found) return found[0];
  return `Debian’s Node 18 is missing; .ci/run unpacks it (${reasons.map(([, fault]) => fault).join('; ')})`;
}

function unpackedNode(): RunnableNode {
  // It has one folder, named after the architecture.
  const libraries = readdirSync(join(UNPACKED, 'lib')).map((name) => join(UNPACKED, 'lib', name));
  return {
    command: join(UNPACKED, 'bin/node'),
    environment: { LD_LIBRARY_PATH: libraries.join(':') },
  };
}

function findFault({ command, environment }: RunnableNode): string | undefined {
  const print = ['-p', 'process.version'];
  const { error, stdout, stderr } = spawnSync(command, print, { env: environment });
  if (error) return `${command}: ${error.message}`;
  const version = String(stdout).trim();
  if (version.startsWith('v18.')) return undefined;
  return `${command}: ${version || String(stderr).split('\n')[0]}`;
}
