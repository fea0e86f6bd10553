/**
 * The deliveries to an account's webhooks: all that are still to come, and for each webhook the newest 100 that
 * are done.
 */
import type * as api from '../../../../shared/api.ts';
import {
  DELIVERED_KINDS,
  DELIVERY_ERRORS,
  DELIVERY_STATES,
  type DeliveryError,
  type DeliveryState,
  MAX_LOGGED_DELIVERIES,
} from '../../../../shared/webhook.ts';
import { toTimestamp } from '../../../../shared/wire.ts';
import {
  isOneOf,
  isStoredTime,
  isTimeOrNull,
  orUndefined,
  type UnreadableRows,
} from '../../machinery/unreadable-rows.ts';
import type { DeliveredAlert } from './alert-text.ts';
import type { DeliveryOutcome } from './post-webhook.ts';

/** The most deliveries that wait for one webhook. Beyond it, the oldest is given up. */
const MAX_PENDING = 1_000;

export interface DeliveryRecord {
  readonly sequence: number;
  readonly webhookId: string;
  readonly alert: DeliveredAlert;
  readonly createdAt: number;
  readonly state: DeliveryState;
  readonly attempts: number;
  readonly lastAt: number | null;
  /** The time of the next attempt. It is null if there will be none. */
  readonly nextAt: number | null;
  readonly status: number | null;
  readonly error: DeliveryError | null;
}

interface DeliveryRow extends Record<string, SqlStorageValue> {
  sequence: number;
  webhook_id: string;
  alert: string;
  created_at: number;
  state: string;
  attempts: number;
  last_at: number | null;
  next_at: number | null;
  status: number | null;
  error: string | null;
}

export class DeliveryStore {
  readonly #sql: SqlStorage;
  readonly #unreadable: UnreadableRows;

  constructor(sql: SqlStorage, unreadable: UnreadableRows) {
    this.#sql = sql;
    this.#unreadable = unreadable;
  }

