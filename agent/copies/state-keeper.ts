/** Decides when the state is written. The copies are never late because of a slow disk: nothing waits for a write. */
import type { StateFile } from './state-file.ts';
import type { AgentState } from './state-format.ts';

/** The least time between two writes if something changed, and if only the time of the copies did. */
const CHANGED_MS = 30_000;
const UNCHANGED_MS = 300_000;
/** A large state is written less often, so that a disk gets at most half a megabyte a second. */
const MS_A_MEGABYTE = 2_000;

export interface StateSource {
  monotonic(): number;
  /** The bytes of all copies. */
  bytes(): number;
  /** Undefined as long as there is nothing to keep. */
  snapshot(): AgentState | undefined;
}

export class StateKeeper {
  readonly #file: StateFile;
  readonly #source: StateSource;
  #writtenAt = -Infinity;
  #isOwed = false;
  #hasChanged = false;
  #work: Promise<unknown> = Promise.resolve();
  #isBusy = false;

  constructor(file: StateFile, source: StateSource) {
    this.#file = file;
    this.#source = source;
  }

  /** Notes that the file has what is in memory. */
  noteRead(): void {
    this.#writtenAt = this.#source.monotonic();
  }

  /** Notes a complete synchronisation. */
  note(changed: boolean): void {
    this.#isOwed = true;
    this.#hasChanged ||= changed;
    const least = this.#hasChanged ? CHANGED_MS : UNCHANGED_MS;
    const gapMs = Math.max(least, (this.#source.bytes() / 1_000_000) * MS_A_MEGABYTE);
    if (!this.#isBusy && this.#source.monotonic() - this.#writtenAt >= gapMs) this.#write();
  }

  remove(): void {
    this.#isOwed = false;
    this.#hasChanged = false;
    this.#writtenAt = -Infinity;
    this.#work = this.#work.then(() => this.#file.remove());
  }

  /** Writes what is owed, and ends when all is done. */
  async settle(): Promise<void> {
    await this.#work;
    if (this.#isOwed) this.#write();
    await this.#work;
  }

  #write(): void {
    const state = this.#source.snapshot();
    if (state === undefined) return;
    this.#writtenAt = this.#source.monotonic();
    const had = this.#hasChanged;
    this.#isOwed = false;
    this.#hasChanged = false;
    this.#isBusy = true;
    this.#work = this.#work.then(async () => {
      const isWritten = await this.#file.write(state);
      this.#isBusy = false;
      if (isWritten) return;
      this.#isOwed = true;
      this.#hasChanged ||= had;
    });
  }
}
