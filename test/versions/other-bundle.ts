/** This version's bundle, and the bundles of other versions that have to run beside it. */

import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BUNDLE_SCRIPT, bundleWorker } from '../../local/worker-bundle.ts';
import { laterRelease, withUnknownFields } from './later-release.ts';
import { RELEASES } from './releases.ts';

export interface Versions {
  readonly name: string;
  /** The folder of the older version's bundle, and that of the newer one. */
  readonly older: string;
  readonly newer: string;
  /** Whether one version follows the other. Each then reads what the other publishes. */
  readonly areNeighbours: boolean;
}

/** Pairs each kept release with this version, whose bundle is made below the folder. */
export async function makeReleasePairs(folder: string): Promise<Versions[]> {
  const current = currentIn(folder);
  await bundleWorker(current);
  return RELEASES.map(({ name, folder: older }) => ({
    name: `${name} and this version`,
    older,
    newer: current,
    areNeighbours: true,
  }));
}

/** Makes these pairs, and pairs with imitated later releases. */
export async function makeVersions(folder: string): Promise<Versions[]> {
  const pairs = await makeReleasePairs(folder);
  const current = currentIn(folder);
  const next = await derive(current, join(folder, 'next'), (script) =>
    withUnknownFields(laterRelease(script)),
  );
  const afterNext = await derive(next, join(folder, 'after-next'), laterRelease);
  return [
    ...pairs,
    {
      name: 'this version and one that reads a new layout',
      older: current,
      newer: next,
      areNeighbours: true,
    },
    {
      name: 'a version that reads a new layout and one that publishes it',
      older: next,
      newer: afterNext,
      areNeighbours: true,
    },
    {
      name: 'this version and one that publishes a layout it does not know',
      older: current,
      newer: afterNext,
      areNeighbours: false,
    },
  ];
}

function currentIn(folder: string): string {
  return join(folder, 'current');
}

async function derive(from: string, to: string, change: (script: string) => string) {
  await cp(from, to, { recursive: true });
  const script = await readFile(join(from, BUNDLE_SCRIPT), 'utf8');
  await writeFile(join(to, BUNDLE_SCRIPT), change(script));
  return to;
}
