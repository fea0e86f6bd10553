/**
 * Copies all that `npm start` and `npm run deploy` run and build into a folder. Nothing is kept
 * there yet, and a test may change everything.
 */
import { cpSync, mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../repository/source-files.ts';

const COPIED = [
  'deploy',
  'extension',
  'local',
  'package.json',
  'shared',
  'tsconfig.json',
  'worker',
  'wrangler.toml',
];
/** A file of node_modules that lies beside the packages. */
const INSTALLED = '.package-lock.json';

export interface OwnCopy {
  readonly root: string;
  readonly start: string;
  /** The folder where the copy keeps what it builds. */
  readonly kept: string;
}

/** Makes the copy. Its packages are links to those of the project. */
export function makeOwnCopy(root: string): OwnCopy {
  for (const name of COPIED) cpSync(join(ROOT, name), join(root, name), { recursive: true });
  const [from, to] = [join(ROOT, 'node_modules'), join(root, 'node_modules')];
  mkdirSync(to);
  cpSync(join(from, INSTALLED), join(to, INSTALLED));
  for (const name of readdirSync(from).filter((name) => !name.startsWith('.'))) {
    symlinkSync(join(from, name), join(to, name));
  }
  return { root, start: join(root, 'local/start.ts'), kept: join(to, '.cache/sendgate') };
}
