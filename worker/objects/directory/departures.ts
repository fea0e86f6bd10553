/**
 * Which accounts and shared lists were deleted, for the feed: those of the last 30 days, and at most the newest
 * 100,000. What is older has left the table, and the row of totals says up to which sequence.
 */
export const KEPT_MS = 30 * 24 * 60 * 60 * 1000;
export const MAX_DEPARTURES = 100_000;
/** The most rows that a new one deletes to make room, so that each call has a bounded amount of work. */
const MAX_DELETED = 100;

export class Departures {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** Notes a deletion at the version. `objectName` is the account, or the name of the list's object. */
  add(objectName: string, version: number, sequence: number, now: number): void {
    this.forget(objectName);
    this.#sql.exec(
      'INSERT INTO departures (name, version, sequence, at) VALUES (?, ?, ?, ?)',
      objectName,
      version,
      sequence,
      now,
    );
    this.makeRoom(now);
  }

  /** Must be called when the account or the list is in its index again. */
  forget(objectName: string): void {
    this.#sql.exec('DELETE FROM departures WHERE name = ?', objectName);
  }

  makeRoom(now: number): void {
    // The oldest alone are looked at: there is no index by time.
    const last = this.#sql
      .exec<{ number: number; sequence: number }>(
        `SELECT number, sequence FROM (SELECT * FROM departures ORDER BY number LIMIT ?)
         WHERE at < ? OR number <= (SELECT max(number) FROM departures) - ?
         ORDER BY number DESC LIMIT 1`,
        MAX_DELETED,
        now - KEPT_MS,
        MAX_DEPARTURES,
      )
      .toArray()[0];
    if (last === undefined) return;
    this.#sql.exec('DELETE FROM departures WHERE number <= ?', last.number);
    this.#sql.exec('UPDATE totals SET departed_before = ?', last.sequence);
  }
}
