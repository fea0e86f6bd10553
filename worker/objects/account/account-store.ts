/** The single row with an account's settings. */
import type { Entry, Mode } from '../../../shared/allowlist.ts';
import type * as api from '../../../shared/api.ts';
import { countExpired } from '../../../shared/expired-entries.ts';
import { toTimestamp, toWirePause } from '../../../shared/wire.ts';
import type { Consistency } from '../../replicas/replica-format.ts';
import { isOneOf } from '../machinery/unreadable-rows.ts';

/** The list observes, and enforces by itself once it ends. */
export interface Pause {
  readonly endsAt: number;
  /** The revision of the change that began the pause. */
  readonly revision: number;
}

export interface AccountRecord {
  readonly account: string;
  readonly mode: Mode;
  readonly limit: number;
  readonly consistency: Consistency;
  readonly suspended: boolean;
  readonly note: string;
  readonly revision: number;
  readonly createdAt: number;
  readonly pause: Pause | null;
  /** Kept as a marker, so that revisions go on where they were if the account is made again. */
  readonly deleted: boolean;
}

const MODES: readonly Mode[] = ['off', 'observe', 'enforce'];

interface StoredAccount extends Record<string, SqlStorageValue> {
  account: string;
  mode: string;
  entry_limit: number;
  consistency: string;
  suspended: number;
  note: string;
  revision: number;
  created_at: number;
  deleted: number;
  pause_ends_at: number | null;
  pause_revision: number | null;
}

export class AccountStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  find(): AccountRecord | undefined {
    const row = this.#sql.exec<StoredAccount>('SELECT * FROM account').toArray()[0];
    if (row === undefined) return undefined;
    return {
      account: row.account,
      // A value of a newer version becomes the strictest known value, so it never opens the list.
      mode: isOneOf(MODES, row.mode) ? row.mode : 'enforce',
      limit: row.entry_limit,
      consistency: row.consistency === 'default' ? 'default' : 'strict',
      suspended: row.suspended === 1,
      note: row.note,
      revision: row.revision,
      createdAt: row.created_at,
      pause: findPause(row),
      deleted: row.deleted === 1,
    };
  }

  save(record: AccountRecord): void {
    this.#sql.exec(
      `INSERT INTO account (only, account, mode, entry_limit, consistency, suspended, note, revision,
         created_at, deleted, pause_ends_at, pause_revision)
       VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (only) DO UPDATE SET account = excluded.account, mode = excluded.mode,
         entry_limit = excluded.entry_limit, consistency = excluded.consistency,
         suspended = excluded.suspended, note = excluded.note, revision = excluded.revision,
         created_at = excluded.created_at, deleted = excluded.deleted,
         pause_ends_at = excluded.pause_ends_at, pause_revision = excluded.pause_revision`,
      record.account,
      record.mode,
      record.limit,
      record.consistency,
      record.suspended ? 1 : 0,
      record.note,
      record.revision,
      record.createdAt,
      record.deleted ? 1 : 0,
      record.pause?.endsAt ?? null,
      record.pause?.revision ?? null,
    );
  }
}

function findPause({ pause_ends_at: endsAt, pause_revision: revision }: StoredAccount) {
  return endsAt === null || revision === null ? null : { endsAt, revision };
}

/** The fields of an account that come from its record and its list alone, not from checks, alerts or publications. */
export type AccountSummary = Omit<
  api.Account,
  'lastCheckAt' | 'alerts' | 'publishedRevision' | 'unpublishedSince'
>;

export function summarizeAccount(
  record: AccountRecord,
  entries: readonly Entry[],
  now: number,
): AccountSummary {
  return {
    account: record.account,
    mode: record.mode,
    ...toWirePause(record.pause?.endsAt ?? null),
    revision: record.revision,
    count: entries.length,
    expired: countExpired(entries, now),
    limit: record.limit,
    consistency: record.consistency,
    suspended: record.suspended,
    note: record.note,
    createdAt: toTimestamp(record.createdAt),
  };
}
