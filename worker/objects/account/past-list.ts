/**
 * The list as it was (R16). The changes since are not read: the database finds what each entry that they
 * touched was before the first of them, so no more is in memory than the list had entries.
 */
import type { Allowlist, Entry, Mode } from '../../../shared/allowlist.ts';

/** `last` is the number of the last event that it had seen. An entry that can't be read stays as it is now. */
export function findPastList(
  sql: SqlStorage,
  list: Allowlist,
  last: number,
  read: (text: string, id: string) => Entry | undefined,
): Pick<Allowlist, 'mode' | 'entries'> {
  const touched = new Set(findTouched(sql, last));
  const entries = list.entries.filter(({ id }) => !touched.has(id));
  const current = new Map(list.entries.map((entry) => [entry.id, entry]));
  for (const { id, before } of readTouched(sql, last)) {
    const was = read(before, id) ?? current.get(id);
    if (was) entries.push(was);
  }
  const inOrder = entries.sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1));
  return { mode: findMode(sql, last) ?? list.mode, entries: inOrder };
}

/** Ids of entries on the list that were not on it then, or not as they are. */
function findTouched(sql: SqlStorage, last: number): string[] {
  const query = `SELECT id FROM entries
    WHERE EXISTS (SELECT 1 FROM history_entries WHERE entry_id = entries.id AND sequence > ?)`;
  return [...sql.exec<{ id: string }>(query, last)].map(({ id }) => id);
}

/** Entries that were on the list then and have been touched since, as they were. */
function readTouched(sql: SqlStorage, last: number): Iterable<{ id: string; before: string }> {
  return sql.exec<{ id: string; before: string }>(
    `SELECT entry_id AS id, before FROM history_entries AS first
     WHERE sequence > ? AND before IS NOT NULL AND NOT EXISTS (
       SELECT 1 FROM history_entries AS earlier
       WHERE earlier.entry_id = first.entry_id
         AND earlier.sequence > ? AND earlier.sequence < first.sequence)`,
    last,
    last,
  );
}

/** Undefined where it has not changed since. */
function findMode(sql: SqlStorage, last: number): Mode | undefined {
  const mode = "CASE WHEN json_valid(before) THEN json_extract(before, '$.mode') END";
  const query = `SELECT ${mode} AS mode FROM history
    WHERE sequence > ? AND ${mode} IN ('off', 'observe', 'enforce') ORDER BY sequence LIMIT 1`;
  return sql.exec<{ mode: Mode }>(query, last).toArray()[0]?.mode;
}
