/** In the directory: what each account's object last told of itself. */
import type { ReportedUsage, Usage, UsageSummary } from '../../../shared/usage.ts';

export class UsageStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** Of an account that is in the index; a late word of one that is gone is not kept. */
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

  /** Of as many accounts as the limit says, by name; the number of accounts is of all. */
  summarize(limit: number): UsageSummary {
    const count = 'SELECT count(*) AS accounts FROM accounts';
    const { accounts } = this.#sql.exec<{ accounts: number }>(count).one();
    const reported = this.#sql
      .exec<{ account: string; body: string; reported_at: number }>(
        'SELECT account, body, reported_at FROM usage ORDER BY account LIMIT ?',
        limit,
      )
      .toArray()
      .map(
        ({ account, body, reported_at }): ReportedUsage => ({
          ...JSON.parse(body),
          account,
          reportedAt: reported_at,
        }),
      );
    return { accounts, reported };
  }

  /** When the account has left the index; one made again since then keeps its word. */
  forget(account: string): void {
    const query =
      'DELETE FROM usage WHERE account = ?1 AND NOT EXISTS (SELECT 1 FROM accounts WHERE account = ?1)';
    this.#sql.exec(query, account);
  }
}
