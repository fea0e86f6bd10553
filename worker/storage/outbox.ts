/**
 * Publishes what an object holds to KV: the newest version, and never an older one over a newer one.
 *
 * A change raises the version in its own transaction and sets the alarm there, so that a crash after
 * it still publishes. One delivery is in flight at a time, and at least a second lies between two
 * (KV takes one write a second a key). A failed delivery is tried again until it stands.
 */
import { logError } from '../log.ts';
import type { AlarmClock } from './alarm-clock.ts';
import { OUTBOX_TABLE } from './schema.ts';

const DUTY = 'publish';
const SPACING_MS = 1_000;
const MAX_BACKOFF_MS = 60_000;

export class Outbox {
  readonly #storage: DurableObjectStorage;
  readonly #clock: AlarmClock;
  readonly #deliver: () => Promise<void>;
  #running: Promise<void> | undefined;
  #attemptedAt = 0;
  #failures = 0;

  constructor(storage: DurableObjectStorage, clock: AlarmClock, deliver: () => Promise<void>) {
    this.#storage = storage;
    this.#clock = clock;
    this.#deliver = deliver;
  }

  createTable(): void {
    this.#storage.sql.exec(OUTBOX_TABLE);
  }

  /** For an object that begins anew: what it has not published yet is due. */
  recall(now: number): void {
    const { version, publishedVersion } = this.#read();
    this.#clock.recall(DUTY, version > publishedVersion ? now + SPACING_MS : undefined);
  }

  /** The version of what the object holds now. */
  get version(): number {
    return this.#read().version;
  }

  /** To be called in the transaction of the change it announces. */
  raise(now: number): void {
    this.#storage.sql.exec('UPDATE outbox SET version = version + 1');
    this.#clock.set(DUTY, now + SPACING_MS);
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
    if (publishedVersion >= version) {
      this.#clock.set(DUTY, undefined);
      return;
    }
    const now = Date.now();
    const earliest = Math.max(this.#attemptedAt, publishedAt) + SPACING_MS;
    // A clock that was set back must not hold publishing up.
    if (now < earliest && earliest - now <= SPACING_MS) {
      this.#clock.set(DUTY, earliest);
      return;
    }
    this.#attemptedAt = now;
    try {
      await this.#deliver();
    } catch (error) {
      this.#failures++;
      const backoff = Math.min(SPACING_MS * 2 ** (this.#failures - 1), MAX_BACKOFF_MS);
      logError('publish-failed', { version, error: String(error) });
      this.#clock.set(DUTY, Date.now() + backoff);
      return;
    }
    this.#failures = 0;
    const sql = 'UPDATE outbox SET published_version = ?, published_at = ?';
    this.#storage.sql.exec(sql, version, now);
    this.#clock.set(DUTY, this.#read().version > version ? now + SPACING_MS : undefined);
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
