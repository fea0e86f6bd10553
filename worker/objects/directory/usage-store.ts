/** The usage table of the directory: the last report of each account about its checks and alerts. */

import type { AccountUsage, ReportedUsage, Usage } from '../../../shared/usage.ts';
import { isTimeOrNull, type UnreadableRows } from '../machinery/unreadable-rows.ts';

interface UsageRow extends Record<string, SqlStorageValue> {
  account: string;
  mode: string;
  suspended: number;
  entry_count: number;
  entry_limit: number;
  body: string | null;
  reported_at: number | null;
}

export class UsageStore {
  readonly #sql: SqlStorage;
  readonly #unreadable: UnreadableRows;

  constructor(sql: SqlStorage, unreadable: UnreadableRows) {
    this.#sql = sql;
    this.#unreadable = unreadable;
  }

  /** Saves the report of an account in the index. A late report of an account that is gone is not kept. */
  save(account: string, usage: Usage, at: number): void {
    this.#sql.exec(
      `INSERT INTO usage (account, body, reported_at)
       SELECT account, ?, ? FROM accounts WHERE account = ?
       ON CONFLICT (account) DO UPDATE SET body = excluded.body, reported_at = excluded.reported_at`,
      JSON.stringify(usage),
      at,
      account,
    );
  }

  /** Returns the first accounts by name, each with its last report. It reads two rows for each account. */
  list(limit: number): AccountUsage[] {
    return this.#sql
      .exec<UsageRow>(
        `SELECT a.account, a.mode, a.suspended, a.entry_count, a.entry_limit, u.body, u.reported_at
         FROM (SELECT * FROM accounts ORDER BY account LIMIT ?) a LEFT JOIN usage u USING (account)
         ORDER BY a.account`,
        limit,
      )
      .toArray()
      .filter(({ mode }) => mode !== '')
      .map((row) => ({
        account: row.account,
        mode: row.mode,
        suspended: row.suspended === 1,
        entries: row.entry_count,
        limit: row.entry_limit,
        usage: this.#unreadable.sift('usage', [row], 'account', parseUsage)[0] ?? undefined,
      }));
  }

  /** Must be called after the account has left the index. If it was made again since then, its report stays. */
  forget(account: string): void {
    const query =
      'DELETE FROM usage WHERE account = ?1 AND NOT EXISTS (SELECT 1 FROM accounts WHERE account = ?1)';
    this.#sql.exec(query, account);
  }
}

/** Reads a report. It is null if the account has not reported yet. */
function parseUsage({ body, reported_at: reportedAt }: UsageRow): ReportedUsage | null | undefined {
  if (body === null || reportedAt === null) return null;
  const { checks, alerts, lastCheckAt }: Usage = JSON.parse(body);
  const counts = [checks.allowed, checks.observed, checks.refused];
  const isWhole =
    counts.every(Number.isFinite) && typeof alerts === 'object' && isTimeOrNull(lastCheckAt);
  return isWhole ? { checks, alerts, lastCheckAt, reportedAt } : undefined;
}
