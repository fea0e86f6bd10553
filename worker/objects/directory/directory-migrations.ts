/** The tables of the directory; README.md says what each is for. */
import { makeOutboxTable, makeTokenTable } from '../machinery/first-tables.ts';
import type { Migration } from '../machinery/migrations.ts';

export const DIRECTORY_MIGRATIONS: readonly Migration[] = [{ number: 1, run: makeFirstTables }];

/** Version 0.1.0 made the usage table only when an account told of itself. */
function makeFirstTables(sql: SqlStorage): void {
  sql.exec(`
    CREATE TABLE IF NOT EXISTS accounts (
      account TEXT PRIMARY KEY,
      object_id TEXT NOT NULL UNIQUE,
      version INTEGER NOT NULL
    ) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS usage (
      account TEXT PRIMARY KEY,
      body TEXT NOT NULL,
      reported_at INTEGER NOT NULL
    ) WITHOUT ROWID;
  `);
  makeTokenTable(sql);
  makeOutboxTable(sql);
}
