/**
 * Puts an object's tables into the state that another version of this code leaves: an earlier one,
 * or a newer one before a rollback.
 */
import { evictDurableObject } from 'cloudflare:test';
import { runInside, type Stub } from './faulty-bindings.ts';

/**
 * The columns of version 0.1.0. That version made each table of the second group with its first
 * row.
 */
const ALWAYS_MADE: Readonly<Record<string, string>> = {
  account: 'only account mode entry_limit consistency suspended note revision created_at deleted',
  entries: 'position id format value remark created_at created_by_id created_by_name expires_at',
  history: 'sequence revision at action by_id by_name before after',
  history_entries: 'sequence entry_id before after',
  idempotency: 'key part digest answer at',
  accounts: 'account object_id version',
  tokens:
    'id role name digest created_at created_by_id created_by_name expires_at last_used_at client_address_header',
  outbox: 'only version published_version published_at verified_version published_layout',
};
const MADE_WHEN_WANTED: Readonly<Record<string, string>> = {
  activity: 'only body saved_at',
  alerts: 'sequence kind at address body',
  alert_totals: 'kind total',
  expiry_warnings: 'entry_id expires_at warn_at',
  webhooks:
    'id url form name secret old_secret old_secret_until created_at created_by_id created_by_name stopped_at kinds',
  deliveries: 'sequence webhook_id alert created_at state attempts last_at next_at status error',
  usage_report: 'only due_at',
  usage: 'account body reported_at',
};

/**
 * Leaves the object as version 0.1.0 had it. `lacking` names columns that the first builds of it
 * did not have.
 */
export async function leaveAsFirst(stub: Stub, lacking: Readonly<Record<string, string>> = {}) {
  const first = { ...ALWAYS_MADE, ...MADE_WHEN_WANTED };
  await runInside(stub, (_object, { storage: { sql } }) => {
    for (const table of tablesIn(sql)) {
      const isEmpty = sql.exec(`SELECT 1 FROM ${table} LIMIT 1`).toArray().length === 0;
      if (!(table in first) || (table in MADE_WHEN_WANTED && isEmpty)) {
        sql.exec(`DROP TABLE ${table}`);
        continue;
      }
      const without = (lacking[table] ?? '').split(' ');
      const known = (first[table] ?? '').split(' ').filter((name) => !without.includes(name));
      for (const column of columnsOf(sql, table)) {
        if (known.includes(column)) continue;
        for (const index of indexesOf(sql, table, column)) sql.exec(`DROP INDEX ${index}`);
        sql.exec(`ALTER TABLE ${table} DROP COLUMN ${column}`);
      }
    }
  });
  await evictDurableObject(stub);
}

/**
 * Gives each table one more column with a value in each row, and the migrations a later number.
 * Returns the rows, to find lost ones later.
 */
export async function leaveAsNewer(stub: Stub): Promise<ReadonlySet<string>> {
  const rows = await runInside(stub, (_object, { storage: { sql } }) => {
    for (const table of tablesIn(sql)) {
      if (!columnsOf(sql, table).includes('newer'))
        sql.exec(`ALTER TABLE ${table} ADD COLUMN newer TEXT NOT NULL DEFAULT 'by default'`);
      sql.exec(`UPDATE ${table} SET newer = 'kept'`);
    }
    sql.exec('UPDATE migrations SET number = number + 1000 WHERE number < 1000');
    return rowsIn(sql).map(({ row }) => row);
  });
  await evictDurableObject(stub);
  return new Set(rows);
}

/** The rows that are still there but have lost the value that `leaveAsNewer` gave them. */
export function lostRows(stub: Stub, known: ReadonlySet<string>): Promise<string[]> {
  return runInside(stub, (_object, { storage: { sql } }) =>
    rowsIn(sql)
      .filter(({ row, newer }) => known.has(row) && newer !== 'kept')
      .map(({ row }) => row),
  );
}

function rowsIn(sql: SqlStorage): { row: string; newer: string }[] {
  return tablesIn(sql).flatMap((table) => {
    const query = `SELECT ${keyOf(sql, table)} AS key, newer FROM ${table}`;
    const rows = sql.exec<{ key: string | number; newer: string }>(query).toArray();
    return rows.map(({ key, newer }) => ({ row: `${table} ${key}`, newer }));
  });
}

export function tablesIn(sql: SqlStorage): string[] {
  return sql
    .exec<{ name: string }>("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    .toArray()
    .map(({ name }) => name)
    .filter((name) => !/^(_cf_|sqlite_)/.test(name));
}

function columnsOf(sql: SqlStorage, table: string): string[] {
  const query = 'SELECT name FROM pragma_table_info(?)';
  return sql
    .exec<{ name: string }>(query, table)
    .toArray()
    .map(({ name }) => name);
}

function indexesOf(sql: SqlStorage, table: string, column: string): string[] {
  const query = `SELECT list.name FROM pragma_index_list(?) AS list, pragma_index_info(list.name) AS info
    WHERE info.name = ?`;
  return sql
    .exec<{ name: string }>(query, table, column)
    .toArray()
    .map(({ name }) => name);
}

/** An expression that tells the rows of a table apart. */
function keyOf(sql: SqlStorage, table: string): string {
  const query = 'SELECT name FROM pragma_table_info(?) WHERE pk > 0 ORDER BY pk';
  const names = sql.exec<{ name: string }>(query, table).toArray();
  return names.length === 0 ? 'rowid' : names.map(({ name }) => name).join(` || ' ' || `);
}
