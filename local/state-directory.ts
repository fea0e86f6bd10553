/** The folder that holds everything a restart must find again. One process at a time has it. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { findSystemCode, StartError } from './start-error.ts';

const SQLITE_BUSY = 5;

/**
 * Makes the folder if need be, and locks it until disposed of. SQLite's lock is the kernel's: it ends with
 * the process, however that ends, where a file with a process id would outlive a SIGKILL.
 */
export function lockStateDirectory(path: string): Disposable {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    const lock = new DatabaseSync(join(path, 'lock'));
    lock.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
    return { [Symbol.dispose]: () => lock.close() };
  } catch (error) {
    throw new StartError(explain(path, error));
  }
}

function explain(path: string, error: unknown): string {
  if (error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY) {
    return `${path} is in use by another Sendgate; stop that one, or set STATE_DIR to another folder.`;
  }
  const code = findSystemCode(error);
  const reason = code?.startsWith('ERR_') || !code ? String(error) : code;
  return `STATE_DIR ${path} can't be written (${reason}).`;
}
