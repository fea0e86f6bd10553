/** The folder with all data that must survive a restart. Only one process at a time may use it. */
import { accessSync, constants, existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { findSystemCode, StartError } from './start-error.ts';
import { systemReason } from './system-reason.ts';

const SQLITE_BUSY = 5;

/**
 * Makes the folder if it does not exist, and locks it until the lock is disposed of. The lock is SQLite's, so
 * the kernel releases it when the process ends in any way. A file with a process id would stay after a SIGKILL.
 */
export function lockStateDirectory(path: string): Disposable {
  try {
    makeFolder(path);
    accessSync(path, constants.W_OK | constants.X_OK);
    const lock = new DatabaseSync(join(path, 'lock'));
    lock.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
    return { [Symbol.dispose]: () => lock.close() };
  } catch (error) {
    throw new StartError(explain(path, error));
  }
}

/**
 * Makes a folder and its parents. mkdir's own option for parents is not used: if the system can't make the
 * folder, as in /proc, it tries for ever.
 */
export function makeFolder(path: string): void {
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    const code = findSystemCode(error);
    if (code === 'EEXIST' && statSync(path).isDirectory()) return;
    if (code !== 'ENOENT' || existsSync(dirname(path))) throw error;
    makeFolder(dirname(path));
    makeFolder(path);
  }
}

function explain(path: string, error: unknown): string {
  if (error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY) {
    return `${path} is in use by another Sendgate; stop that one, or set STATE_DIR to another folder.`;
  }
  return `STATE_DIR ${path} can't be written: ${systemReason(error)}.`;
}
