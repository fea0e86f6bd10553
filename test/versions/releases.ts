/** The releases that `npm run keep-release` has kept. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../repository/source-files.ts';

const FIXTURES = join(ROOT, 'test/fixtures');

export interface Release {
  readonly name: string;
  /**
   * The folder with its Worker's bundle and its agent. The extension and the integrations have
   * folders of their own in it.
   */
  readonly folder: string;
}

export const RELEASES: readonly Release[] = readdirSync(FIXTURES)
  .filter((name) => name.startsWith('release-'))
  .map((name) => ({ name, folder: join(FIXTURES, name) }));
