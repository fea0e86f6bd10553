/** What is kept of releases: `npm run keep-release`. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../repository/source-files.ts';

const FIXTURES = join(ROOT, 'test/fixtures');

export interface Release {
  readonly name: string;
  /** Of its Worker's bundle, with the extension and the integrations in folders of their own. */
  readonly folder: string;
}

export const RELEASES: readonly Release[] = readdirSync(FIXTURES)
  .filter((name) => name.startsWith('release-'))
  .map((name) => ({ name, folder: join(FIXTURES, name) }));
