/** The entries of an account’s list, in the order in which they were added. */
import type { Entry } from '../../../shared/allowlist.ts';
import { isFormat, NO_ADDRESSES, parseValue } from '../../../shared/ip-range.ts';
import { isStoredTime, isTimeOrNull, type UnreadableRows } from '../machinery/unreadable-rows.ts';

interface EntryColumns extends Record<string, SqlStorageValue> {
  id: string;
  format: Entry['format'];
  value: string;
  remark: string;
  created_at: number;
  created_by_id: string;
  created_by_name: string;
  expires_at: number | null;
  restored_at: number | null;
}

/** The form of an id that entry-ids.ts makes. */
const ID = /^[0-9a-f]{32}$/;

/** An entry as it is stored. Its range is not stored, because it follows from the format and the value. */
export type StoredEntry = Omit<Entry, 'range' | 'unreadable'>;

/**
 * Reads a stored entry. If its value can't be read, because it is damaged or a newer version wrote it, the
 * entry covers nothing.
 */
export function toEntry(stored: StoredEntry): Entry {
  const parsed = isFormat(stored.format) ? parseValue(stored.format, stored.value) : undefined;
  return parsed?.ok
    ? { ...stored, range: parsed.value.range }
    : { ...stored, range: NO_ADDRESSES, unreadable: true };
}

export function toStored({ range: _range, unreadable: _, ...stored }: Entry): StoredEntry {
  return stored;
}

export class EntryStore {
  readonly #sql: SqlStorage;
  readonly #unreadable: UnreadableRows;

  constructor(sql: SqlStorage, unreadable: UnreadableRows) {
    this.#sql = sql;
    this.#unreadable = unreadable;
  }

  /** Returns all entries. An entry that can't be read keeps its list on like any other. */
  list(): Entry[] {
    const rows = this.#sql.exec<EntryColumns>('SELECT * FROM entries ORDER BY position').toArray();
    const entries = rows.map(readRow);
    const unreadable = entries.filter((entry) => entry.unreadable).map(({ id }) => id);
    this.#unreadable.note('entries', unreadable);
    return entries;
  }

  insert(entry: Entry): void {
    this.#sql.exec(
      `INSERT INTO entries (id, format, value, remark, created_at, created_by_id, created_by_name,
         expires_at, restored_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      entry.id,
      entry.format,
      entry.value,
      entry.remark,
      entry.createdAt,
      entry.createdBy.tokenId,
      entry.createdBy.name,
      entry.expiresAt,
      entry.restoredAt ?? null,
    );
  }

  update(entry: Entry): void {
    const query = 'UPDATE entries SET remark = ?, expires_at = ?, restored_at = ? WHERE id = ?';
    this.#sql.exec(query, entry.remark, entry.expiresAt, entry.restoredAt ?? null, entry.id);
  }

  delete(id: string): void {
    this.#sql.exec('DELETE FROM entries WHERE id = ?', id);
  }

  deleteAll(): void {
    this.#sql.exec('DELETE FROM entries');
  }
}

function readRow(row: EntryColumns): Entry {
  const stored: StoredEntry = {
    id: String(row.id),
    format: row.format,
    value: String(row.value),
    remark: String(row.remark),
    createdAt: isStoredTime(row.created_at) ? row.created_at : 0,
    createdBy: { tokenId: String(row.created_by_id), name: String(row.created_by_name) },
    expiresAt: isStoredTime(row.expires_at) ? row.expires_at : null,
    ...(isStoredTime(row.restored_at) && { restoredAt: row.restored_at }),
  };
  const entry = toEntry(stored);
  // Without its times nobody knows when the entry expires, and with another form of id no replica can be made.
  const isWhole =
    ID.test(stored.id) && isStoredTime(row.created_at) && isTimeOrNull(row.expires_at);
  return isWhole ? entry : { ...entry, range: NO_ADDRESSES, unreadable: true };
}
