/**
 * The file of `--state`. It is replaced as a whole: whoever reads it finds the old state or the new one. Nothing here
 * rejects, because an agent goes on without it.
 *
 * Each agent needs a file of its own. If two share one, the last one to write wins, and the log says so. What is in
 * the file is still whole, and each agent takes only what is of its own Worker.
 */
import { constants } from 'node:fs';
import { type FileHandle, lstat, open, readdir, rename, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import {
  type AgentState,
  decodeState,
  encodeState,
  type ReadState,
  type StateOwner,
} from './state-format.ts';
import type { WriteLog } from './synchroniser.ts';

const MAX_STATE_BYTES = 1024 * 1024 * 1024;
/** A link is not followed, and a pipe is not waited for. */
const READING = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
const WRITING = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;
const EMPTYING =
  constants.O_WRONLY | constants.O_TRUNC | constants.O_NOFOLLOW | constants.O_NONBLOCK;

/** `refused`: somebody else can read or write the file, or it is no state. It is left alone. */
export type StateFileStanding = 'ready' | 'refused' | 'failing';

export class StateFile {
  readonly counts = { writes: 0, failures: 0 };
  readonly #path: string;
  readonly #log: WriteLog;
  #standing: StateFileStanding = 'ready';
  /** The file that this agent wrote last. */
  #written: { readonly inode: number; readonly changedMs: number } | undefined;
  #hasSaidShared = false;

  constructor(path: string, log: WriteLog) {
    this.#path = path;
    this.#log = log;
  }

  get standing(): StateFileStanding {
    return this.#standing;
  }

  /** Undefined if there is none that this owner may use. */
  async read(owner: StateOwner): Promise<ReadState | undefined> {
    await this.#removeLeftovers();
    let file: FileHandle | undefined;
    try {
      file = await open(this.#path, READING);
      const stats = await file.stat();
      const fault = faultOf(stats);
      if (fault !== undefined) return this.#refuse(fault);
      if (stats.size > MAX_STATE_BYTES) return this.#none('damaged');
      const state = decodeState(await file.readFile(), owner);
      if (state === 'foreign')
        return this.#refuse('The file was not written by sendgate-agent. Name another one.');
      return typeof state === 'string' ? this.#none(state) : state;
    } catch (error) {
      const code = codeOf(error);
      if (code === 'ELOOP')
        return this.#refuse('The file is a symbolic link. Name the file itself.');
      // What can't be read must not be replaced: nobody knows what it is. Without a file, the folder can't be entered.
      if (code === 'EACCES' && (await isThere(this.#path)))
        return this.#refuse('This user may not read the file. Name another one.');
      return code === 'ENOENT' ? undefined : this.#none(code);
    } finally {
      await file?.close().catch(() => undefined);
    }
  }

  /** Returns whether the file has this state now. If not, it has the one from before. */
  async write(state: AgentState): Promise<boolean> {
    if (this.#standing === 'refused') return false;
    await this.#noteSharing();
    const temporary = `${this.#path}.${process.pid}.new`;
    try {
      await unlink(temporary).catch(() => undefined);
      const file = await open(temporary, WRITING, 0o600);
      try {
        for (const chunk of encodeState(state)) await file.writeFile(chunk);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(temporary, this.#path);
      await syncFolder(this.#path);
      const { ino, mtimeMs } = await lstat(this.#path);
      this.#written = { inode: ino, changedMs: mtimeMs };
    } catch (error) {
      await unlink(temporary).catch(() => undefined);
      this.#fail('state-not-written', error);
      return false;
    }
    this.counts.writes++;
    if (this.#standing === 'failing') this.#log('state-written-again', { path: this.#path });
    this.#standing = 'ready';
    return true;
  }

  /** Deletes it, or else empties it. A file that was refused is not the agent's. */
  async remove(): Promise<void> {
    if (this.#standing === 'refused') return;
    try {
      await unlink(this.#path);
      await syncFolder(this.#path);
    } catch (error) {
      const isGone = codeOf(error) === 'ENOENT' || (await isEmptied(this.#path));
      if (!isGone) this.#fail('state-not-deleted', error);
    }
    this.#written = undefined;
  }

  #refuse(detail: string): undefined {
    this.#standing = 'refused';
    this.counts.failures++;
    this.#log('state-refused', { path: this.#path, detail });
    return undefined;
  }

  #none(cause: string): undefined {
    this.counts.failures++;
    this.#log('state-not-used', { path: this.#path, cause });
    return undefined;
  }

  /** A full disk has one line. */
  #fail(event: string, error: unknown): void {
    this.counts.failures++;
    if (this.#standing !== 'failing') this.#log(event, { path: this.#path, cause: codeOf(error) });
    this.#standing = 'failing';
  }

  async #noteSharing(): Promise<void> {
    const written = this.#written;
    if (written === undefined || this.#hasSaidShared) return;
    const found = await lstat(this.#path).catch(() => undefined);
    if (!found || (found.ino === written.inode && found.mtimeMs === written.changedMs)) return;
    this.#hasSaidShared = true;
    const detail = 'Another program has written this file. Give each agent a file of its own.';
    this.#log('state-shared', { path: this.#path, detail });
  }

  /** Removes what agents left that ended while they wrote. */
  async #removeLeftovers(): Promise<void> {
    const folder = dirname(this.#path);
    const begin = `${basename(this.#path)}.`;
    const names = await readdir(folder).catch(() => []);
    for (const name of names) {
      if (!name.startsWith(begin) || !/^\d+\.new$/.test(name.slice(begin.length))) continue;
      const pid = Number.parseInt(name.slice(begin.length), 10);
      if (!isRunning(pid)) await unlink(join(folder, name)).catch(() => undefined);
    }
  }
}

async function isThere(path: string): Promise<boolean> {
  return (await lstat(path).catch(() => undefined)) !== undefined;
}

/** Where its folder can't be written, or the file is a mount of its own. */
async function isEmptied(path: string): Promise<boolean> {
  try {
    const file = await open(path, EMPTYING);
    await file.close();
    return true;
  } catch {
    return false;
  }
}

function faultOf(stats: {
  isFile(): boolean;
  readonly uid: number;
  readonly mode: number;
}): string | undefined {
  if (!stats.isFile()) return 'This is no regular file.';
  if (stats.uid !== process.geteuid?.()) return 'The file belongs to another user.';
  if ((stats.mode & 0o077) !== 0)
    return 'Other users may read or write the file. Delete it, or take these rights away (chmod 600), and start again.';
  return undefined;
}

function isRunning(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) !== 'ESRCH';
  }
}

/** Without this, a machine that loses its power may come back with the old name or with none. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(dirname(path), constants.O_RDONLY);
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
