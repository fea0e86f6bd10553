/** The folder that holds everything a restart must find again. One process at a time has it. */
import { accessSync, constants, existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { findSystemCode, StartError } from './start-error.ts';
import { systemReason } from './system-reason.ts';

const SQLITE_BUSY = 5;

/**
 * Makes the folder if need be, and locks it until disposed of. SQLite's lock is the kernel's: it ends with
 * the process, however that ends, where a file with a process id would outlive a SIGKILL.
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

/** Not by mkdir's own way with parents: where the system makes no folder, as in /proc, that tries for ever. */
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
