/**
 * The alerts of an account or of a shared list. Each is stored when it is raised and kept for 30 days; only the newest 10,000 are
 * kept.
 */
import {
  ALERT_KEPT_MS,
  ALERT_KINDS,
  type Alert,
  type AlertKind,
  DAY_MS,
  HOUR_MS,
  LEAK_QUIET_MS,
  MAX_ALERTS,
} from '../../../../shared/alert.ts';
import {
  isOneOf,
  isStoredTime,
  isTimeOrNull,
  type UnreadableRows,
} from '../../machinery/unreadable-rows.ts';

export interface StoredAlertPage {
  readonly alerts: Alert[];
  /** The start of the next page. It is null after the oldest alert. */
  readonly cursor: number | null;
}

export class AlertStore {
  readonly #sql: SqlStorage;
  readonly #unreadable: UnreadableRows;

  constructor(sql: SqlStorage, unreadable: UnreadableRows) {
    this.#sql = sql;
    this.#unreadable = unreadable;
  }

  insert(alert: Alert): void {
    const { sequence } = this.#sql
      .exec<{ sequence: number }>(
        'INSERT INTO alerts (kind, at, address, body) VALUES (?, ?, ?, ?) RETURNING sequence',
        alert.kind,
        alert.at,
        alert.address,
        JSON.stringify(alert),
      )
      .one();
    this.#sql.exec(
      `INSERT INTO alert_totals (kind, total) VALUES (?, 1)
       ON CONFLICT (kind) DO UPDATE SET total = total + 1`,
      alert.kind,
    );
    this.#sql.exec('DELETE FROM alerts WHERE at < ?', alert.at - ALERT_KEPT_MS);
    this.#sql.exec('DELETE FROM alerts WHERE sequence <= ?', sequence - MAX_ALERTS);
  }

  /** Returns a page, newest first. It begins below `before` (a cursor), or with the newest alert. */
  page(before: number | undefined, limit: number, now: number): StoredAlertPage {
    const rows = this.#sql
      .exec<{ sequence: number; body: string }>(
        `SELECT sequence, body FROM alerts WHERE sequence < ? AND at >= ?
         ORDER BY sequence DESC LIMIT ?`,
        before ?? Number.MAX_SAFE_INTEGER,
        now - ALERT_KEPT_MS,
        limit + 1,
      )
      .toArray();
    const shown = rows.slice(0, limit);
    return {
      alerts: this.#unreadable.sift('alerts', shown, 'sequence', parseAlert),
      cursor: rows.length > limit ? (shown.at(-1)?.sequence ?? null) : null,
    };
  }

  countLastDay(now: number): number {
    return this.#count('at > ?', now - DAY_MS);
  }

  /** An agent may tell a leak long after it happened, so the hours before and after it count. */
  countLeaksAround(at: number): number {
    const condition = "kind = 'leaked-password' AND at > ? AND at < ?";
    return this.#count(condition, at - HOUR_MS, at + HOUR_MS);
  }

  /** The login is in the body alone: an hour has at most 100 leaks, so few rows are read for it. */
  hasLeakAround(at: number, address: string, login: string | null): boolean {
    const condition = `kind = 'leaked-password' AND address = ? AND at > ? AND at < ?
      AND CASE WHEN json_valid(body) THEN json_extract(body, '$.login') END IS ?`;
    return this.#count(condition, address, at - LEAK_QUIET_MS, at + LEAK_QUIET_MS, login) > 0;
  }

  /** Returns the number of all alerts ever raised, by kind. A kind that was never raised is left out. */
  totals(): Partial<Record<AlertKind, number>> {
    const query = 'SELECT kind, total FROM alert_totals';
    const rows = this.#sql.exec<{ kind: AlertKind; total: number }>(query).toArray();
    return Object.fromEntries(rows.map(({ kind, total }) => [kind, total]));
  }

  deleteAll(): void {
    this.#sql.exec('DELETE FROM alerts');
    this.#sql.exec('DELETE FROM alert_totals');
  }

  #count(condition: string, ...values: SqlStorageValue[]): number {
    const query = `SELECT count(*) AS count FROM alerts WHERE ${condition}`;
    return this.#sql.exec<{ count: number }>(query, ...values).one().count;
  }
}

/** An alert of the release before has no login. */
function parseAlert({ body }: { readonly body: string }): Alert | undefined {
  const alert: Alert = { login: null, ...JSON.parse(body) };
  const times = [alert.expiresAt, alert.since];
  const isWhole =
    isOneOf(ALERT_KINDS, alert.kind) && isStoredTime(alert.at) && times.every(isTimeOrNull);
  return isWhole ? alert : undefined;
}
