/**
 * Publishes what an object holds to KV: the newest version, and never an older one over a newer one.
 *
 * A change raises the version in its own transaction and sets the alarm there, so that a crash after
 * it still publishes. One delivery is in flight at a time, and at least a second lies between two
 * (KV takes one write a second a key). A failed delivery is tried again until it stands.
 */
import { logError } from '../log.ts';
import { OUTBOX_TABLE } from './schema.ts';

const SPACING_MS = 1_000;
const MAX_BACKOFF_MS = 60_000;

export class Outbox {
  readonly #storage: DurableObjectStorage;
  readonly #deliver: () => Promise<void>;
  #running: Promise<void> | undefined;
  #attemptedAt = 0;
  #failures = 0;

  constructor(storage: DurableObjectStorage, deliver: () => Promise<void>) {
    this.#storage = storage;
    this.#deliver = deliver;
  }

  createTable(): void {
    this.#storage.sql.exec(OUTBOX_TABLE);
  }

  /** The version of what the object holds now. */
  get version(): number {
    return this.#read().version;
  }

  /** To be called in the transaction of the change it announces. */
  raise(now: number): void {
    this.#storage.sql.exec('UPDATE outbox SET version = version + 1');
    // Not awaited: a write before the next await is committed together with the ones before it.
    void this.#storage.setAlarm(now + SPACING_MS);
  }

  /** Publishes if there is something to publish and it is time; never rejects, the alarm tries again. */
  flush(): Promise<void> {
    this.#running ??= this.#run().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  async #run(): Promise<void> {
    const { version, publishedVersion, publishedAt } = this.#read();
    if (publishedVersion >= version) return;
    const now = Date.now();
    const earliest = Math.max(this.#attemptedAt, publishedAt) + SPACING_MS;
    // A clock that was set back must not hold publishing up.
    if (now < earliest && earliest - now <= SPACING_MS) {
      await this.#storage.setAlarm(earliest);
      return;
    }
    this.#attemptedAt = now;
    try {
      await this.#deliver();
    } catch (error) {
      this.#failures++;
      const backoff = Math.min(SPACING_MS * 2 ** (this.#failures - 1), MAX_BACKOFF_MS);
      logError('publish-failed', { version, error: String(error) });
      await this.#storage.setAlarm(Date.now() + backoff);
      return;
    }
    this.#failures = 0;
    const sql = 'UPDATE outbox SET published_version = ?, published_at = ?';
    this.#storage.sql.exec(sql, version, now);
    if (this.#read().version > version) await this.#storage.setAlarm(now + SPACING_MS);
    else await this.#storage.deleteAlarm();
  }

  #read(): { version: number; publishedVersion: number; publishedAt: number } {
    const row = this.#storage.sql
      .exec<{ version: number; published_version: number; published_at: number }>(
        'SELECT version, published_version, published_at FROM outbox',
      )
      .one();
    return {
      version: row.version,
      publishedVersion: row.published_version,
      publishedAt: row.published_at,
    };
  }
}
