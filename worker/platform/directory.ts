import type { Env } from './env.ts';

/** A deployment has one directory: the object of this name. */
const DIRECTORY_NAME = 'directory';

/** The object that knows which accounts there are, and the relay tokens. */
export function directoryOf({
  DIRECTORY,
}: Pick<Env, 'DIRECTORY'>): ReturnType<Env['DIRECTORY']['getByName']> {
  return DIRECTORY.getByName(DIRECTORY_NAME);
}
