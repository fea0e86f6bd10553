/**
 * Publishes the state of an object to KV: always the newest version, and never an older one over a newer one.
 *
 * A change raises the version and sets the alarm in its own transaction, so it is published even after a crash.
 * Only one put runs at a time, with at least a second between two puts, because KV takes one write a second for
 * each key. A failed put is tried again until it succeeds. A minute after a put that did not fail, the object
 * asks KV whether it has the value, and puts a lost value again. If another version of this code has published
 * in another layout, the value is put again when the object starts.
 */
import { toTimestamp } from '../../../shared/wire.ts';
import { withDeadline } from '../../platform/deadline.ts';
import { type LogFields, logError } from '../../platform/log.ts';
import { isRecent } from '../../platform/recent.ts';
import type { AlarmClock } from './alarm-clock.ts';

const PUBLISH = 'publish';
const VERIFY = 'verify-published';
const SPACING_MS = 1_000;
const MAX_BACKOFF_MS = 60_000;
/** The time after which an unpublished change is logged. It is then logged again each hour. */
const LATE_AFTER_MS = 60_000;
const LATE_LOGGED_EVERY_MS = 60 * 60 * 1000;
/**
 * After this time no place has a copy from before the put, and a put that was given up has either arrived or
 * failed.
 */
export const VERIFIED_AFTER_MS = 60_000;
/** The longest wait for KV. If KV does not answer, the next put must not wait for ever. */
export const PUBLISH_DEADLINE_MS = 10_000;

/** The value of an object in KV. */
export interface Publication {
  /** The layout of the value. A publication in another layout counts as none. */
  readonly layout: number;
  /** Puts the value. Returns its revision. */
  put(): Promise<number>;
  /** Reads the version in KV. It is undefined if KV has none. */
  readVersion(): Promise<number | undefined>;
  /** The fields that name it in log lines. */
  fields(): LogFields;
}

interface OutboxRow extends Record<string, SqlStorageValue> {
  version: number;
  published_version: number;
  published_at: number;
  published_layout: number;
  verified_version: number;
  published_revision: number | null;
  unpublished_since: number | null;
  late_logged_at: number | null;
}

interface State {
  readonly version: number;
  /** The version that KV has. A publication in another layout than today's counts as none. */
  readonly publishedVersion: number;
  readonly publishedAt: number;
  readonly verifiedVersion: number;
  /** The revision that KV has. It is null before the first publication. */
  readonly publishedRevision: number | null;
  /** The time of the oldest change that is not published. It is null if all changes are. */
  readonly unpublishedSince: number | null;
  readonly lateLoggedAt: number | null;
}

export class Outbox {
  readonly #storage: DurableObjectStorage;
  readonly #clock: AlarmClock;
  readonly #publication: Publication;
  #running: Promise<void> | undefined;
  #attemptedAt = 0;
  /**
   * The version in the table. It is undefined until it is read. It is kept here because each confirmed refusal
   * asks for it.
   */
  #version: number | undefined;
  #failures = 0;
  /** The time of the first change since the running put began. */
  #raisedAt: number | undefined;

  constructor(storage: DurableObjectStorage, clock: AlarmClock, publication: Publication) {
    this.#storage = storage;
    this.#clock = clock;
    this.#publication = publication;
  }

  /**
   * Restores the alarms when the object starts: all that is not yet published or verified is due. If copies of the
   * newest version may differ, a newer version replaces them all, since equal versions count as equal.
   */
  recall(now: number, mayCopiesDiffer = false): void {
    if (mayCopiesDiffer) this.#storage.sql.exec('UPDATE outbox SET version = version + 1');
    const state = this.#read();
    const { version, publishedVersion, publishedAt, verifiedVersion, unpublishedSince } = state;
    // After a new layout, the value must be published again although nothing has changed.
    if (version > publishedVersion && unpublishedSince === null)
      this.#storage.sql.exec('UPDATE outbox SET unpublished_since = ?', now);
    this.#clock.recall(PUBLISH, version > publishedVersion ? now + SPACING_MS : undefined);
    const isVerified = verifiedVersion >= publishedVersion;
    this.#clock.recall(VERIFY, isVerified ? undefined : publishedAt + VERIFIED_AFTER_MS);
  }

  /** The version of the object's current state. */
  get version(): number {
    this.#version ??= this.#read().version;
    return this.#version;
  }

  /** The newest version that KV has accepted in today's layout. It is 0 before the first. */
  get publishedVersion(): number {
    return this.#read().publishedVersion;
  }

  /** The revision that KV has, and the time since when there is a newer change. */
  get publication(): Pick<State, 'publishedRevision' | 'unpublishedSince'> {
    return this.#read();
  }

