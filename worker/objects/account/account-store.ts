/** The single row with an account's settings. */
import type { Entry, Mode } from '../../../shared/allowlist.ts';
import type * as api from '../../../shared/api.ts';
import { countExpired } from '../../../shared/expired-entries.ts';
import { toTimestamp } from '../../../shared/wire.ts';
import type { Consistency } from '../../replicas/replica-format.ts';
import { isOneOf } from '../machinery/unreadable-rows.ts';

export interface AccountRecord {
  readonly account: string;
  readonly mode: Mode;
  readonly limit: number;
  readonly consistency: Consistency;
  readonly suspended: boolean;
  readonly note: string;
  readonly revision: number;
  readonly createdAt: number;
  /**
   * Whether the account is deleted. The row stays as a marker, so that revisions continue to rise if the
   * account is made again.
   */
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
      deleted: row.deleted === 1,
    };
  }

  save(record: AccountRecord): void {
    this.#sql.exec(
      `INSERT INTO account (only, account, mode, entry_limit, consistency, suspended, note, revision,
         created_at, deleted)
       VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (only) DO UPDATE SET account = excluded.account, mode = excluded.mode,
         entry_limit = excluded.entry_limit, consistency = excluded.consistency,
         suspended = excluded.suspended, note = excluded.note, revision = excluded.revision,
         created_at = excluded.created_at, deleted = excluded.deleted`,
      record.account,
      record.mode,
      record.limit,
      record.consistency,
      record.suspended ? 1 : 0,
      record.note,
      record.revision,
      record.createdAt,
      record.deleted ? 1 : 0,
    );
  }
}

/** An account without the data that its checks, its alerts and its publications add. */
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
