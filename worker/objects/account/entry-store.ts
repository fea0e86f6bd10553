/** The live entries of an account, in the order they were added. */
import type { Entry } from '../../../shared/allowlist.ts';
import { parseValue } from '../../../shared/ip-range.ts';

interface EntryRow extends Record<string, SqlStorageValue> {
  id: string;
  format: Entry['format'];
  value: string;
  remark: string;
  created_at: number;
  created_by_id: string;
  created_by_name: string;
  expires_at: number | null;
}

/** An entry as it is kept: its range follows from format and value. */
export type StoredEntry = Omit<Entry, 'range'>;

/** Throws when the stored value can't be read, which only a damaged store can bring about. */
export function expectEntry(stored: StoredEntry): Entry {
  const parsed = parseValue(stored.format, stored.value);
  if (!parsed.ok) throw new Error(`stored entry ${stored.id} is damaged: ${parsed.error.reason}`);
  return { ...stored, range: parsed.value.range };
}

export function toStored({ range: _range, ...stored }: Entry): StoredEntry {
  return stored;
}

export class EntryStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  list(): Entry[] {
    return this.#sql
      .exec<EntryRow>('SELECT * FROM entries ORDER BY position')
      .toArray()
      .map((row) =>
        expectEntry({
          id: row.id,
          format: row.format,
          value: row.value,
          remark: row.remark,
          createdAt: row.created_at,
          createdBy: { tokenId: row.created_by_id, name: row.created_by_name },
          expiresAt: row.expires_at,
        }),
      );
  }

  insert(entry: Entry): void {
    this.#sql.exec(
      `INSERT INTO entries (id, format, value, remark, created_at, created_by_id, created_by_name, expires_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
      entry.id,
      entry.format,
      entry.value,
      entry.remark,
      entry.createdAt,
      entry.createdBy.tokenId,
      entry.createdBy.name,
      entry.expiresAt,
    );
  }

  update(entry: Entry): void {
    const query = 'UPDATE entries SET remark = ?, expires_at = ? WHERE id = ?';
    this.#sql.exec(query, entry.remark, entry.expiresAt, entry.id);
  }

  delete(id: string): void {
    this.#sql.exec('DELETE FROM entries WHERE id = ?', id);
  }

  deleteAll(): void {
    this.#sql.exec('DELETE FROM entries');
  }
}
