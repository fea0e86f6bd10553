/**
 * Tells the directory the status of the account after each change and each publication, at least once. Only the
 * newest status is sent. The versions that were told last are stored, so an object that crashed knows what it
 * must still tell. No change waits for this. If it fails, the alarm tries again.
 */
import { withDeadline } from '../../platform/deadline.ts';
import { logError } from '../../platform/log.ts';
import { isRecent } from '../../platform/recent.ts';
import type { AlarmClock } from '../machinery/alarm-clock.ts';
import type { Outbox } from '../machinery/outbox.ts';

const DUTY = 'tell-directory';
/** The least time between two reports. Changes that follow each other quickly are told together. */
const SPACING_MS = 1_000;
const MAX_BACKOFF_MS = 60_000;
const DEADLINE_MS = 2_000;

/** The version of the account, and the newest version that KV has accepted. */
export interface ToldVersions {
  readonly version: number;
  readonly publishedVersion: number;
}

export class DirectoryTeller {
  readonly #sql: SqlStorage;
  readonly #clock: AlarmClock;
  readonly #outbox: Outbox;
  readonly #tell: (versions: ToldVersions) => Promise<void>;
  #running: Promise<void> | undefined;
  #attemptedAt = 0;
  #failures = 0;

  constructor(
    sql: SqlStorage,
    clock: AlarmClock,
    outbox: Outbox,
    tell: (versions: ToldVersions) => Promise<void>,
  ) {
    this.#sql = sql;
    this.#clock = clock;
    this.#outbox = outbox;
    this.#tell = tell;
  }

  /** Restores the alarm when the object starts. The outbox must be restored before. */
  recall(now: number): void {
    if (this.#isOwed()) this.#clock.recall(DUTY, now + SPACING_MS);
  }

  /**
   * Must be called in the same synchronous step as the change. The alarm then tells the directory, even if the
   * object stops before.
   */
  owe(now: number): void {
    this.#clock.set(DUTY, now + SPACING_MS);
  }

  /** Tells the directory what it does not know yet. It never rejects. */
  run(): Promise<void> {
    this.#running ??= this.#run().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  /** Tells it at once, however short ago the last report was. It never rejects. */
  async runNow(): Promise<void> {
    // A report that runs may have begun before the change.
    await this.#running;
    this.#attemptedAt = 0;
    await this.run();
  }

  async #run(): Promise<void> {
    if (!this.#isOwed()) {
      this.#clock.set(DUTY, undefined);
      return;
    }
    const now = Date.now();
    if (isRecent(this.#attemptedAt, SPACING_MS, now)) {
      this.#clock.set(DUTY, this.#attemptedAt + SPACING_MS);
      return;
    }
    this.#attemptedAt = now;
    const { version, publishedVersion } = this.#outbox;
    try {
      await withDeadline(this.#tell({ version, publishedVersion }), DEADLINE_MS);
      const query = 'UPDATE told SET version = ?, published_version = ?';
      this.#sql.exec(query, version, publishedVersion);
    } catch (error) {
      this.#failures++;
      const backoff = Math.min(SPACING_MS * 2 ** (this.#failures - 1), MAX_BACKOFF_MS);
      logError('directory-not-told', { version, error: String(error) });
      this.#clock.set(DUTY, Date.now() + backoff);
      return;
    }
    this.#failures = 0;
    this.#clock.set(DUTY, this.#isOwed() ? now + SPACING_MS : undefined);
  }

  #isOwed(): boolean {
    const query = 'SELECT version, published_version FROM told';
    const told = this.#sql.exec<{ version: number; published_version: number }>(query).one();
    const { version, publishedVersion } = this.#outbox;
    return version > told.version || publishedVersion > told.published_version;
  }
}
