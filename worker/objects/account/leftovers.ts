/**
 * The history that a deleted account leaves. Nobody reads it, and an account that is made again under the name
 * begins a new history. The old one is freed after 30 days, one part at a time, however long it is.
 */
import { RESTORE_WINDOW_MS } from '../../../shared/history.ts';
import type { AlarmClock } from '../machinery/alarm-clock.ts';

const DUTY = 'free-leftovers';
/** The number of rows that are freed at once. That takes about a tenth of a second. */
const ROWS_AT_ONCE = 10_000;
const NEXT_PART_AFTER_MS = 1_000;

/** An SQL expression: the number of the last event in a history that a deleted account left. */
export const LAST_LEFT = '(SELECT coalesce(max(up_to), 0) FROM leftovers)';

export class Leftovers {
  readonly #sql: SqlStorage;
  readonly #clock: AlarmClock;

  constructor(sql: SqlStorage, clock: AlarmClock) {
    this.#sql = sql;
    this.#clock = clock;
  }

  /** Restores the alarm when the object starts. */
  recall(): void {
    this.#clock.recall(DUTY, this.#dueAt());
  }

  /** Marks the current history as left. Must be called in the transaction of the deletion. */
  leave(now: number): void {
    this.#sql.exec(
      `INSERT INTO leftovers (up_to, free_at) SELECT max(sequence), ? FROM history
       WHERE sequence > ${LAST_LEFT} HAVING max(sequence) IS NOT NULL`,
      now + RESTORE_WINDOW_MS,
    );
    this.#clock.set(DUTY, this.#dueAt());
  }

  /** Frees a part of the history if it is time. */
  run(now: number): void {
    const query = 'SELECT up_to FROM leftovers WHERE free_at <= ? ORDER BY up_to LIMIT 1';
    const upTo = this.#sql.exec<{ up_to: number }>(query, now).toArray()[0]?.up_to;
    if (upTo === undefined) return;
    const isFreed = this.#delete('history_entries', upTo) && this.#delete('history', upTo);
    if (isFreed) this.#sql.exec('DELETE FROM leftovers WHERE up_to = ?', upTo);
    const next = this.#dueAt();
    this.#clock.set(DUTY, next && Math.max(next, now + NEXT_PART_AFTER_MS));
  }

  /** Deletes some rows. Returns true if no row is left. */
  #delete(table: 'history' | 'history_entries', upTo: number): boolean {
    const rows = `SELECT rowid FROM ${table} WHERE sequence <= ? ORDER BY sequence LIMIT ?`;
    this.#sql.exec(`DELETE FROM ${table} WHERE rowid IN (${rows})`, upTo, ROWS_AT_ONCE);
    const any = `SELECT 1 FROM ${table} WHERE sequence <= ? LIMIT 1`;
    return this.#sql.exec(any, upTo).toArray().length === 0;
  }

  #dueAt(): number | undefined {
    const query = 'SELECT min(free_at) AS at FROM leftovers';
    return this.#sql.exec<{ at: number | null }>(query).one().at ?? undefined;
  }
}
