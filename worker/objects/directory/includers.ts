/**
 * Which account includes which shared list (R20), as the accounts' objects last reported it. A row can stand for an
 * account that 0.2.0 deleted, because that version knows no such rows; so each question asks only for accounts that
 * are in the index.
 */
export interface IncludersFound {
  readonly accounts: readonly string[];
  /** The number of accounts on all pages. */
  readonly total: number;
}

/** The accounts of the index that include the list. Its parameter is the name of the list. */
const INCLUDERS = `FROM included_lists i JOIN accounts a ON a.account = i.account WHERE i.list = ?1`;
const OTHERS = `SELECT 1 FROM included_lists o WHERE o.account = i.account AND o.list <> i.list`;

const QUESTIONS = {
  all: () => INCLUDERS,
  /** Without the list, nothing keeps them on. */
  turnedOff: () => `${INCLUDERS} AND a.entry_count = 0 AND NOT EXISTS (${OTHERS})`,
  /** They enforce, and the list has the only entries that let anyone in. */
  leftWithNothing: (now: number) =>
    `${INCLUDERS} AND a.mode = 'enforce' AND NOT ${isLive('a', now)} AND NOT EXISTS (${OTHERS}
      AND EXISTS (SELECT 1 FROM lists l WHERE l.list = o.list AND ${isLive('l', now)}))`,
} as const;

export type IncluderQuestion = keyof typeof QUESTIONS;

/** Whether an account or list of the index has an entry that lets anyone in. */
function isLive(table: 'a' | 'l', now: number): string {
  return `(${table}.entry_count > 0 AND ${table}.live_until > ${now})`;
}

export class IncluderIndex {
  readonly #storage: DurableObjectStorage;

  constructor(storage: DurableObjectStorage) {
    this.#storage = storage;
  }

  /**
   * Adds lists that the account is about to include in its version `version`. A report of an earlier version then
   * leaves them where they are.
   */
  announce(account: string, lists: readonly string[], version: number): void {
    for (const list of lists) {
      this.#storage.sql.exec(
        `INSERT INTO included_lists (list, account, version) VALUES (?, ?, ?)
         ON CONFLICT (list, account) DO UPDATE SET version = max(version, excluded.version)`,
        list,
        account,
        version,
      );
    }
  }

  /** Replaces the lists of the account by those that it includes in its version `version`. */
  replace(account: string, lists: readonly string[], version: number): void {
    this.#storage.sql.exec(
      `DELETE FROM included_lists WHERE account = ? AND version <= ?
         AND list NOT IN (SELECT value FROM json_each(?))`,
      account,
      version,
      JSON.stringify(lists),
    );
    this.announce(account, lists, version);
  }

  forget(account: string): void {
    this.#storage.sql.exec('DELETE FROM included_lists WHERE account = ?', account);
  }

  /** Removes a list that the account does not include in its version `version`. A later announcement of it stays. */
  forgetOne(account: string, list: string, version: number): void {
    const query = 'DELETE FROM included_lists WHERE account = ? AND list = ? AND version <= ?';
    this.#storage.sql.exec(query, account, list, version);
  }

  /** The accounts that include the list, or those among them that the question asks for, by name after the cursor. */
  find(
    question: IncluderQuestion,
    list: string,
    after: string,
    limit: number,
    now: number,
  ): IncludersFound {
    const { sql } = this.#storage;
    const wanted = QUESTIONS[question](now);
    const page = `SELECT i.account AS account ${wanted} AND i.account > ?2 ORDER BY i.account LIMIT ?3`;
    const rows = sql.exec<{ account: string }>(page, list, after, limit).toArray();
    return { accounts: rows.map(({ account }) => account), total: this.count(question, list, now) };
  }

  count(question: IncluderQuestion, list: string, now: number): number {
    const query = `SELECT count(*) AS total ${QUESTIONS[question](now)}`;
    return this.#storage.sql.exec<{ total: number }>(query, list).one().total;
  }
}
