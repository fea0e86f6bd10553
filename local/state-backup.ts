/** Copies the state of a Sendgate, which may be running at the same time. */
import { copyFileSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { backup, DatabaseSync } from 'node:sqlite';
import { StartError } from './start-error.ts';
import { makeFolder } from './state-directory.ts';
import { systemReason } from './system-reason.ts';

/**
 * The databases of the objects contain everything. KV has only copies of them. It is left out: copies of
 * another moment could let an address in that is no longer in the objects.
 */
const OBJECTS = 'do';
const FILES = ['operator-token', 'demonstrated'];

/** Copies into a folder that is empty or does not exist. Throws a StartError if it can't. */
export async function backUpState(stateDir: string, folder: string): Promise<void> {
  const objects = join(stateDir, OBJECTS);
  if (!existsSync(objects))
    throw new StartError(`STATE_DIR ${stateDir} holds no state of Sendgate.`);
  prepareFolder(folder);
  const names = readdirSync(objects, { recursive: true, encoding: 'utf8' });
  for (const name of names.filter((name) => name.endsWith('.sqlite'))) {
    const copy = join(folder, OBJECTS, name);
    mkdirSync(dirname(copy), { recursive: true, mode: 0o700 });
    using database = new DatabaseSync(join(objects, name), { readOnly: true });
    // SQLite's own backup has the whole database as of one moment, even if another process is writing to it.
    await backup(database, copy);
  }
  for (const name of FILES) {
    const file = join(stateDir, name);
    if (existsSync(file)) copyFileSync(file, join(folder, name));
  }
}

function prepareFolder(folder: string): void {
  try {
    makeFolder(folder);
    if (readdirSync(folder).length === 0) return;
  } catch (error) {
    throw new StartError(`${folder} can't be written: ${systemReason(error)}.`);
  }
  throw new StartError(`${folder} is not empty. A backup wants a folder of its own.`);
}
