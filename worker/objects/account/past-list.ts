/**
 * Finds the list as it was (R16). It does not read all changes since then. For each entry that they touched,
 * the database finds the state before the first of them. So memory holds no more entries than the list had.
 */
import type { Allowlist, Entry, Mode } from '../../../shared/allowlist.ts';
import { readListNames } from '../../../shared/list-name.ts';
import type { PastList } from '../../../shared/restore-allowlist.ts';

/** Finds the list after event number `last`. An entry that can't be read stays as it is now. */
export function findPastList(
  sql: SqlStorage,
  list: Allowlist,
  last: number,
  read: (text: string, id: string) => Entry | undefined,
): PastList {
  const touched = new Set(findTouched(sql, last));
  const entries = list.entries.filter(({ id }) => !touched.has(id));
  const current = new Map(list.entries.map((entry) => [entry.id, entry]));
  for (const { id, before } of readTouched(sql, last)) {
    const was = read(before, id) ?? current.get(id);
    if (was) entries.push(was);
  }
  const inOrder = entries.sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1));
  const pauseEnd = findPauseEnd(sql, last);
  return {
    mode: findMode(sql, last) ?? list.mode,
    observesUntil: pauseEnd === undefined ? list.observesUntil : (pauseEnd ?? undefined),
    entries: inOrder,
    lists: findLists(sql, last) ?? list.lists,
  };
}

/** Finds the ids of entries on the list that were not on it then, or have changed since. */
function findTouched(sql: SqlStorage, last: number): string[] {
  const query = `SELECT id FROM entries
    WHERE EXISTS (SELECT 1 FROM history_entries WHERE entry_id = entries.id AND sequence > ?)`;
  return [...sql.exec<{ id: string }>(query, last)].map(({ id }) => id);
}

/** Reads the entries that were on the list then and have changed since, as they were then. */
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

/** Finds the mode at that time. It is undefined if the mode has not changed since. */
function findMode(sql: SqlStorage, last: number): Mode | undefined {
  const mode = "CASE WHEN json_valid(before) THEN json_extract(before, '$.mode') END";
  const query = `SELECT ${mode} AS mode FROM history
    WHERE sequence > ? AND ${mode} IN ('off', 'observe', 'enforce') ORDER BY sequence LIMIT 1`;
  return sql.exec<{ mode: Mode }>(query, last).toArray()[0]?.mode;
}

/** Finds the shared lists that were included then. It is undefined if they have not changed since. */
function findLists(sql: SqlStorage, last: number): string[] | undefined {
  const said = "CASE WHEN json_valid(before) THEN json_type(before, '$.lists') END";
  const query = `SELECT before ->> '$.lists' AS lists FROM history
    WHERE sequence > ? AND ${said} = 'text' ORDER BY sequence LIMIT 1`;
  const row = sql.exec<{ lists: string }>(query, last).toArray()[0];
  return row && readListNames(row.lists);
}

/** Null where it had none; undefined where it has not changed since. */
function findPauseEnd(sql: SqlStorage, last: number): number | null | undefined {
  const said = "CASE WHEN json_valid(before) THEN json_type(before, '$.observesUntil') END";
  const query = `SELECT before ->> '$.observesUntil' AS end FROM history
    WHERE sequence > ? AND ${said} IN ('text', 'null') ORDER BY sequence LIMIT 1`;
  const row = sql.exec<{ end: string | null }>(query, last).toArray()[0];
  if (row === undefined || row.end === null) return row && null;
  const end = Date.parse(row.end);
  return Number.isNaN(end) ? null : end;
}
