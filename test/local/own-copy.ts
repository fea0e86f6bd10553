/** All that `npm start` and `npm run deploy` run and build, in a folder of its own: with nothing kept yet, and free to be changed. */
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
/** Of node_modules; beside the packages. */
const INSTALLED = '.package-lock.json';

export interface OwnCopy {
  readonly root: string;
  readonly start: string;
  /** Where it keeps what it makes. */
  readonly kept: string;
}

/** The packages are those of the project, each behind a link. */
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
