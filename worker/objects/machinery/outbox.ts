/**
 * Publishes what an object holds to KV: the newest version, and never an older one over a newer one.
 *
 * A change raises the version in its own transaction and sets the alarm there, so that a crash after
 * it still publishes. One put is in flight at a time, and at least a second lies between two
 * (KV takes one write a second a key). A failed put is tried again until it stands. A minute
 * after one that did not fail, KV is asked whether it has it: what it took and lost is put again.
 * A publication in another layout, by another version of this code, is put again when the object begins anew.
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
/** A change that is not published by then is named in the log, and again each hour. */
const LATE_AFTER_MS = 60_000;
const LATE_LOGGED_EVERY_MS = 60 * 60 * 1000;
/** After this time no place has a copy from before the put, and the answer to one that was given up is in. */
export const VERIFIED_AFTER_MS = 60_000;
/** KV that does not answer must not keep the next put waiting for good. */
export const PUBLISH_DEADLINE_MS = 10_000;

/** The object's value in KV. */
export interface Publication {
  /** The layout of what is put: a publication in another one counts as none. */
  readonly layout: number;
  /** The revision that KV then has. */
  put(): Promise<number>;
  /** Undefined when KV has none. */
  readVersion(): Promise<number | undefined>;
  /** Its name in log lines. */
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
  /** A publication in another layout than today's counts as none. */
  readonly publishedVersion: number;
  readonly publishedAt: number;
  readonly verifiedVersion: number;
  /** Null before the first. */
  readonly publishedRevision: number | null;
  /** When the oldest change was made that is not published; null when all are. */
  readonly unpublishedSince: number | null;
  readonly lateLoggedAt: number | null;
}

export class Outbox {
  readonly #storage: DurableObjectStorage;
  readonly #clock: AlarmClock;
  readonly #publication: Publication;
  #running: Promise<void> | undefined;
  #attemptedAt = 0;
  /** As the table has it; undefined until it is read. Each confirmed refusal asks for it. */
  #version: number | undefined;
  #failures = 0;
  /** The first change since the put under way began. */
  #raisedAt: number | undefined;

  constructor(storage: DurableObjectStorage, clock: AlarmClock, publication: Publication) {
    this.#storage = storage;
    this.#clock = clock;
    this.#publication = publication;
  }

  /** For an object that begins anew: what it has not published or not verified yet is due. */
  recall(now: number): void {
    const state = this.#read();
    const { version, publishedVersion, publishedAt, verifiedVersion, unpublishedSince } = state;
    // A new layout makes the publication lag without a change.
    if (version > publishedVersion && unpublishedSince === null)
      this.#storage.sql.exec('UPDATE outbox SET unpublished_since = ?', now);
    this.#clock.recall(PUBLISH, version > publishedVersion ? now + SPACING_MS : undefined);
    const isVerified = verifiedVersion >= publishedVersion;
    this.#clock.recall(VERIFY, isVerified ? undefined : publishedAt + VERIFIED_AFTER_MS);
  }

  /** The version of what the object holds now. */
  get version(): number {
    this.#version ??= this.#read().version;
    return this.#version;
  }

  /** The newest version that KV took in the layout that is published today; 0 before the first. */
  get publishedVersion(): number {
    return this.#read().publishedVersion;
  }

  /** The revision that KV has, and since when there is a newer change. */
  get publication(): Pick<State, 'publishedRevision' | 'unpublishedSince'> {
    return this.#read();
  }

  /** To be called in the transaction of the change it announces, in which the version is not to be asked for. */
  raise(now: number): void {
    this.#version = undefined;
    this.#raisedAt ??= now;
    this.#storage.sql.exec(
      `UPDATE outbox SET version = version + 1, unpublished_since = coalesce(unpublished_since, ?)`,
      now,
    );
    this.#clock.set(PUBLISH, now + SPACING_MS);
  }

  /** Whether something is to be published, and its time has come: the alarm is late, or lost. */
  isLate(now: number): boolean {
    const at = this.#clock.timeOf(PUBLISH);
    return at !== undefined && at <= now;
  }

  /** Publishes or verifies if it is time; never rejects, the alarm tries again. */
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
    // The value is about to be replaced: it need not be asked for.
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

  /** Also what KV took and the table, which can't be written, does not say: it is put again until it does. */
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

  /** Elsewhere a copy from before the change may still allow: whoever runs this is to know. */
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
