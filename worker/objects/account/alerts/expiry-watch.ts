/**
 * Decides which entries need a warning, and when: a day before they expire, once for each expiry that they were
 * given. An entry with an expiry within a day gets no warning, because the person who set it knows.
 */
import { DAY_MS } from '../../../../shared/alert.ts';
import type { Entry } from '../../../../shared/allowlist.ts';
import type { AlarmClock } from '../../machinery/alarm-clock.ts';

const DUTY = 'warn-of-expiry';
/**
 * The most warnings at once. Entries that expire at different moments of a day need one each; the rest come an
 * hour later.
 */
const MAX_AT_ONCE = 100;
const REST_AFTER_MS = 60 * 60 * 1000;

/** Entries that expire at the same moment, in the order in which they were added. */
export interface ExpiringEntries {
  readonly expiresAt: number;
  readonly entries: readonly Entry[];
}

export class ExpiryWatch {
  readonly #sql: SqlStorage;
  readonly #clock: AlarmClock;

  constructor(sql: SqlStorage, clock: AlarmClock) {
    this.#sql = sql;
    this.#clock = clock;
  }

  /** Restores the alarm when the object starts. */
  recall(): void {
    this.#clock.recall(DUTY, this.#earliest());
  }

  /**
   * Must be called after each change. It watches entries that are new or have a new expiry, and forgets those
   * that are gone.
   */
  watch(entries: readonly Entry[], now: number): void {
    const expiring = new Map(
      entries.flatMap(({ id, expiresAt }) => (expiresAt === null ? [] : [[id, expiresAt]])),
    );
    const watched = this.#sql.exec<{ entry_id: string; expires_at: number }>(
      'SELECT entry_id, expires_at FROM expiry_warnings',
    );
    for (const { entry_id: id, expires_at } of watched.toArray()) {
      if (expiring.get(id) === expires_at) expiring.delete(id);
      else this.#sql.exec('DELETE FROM expiry_warnings WHERE entry_id = ?', id);
    }
    for (const [id, expiresAt] of expiring) {
      const warnAt = expiresAt - DAY_MS;
      const query = 'INSERT INTO expiry_warnings (entry_id, expires_at, warn_at) VALUES (?, ?, ?)';
      this.#sql.exec(query, id, expiresAt, warnAt > now ? warnAt : null);
    }
    this.#clock.set(DUTY, this.#earliest());
  }

  /** Returns the entries that need a warning now, each only once. */
  take(entries: readonly Entry[], now: number): ExpiringEntries[] {
    const earliest = this.#earliest();
    if (earliest === undefined || earliest > now) return [];
    const due = this.#sql
      .exec<{ expires_at: number }>(
        'SELECT DISTINCT expires_at FROM expiry_warnings WHERE warn_at <= ? ORDER BY expires_at LIMIT ?',
        now,
        MAX_AT_ONCE,
      )
      .toArray();
    for (const { expires_at } of due) {
      this.#sql.exec('UPDATE expiry_warnings SET warn_at = NULL WHERE expires_at = ?', expires_at);
    }
    const next = this.#earliest();
    this.#clock.set(DUTY, next !== undefined && next <= now ? now + REST_AFTER_MS : next);
    const byTime = Map.groupBy(entries, ({ expiresAt }) => expiresAt);
    return due.flatMap(({ expires_at: expiresAt }) => {
      const expiring = byTime.get(expiresAt);
      return expiring ? [{ expiresAt, entries: expiring }] : [];
    });
  }

  deleteAll(): void {
    this.#sql.exec('DELETE FROM expiry_warnings');
    this.#clock.set(DUTY, undefined);
  }

  #earliest(): number | undefined {
    const query = 'SELECT min(warn_at) AS at FROM expiry_warnings';
    return this.#sql.exec<{ at: number | null }>(query).one().at ?? undefined;
  }
}
