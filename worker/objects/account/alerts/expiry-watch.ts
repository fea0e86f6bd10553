/**
 * Which entries are to be warned of, and when: a day before they expire, once for each time they were
 * given. An entry that was given a day or less is not: whoever gave it knows.
 */
import { DAY_MS } from '../../../../shared/alert.ts';
import type { Entry } from '../../../../shared/allowlist.ts';
import type { AlarmClock } from '../../machinery/alarm-clock.ts';

const DUTY = 'warn-of-expiry';
/** Entries that expire at different moments of one day, told of at once; the rest an hour later. */
const MAX_AT_ONCE = 100;
const REST_AFTER_MS = 60 * 60 * 1000;

/** Entries that expire at the same moment, in the order they were added. */
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

  /** For an object that begins anew. */
  recall(): void {
    this.#clock.recall(DUTY, this.#earliest());
  }

  /** After each change: what is new or was given another time is watched, what is gone is not. */
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

  /** The entries to warn of now, each only once. */
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
