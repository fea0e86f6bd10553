/** Shared lists that must still be told that the account includes them no more. Each is told at least once. */
import type { TokenName } from '../../../shared/allowlist.ts';

export interface OwedRelease {
  readonly sequence: number;
  readonly list: string;
  readonly by: TokenName;
}

interface ReleaseRow extends Record<string, SqlStorageValue> {
  sequence: number;
  list: string;
  by_id: string;
  by_name: string;
}

export class OwedReleases {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** Must be called in the transaction of a change that detaches the list, or before the list is told of one to come. */
  append(list: string, by: TokenName): void {
    const query = 'INSERT INTO owed_releases (list, by_id, by_name) VALUES (?, ?, ?)';
    this.#sql.exec(query, list, by.tokenId, by.name);
  }

  get areOwed(): boolean {
    return this.#sql.exec('SELECT 1 FROM owed_releases LIMIT 1').toArray().length > 0;
  }

  /** Oldest first. */
  list(): OwedRelease[] {
    const query = 'SELECT sequence, list, by_id, by_name FROM owed_releases ORDER BY sequence';
    const rows = this.#sql.exec<ReleaseRow>(query).toArray();
    return rows.map(({ sequence, list, by_id: tokenId, by_name: name }) => {
      return { sequence, list, by: { tokenId, name } };
    });
  }

  /** Must be called in the transaction of the change that includes the list. */
  writeOff(list: string): void {
    this.#sql.exec('DELETE FROM owed_releases WHERE list = ?', list);
  }

  forget(sequence: number): void {
    this.#sql.exec('DELETE FROM owed_releases WHERE sequence = ?', sequence);
  }
}
