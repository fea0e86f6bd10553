/** The webhooks of an account or of a shared list. Their signing secrets are stored in clear, because they are needed to sign. */
import { ALERT_KINDS, type AlertKind } from '../../../../shared/alert.ts';
import type { TokenName } from '../../../../shared/allowlist.ts';
import type * as api from '../../../../shared/api.ts';
import { WEBHOOK_FORMS, type WebhookForm } from '../../../../shared/webhook.ts';
import { toTimestamp } from '../../../../shared/wire.ts';
import {
  isOneOf,
  isStoredTime,
  isTimeOrNull,
  type UnreadableRows,
} from '../../machinery/unreadable-rows.ts';

/** The time for which the previous secret also signs after a rotation. */
export const OLD_SECRET_MS = 24 * 60 * 60 * 1000;

export interface WebhookRecord {
  readonly id: string;
  readonly url: string;
  readonly form: WebhookForm;
  readonly name: string;
  readonly secret: string;
  readonly oldSecret: string | null;
  readonly oldSecretUntil: number | null;
  readonly createdAt: number;
  readonly createdBy: TokenName;
  /** The time when the receiver said that it wants no more. It is null while it gets alerts. */
  readonly stoppedAt: number | null;
  /** The kinds of alerts that the webhook gets. Null means all kinds. */
  readonly kinds: readonly AlertKind[] | null;
}

interface WebhookRow extends Record<string, SqlStorageValue> {
  id: string;
  url: string;
  form: string;
  name: string;
  secret: string;
  old_secret: string | null;
  old_secret_until: number | null;
  created_at: number;
  created_by_id: string;
  created_by_name: string;
  stopped_at: number | null;
  kinds: string | null;
}

export class WebhookStore {
  readonly #sql: SqlStorage;
  readonly #unreadable: UnreadableRows;

  constructor(sql: SqlStorage, unreadable: UnreadableRows) {
    this.#sql = sql;
    this.#unreadable = unreadable;
  }

  /** Returns the webhooks, oldest first. */
  list(): WebhookRecord[] {
    const query = 'SELECT * FROM webhooks ORDER BY created_at, id';
    const rows = this.#sql.exec<WebhookRow>(query).toArray();
    return this.#unreadable.sift('webhooks', rows, 'id', parseRow);
  }

  find(id: string): WebhookRecord | undefined {
    return this.list().find((webhook) => webhook.id === id);
  }

  /** Decides whether there is such a webhook to delete. It need not be readable. */
  has(id: string): boolean {
    return this.#sql.exec('SELECT 1 FROM webhooks WHERE id = ?', id).toArray().length > 0;
  }

  insert(webhook: WebhookRecord): void {
    this.#sql.exec(
      `INSERT INTO webhooks (id, url, form, name, secret, old_secret, old_secret_until, created_at,
         created_by_id, created_by_name, stopped_at, kinds)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      webhook.id,
      webhook.url,
      webhook.form,
      webhook.name,
      webhook.secret,
      webhook.oldSecret,
      webhook.oldSecretUntil,
      webhook.createdAt,
      webhook.createdBy.tokenId,
      webhook.createdBy.name,
      webhook.stoppedAt,
      webhook.kinds && JSON.stringify(webhook.kinds),
    );
  }

  rotate(id: string, secret: string, now: number): void {
    this.#sql.exec(
      'UPDATE webhooks SET old_secret = secret, old_secret_until = ?, secret = ? WHERE id = ?',
      now + OLD_SECRET_MS,
      secret,
      id,
    );
  }

  setStopped(id: string, stoppedAt: number | null): void {
    this.#sql.exec('UPDATE webhooks SET stopped_at = ? WHERE id = ?', stoppedAt, id);
  }

  delete(id: string): void {
    this.#sql.exec('DELETE FROM webhooks WHERE id = ?', id);
  }

  deleteAll(): void {
    this.#sql.exec('DELETE FROM webhooks');
  }
}

/** Returns the secrets that sign now, the current one first. */
export function secretsOf(webhook: WebhookRecord, now: number): string[] {
  const { secret, oldSecret, oldSecretUntil } = webhook;
  const oldSigns = oldSecret !== null && oldSecretUntil !== null && oldSecretUntil > now;
  return oldSigns ? [secret, oldSecret] : [secret];
}

/** `every` are the kinds that there are. `refused` says why the deployment does not send to the URL. It is null if it does send. */
export function toWireWebhook(
  webhook: WebhookRecord,
  every: readonly AlertKind[],
  refused: string | null,
  now: number,
): api.Webhook {
  const { id, url, form, name, kinds, createdAt, createdBy, oldSecretUntil, stoppedAt } = webhook;
  return {
    id,
    url,
    form,
    name,
    kinds: [...(kinds ?? every)],
    createdAt: toTimestamp(createdAt),
    createdBy: { ...createdBy },
    oldSecretUntil: toTimestamp(
      oldSecretUntil !== null && oldSecretUntil > now ? oldSecretUntil : null,
    ),
    stoppedAt: toTimestamp(stoppedAt ?? (refused === null ? null : createdAt)),
    refused,
  };
}

function parseRow(row: WebhookRow): WebhookRecord | undefined {
  const times = [row.old_secret_until, row.stopped_at];
  if (!isOneOf(WEBHOOK_FORMS, row.form) || !URL.canParse(row.url)) return undefined;
  if (!isStoredTime(row.created_at) || !times.every(isTimeOrNull)) return undefined;
  return {
    id: row.id,
    url: row.url,
    form: row.form,
    name: row.name,
    secret: row.secret,
    oldSecret: row.old_secret,
    oldSecretUntil: row.old_secret_until,
    createdAt: row.created_at,
    createdBy: { tokenId: row.created_by_id, name: row.created_by_name },
    stoppedAt: row.stopped_at,
    kinds: row.kinds === null ? null : parseKinds(row.kinds),
  };
}

/** Reads the kinds. It leaves out kinds of a newer version, because this version never raises them. */
function parseKinds(text: string): AlertKind[] {
  const kinds: unknown[] = JSON.parse(text);
  return kinds.filter((kind) => isOneOf(ALERT_KINDS, kind));
}