  /** Adds a delivery. If `nextAt` is null, the delivery counts as failed until its only attempt succeeds. */
  insert(webhookId: string, alert: DeliveredAlert, now: number, nextAt: number | null): number {
    const { sequence } = this.#sql
      .exec<{ sequence: number }>(
        `INSERT INTO deliveries (webhook_id, alert, created_at, state, attempts, next_at)
         VALUES (?, ?, ?, ?, 0, ?) RETURNING sequence`,
        webhookId,
        JSON.stringify(alert),
        now,
        nextAt === null ? 'failed' : 'pending',
        nextAt,
      )
      .one();
    this.#sql.exec(
      `UPDATE deliveries SET state = 'failed', next_at = NULL, error = 'too many were waiting'
       WHERE webhook_id = ? AND next_at IS NOT NULL AND sequence <= (
         SELECT sequence FROM deliveries WHERE webhook_id = ? AND next_at IS NOT NULL
         ORDER BY sequence DESC LIMIT 1 OFFSET ?)`,
      webhookId,
      webhookId,
      MAX_PENDING,
    );
    return sequence;
  }

  find(sequence: number): DeliveryRecord | undefined {
    return this.#select('sequence = ?', sequence)[0];
  }

  due(webhookId: string, now: number, limit: number): DeliveryRecord[] {
    const condition = 'webhook_id = ? AND next_at <= ? ORDER BY next_at, sequence LIMIT ?';
    return this.#select(condition, webhookId, now, limit);
  }

  /**
   * Deals with due deliveries that can't be read: it puts off those of an unreadable webhook, and gives up
   * those that are unreadable themselves. Otherwise they would be due for ever.
   */
  setAside(readableWebhooks: readonly string[], now: number, until: number): void {
    this.#sql.exec(
      `UPDATE deliveries SET next_at = ?
       WHERE next_at <= ? AND webhook_id NOT IN (SELECT value FROM json_each(?))`,
      until,
      now,
      JSON.stringify(readableWebhooks),
    );
    const query = 'SELECT * FROM deliveries WHERE next_at <= ? LIMIT ?';
    for (const row of this.#sql.exec<DeliveryRow>(query, now, MAX_LOGGED_DELIVERIES).toArray()) {
      if (orUndefined(() => parseRow(row))) continue;
      this.finish(row.sequence, 'failed', { status: null, error: 'it could not be sent' });
    }
  }

  log(webhookId: string): DeliveryRecord[] {
    const condition = 'webhook_id = ? ORDER BY sequence DESC LIMIT ?';
    return this.#select(condition, webhookId, MAX_LOGGED_DELIVERIES);
  }

  /** Returns the time of the earliest next attempt. It is undefined if no delivery waits. */
  nextAt(): number | undefined {
    const query = 'SELECT min(next_at) AS at FROM deliveries WHERE next_at IS NOT NULL';
    return this.#sql.exec<{ at: number | null }>(query).one().at ?? undefined;
  }

  /**
   * Must be called before the attempt. If the object stops during the attempt, the next attempt is then still
   * due.
   */
  begin(sequence: number, now: number, nextAt: number | null): void {
    const query =
      'UPDATE deliveries SET attempts = attempts + 1, last_at = ?, next_at = ? WHERE sequence = ?';
    this.#sql.exec(query, now, nextAt, sequence);
  }

  finish(
    sequence: number,
    state: DeliveryState,
    { status, error }: Omit<DeliveryOutcome, 'kind'>,
  ): void {
    this.#sql.exec(
      `UPDATE deliveries SET state = ?, status = ?, error = ?,
       next_at = CASE WHEN ? = 'pending' THEN next_at END WHERE sequence = ?`,
      state,
      status,
      error,
      state,
      sequence,
    );
  }

  /** Gives up all waiting deliveries of a webhook that gets no more. */
  giveUp(webhookId: string, error: DeliveryError): void {
    this.#sql.exec(
      `UPDATE deliveries SET state = 'failed', next_at = NULL, error = ?
       WHERE webhook_id = ? AND state = 'pending'`,
      error,
      webhookId,
    );
  }

  /** Keeps the waiting deliveries and the newest done ones, and deletes the rest. */
  prune(webhookId: string): void {
    this.#sql.exec(
      `DELETE FROM deliveries WHERE webhook_id = ? AND state <> 'pending' AND sequence <= (
         SELECT sequence FROM deliveries WHERE webhook_id = ? AND state <> 'pending'
         ORDER BY sequence DESC LIMIT 1 OFFSET ?)`,
      webhookId,
      webhookId,
      MAX_LOGGED_DELIVERIES,
    );
  }

  delete(webhookId: string): void {
    this.#sql.exec('DELETE FROM deliveries WHERE webhook_id = ?', webhookId);
  }

  deleteAll(): void {
    this.#sql.exec('DELETE FROM deliveries');
  }

  #select(condition: string, ...values: (string | number)[]): DeliveryRecord[] {
    const query = `SELECT * FROM deliveries WHERE ${condition}`;
    const rows = this.#sql.exec<DeliveryRow>(query, ...values).toArray();
    return this.#unreadable.sift('deliveries', rows, 'sequence', parseRow);
  }
}

export function toWireDelivery(delivery: DeliveryRecord): api.Delivery {
  const { sequence, alert, createdAt, state, attempts, lastAt, nextAt, status, error } = delivery;
  return {
    id: String(sequence),
    alertId: alert.id,
    kind: alert.kind,
    createdAt: toTimestamp(createdAt),
    state,
    attempts,
    lastAttemptAt: toTimestamp(lastAt),
    nextAttemptAt: toTimestamp(nextAt),
    status,
    error,
  };
}

function parseRow(row: DeliveryRow): DeliveryRecord | undefined {
  // An alert of the release before has no login.
  const alert: DeliveredAlert = { login: null, ...JSON.parse(row.alert) };
  const times = [row.last_at, row.next_at, alert.expiresAt, alert.since];
  if (!isOneOf(DELIVERED_KINDS, alert.kind) || !isOneOf(DELIVERY_STATES, row.state))
    return undefined;
  if (!isStoredTime(row.created_at) || !isStoredTime(alert.at) || !times.every(isTimeOrNull))
    return undefined;
  return {
    sequence: row.sequence,
    webhookId: row.webhook_id,
    alert,
    createdAt: row.created_at,
    state: row.state,
    attempts: row.attempts,
    lastAt: row.last_at,
    nextAt: row.next_at,
    status: row.status,
    // A newer version may know more errors.
    error: row.error === null || isOneOf(DELIVERY_ERRORS, row.error) ? row.error : 'refused',
  };
}