  /**
   * Raises the version. Must be called in the transaction of the change. Nobody may ask for the version in that
   * transaction.
   */
  raise(now: number): void {
    this.#version = undefined;
    this.#raisedAt ??= now;
    this.#storage.sql.exec(
      `UPDATE outbox SET version = version + 1, unpublished_since = coalesce(unpublished_since, ?)`,
      now,
    );
    this.#clock.set(PUBLISH, now + SPACING_MS);
  }

  /** Decides whether a publication is overdue: the alarm is late, or lost. */
  isLate(now: number): boolean {
    const at = this.#clock.timeOf(PUBLISH);
    return at !== undefined && at <= now;
  }

  /** Publishes or verifies if it is time. It never rejects; the alarm tries again. */
  flush(): Promise<void> {
    this.#running ??= this.#run()
      .catch((error: unknown) => this.#tryAgain('publication-not-noted', { error: String(error) }))
      .finally(() => {
        this.#running = undefined;
      });
    return this.#running;
  }

  async #run(): Promise<void> {
    const { version, publishedVersion, publishedAt, verifiedVersion } = this.#read();
    const now = Date.now();
    if (version > publishedVersion) {
      await this.#publish(version, now);
      return;
    }
    this.#clock.set(PUBLISH, undefined);
    const isDue = !isRecent(publishedAt, VERIFIED_AFTER_MS, now);
    if (verifiedVersion < publishedVersion && isDue) await this.#verify(publishedVersion, now);
  }

  async #publish(version: number, now: number): Promise<void> {
    // The value will be replaced now, so it need not be verified.
    this.#clock.set(VERIFY, undefined);
    const last = Math.max(this.#attemptedAt, this.#read().publishedAt);
    if (isRecent(last, SPACING_MS, now)) {
      this.#clock.set(PUBLISH, last + SPACING_MS);
      return;
    }
    this.#attemptedAt = now;
    this.#raisedAt = undefined;
    let revision: number;
    try {
      revision = await withDeadline(this.#publication.put(), PUBLISH_DEADLINE_MS);
    } catch (error) {
      this.#tryAgain('publish-failed', { version, error: String(error) });
      this.#logLate(Date.now());
      return;
    }
    this.#storage.sql.exec(
      `UPDATE outbox SET published_version = ?, published_at = ?, published_layout = ?,
         published_revision = ?, unpublished_since = ?, late_logged_at = NULL`,
      version,
      now,
      this.#publication.layout,
      revision,
      this.version > version ? (this.#raisedAt ?? now) : null,
    );
    this.#failures = 0;
    this.#clock.set(PUBLISH, this.version > version ? now + SPACING_MS : undefined);
    this.#clock.set(VERIFY, now + VERIFIED_AFTER_MS);
  }

  /**
   * Plans another try. It is also used if KV has accepted the value but the table can't be written: the put is
   * repeated until the table shows it.
   */
  #tryAgain(event: string, fields: LogFields): void {
    this.#failures++;
    const backoff = Math.min(SPACING_MS * 2 ** (this.#failures - 1), MAX_BACKOFF_MS);
    logError(event, { ...this.#publication.fields(), ...fields });
    this.#clock.set(PUBLISH, Date.now() + backoff);
  }

  async #verify(publishedVersion: number, now: number): Promise<void> {
    let found: number | undefined;
    try {
      found = await withDeadline(this.#publication.readVersion(), PUBLISH_DEADLINE_MS);
    } catch (error) {
      const fields = this.#publication.fields();
      logError('publish-unverifiable', { ...fields, publishedVersion, error: String(error) });
      this.#clock.set(VERIFY, now + VERIFIED_AFTER_MS);
      return;
    }
    if (found !== undefined && found >= publishedVersion) {
      this.#storage.sql.exec('UPDATE outbox SET verified_version = ?', publishedVersion);
      this.#clock.set(VERIFY, undefined);
      return;
    }
    logError('publish-lost', { ...this.#publication.fields(), publishedVersion, found });
    await this.#publish(this.version, now);
  }

  /** Logs a late publication. In other places an older copy may still allow, so the operator must know. */
  #logLate(now: number): void {
    const { version, publishedVersion, unpublishedSince: since, lateLoggedAt } = this.#read();
    if (since === null || isRecent(since, LATE_AFTER_MS, now)) return;
    if (lateLoggedAt !== null && isRecent(lateLoggedAt, LATE_LOGGED_EVERY_MS, now)) return;
    this.#storage.sql.exec('UPDATE outbox SET late_logged_at = ?', now);
    const fields = this.#publication.fields();
    logError('publish-late', { ...fields, version, publishedVersion, since: toTimestamp(since) });
  }

  #read(): State {
    const row = this.#storage.sql.exec<OutboxRow>('SELECT * FROM outbox').one();
    const isCurrent = row.published_layout === this.#publication.layout;
    return {
      version: row.version,
      publishedVersion: isCurrent ? row.published_version : 0,
      publishedAt: row.published_at,
      verifiedVersion: row.verified_version,
      publishedRevision: isCurrent ? row.published_revision : null,
      unpublishedSince: row.unpublished_since,
      lateLoggedAt: row.late_logged_at,
    };
  }
}
