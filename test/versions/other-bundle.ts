/** This version's bundle, and the bundles of other versions beside which it has to run. */

import { existsSync, readdirSync } from 'node:fs';
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BUNDLE_SCRIPT, bundleWorker } from '../../local/worker-bundle.ts';
import { ROOT } from '../repository/source-files.ts';
import { laterRelease, withUnknownFields } from './later-release.ts';

/** Bundles of releases, each in a folder `release-<version>` as `bundleWorker` makes it. */
const FIXTURES = join(ROOT, 'test/fixtures');

export interface Versions {
  readonly name: string;
  /** The folders of their bundles. */
  readonly older: string;
  readonly newer: string;
  /** Whether one follows the other: then each reads what the other publishes. */
  readonly areNeighbours: boolean;
}

/** Makes the bundles below the folder. */
export async function makeVersions(folder: string): Promise<Versions[]> {
  const current = join(folder, 'current');
  await bundleWorker(current);
  const next = await derive(current, join(folder, 'next'), (script) =>
    withUnknownFields(laterRelease(script)),
  );
  const afterNext = await derive(next, join(folder, 'after-next'), laterRelease);
  return [
    ...releases().map((name) => ({
      name: `${name} and this version`,
      older: join(FIXTURES, name),
      newer: current,
      areNeighbours: true,
    })),
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

function releases(): string[] {
  if (!existsSync(FIXTURES)) return [];
  return readdirSync(FIXTURES).filter((name) => name.startsWith('release-'));
}

async function derive(from: string, to: string, change: (script: string) => string) {
  await cp(from, to, { recursive: true });
  const script = await readFile(join(from, BUNDLE_SCRIPT), 'utf8');
  await writeFile(join(to, BUNDLE_SCRIPT), change(script));
  return to;
}
