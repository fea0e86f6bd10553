/** The tables that both kinds of object have. The first migration makes them if they do not exist yet. */
export function makeTokenTable(sql: SqlStorage): void {
  sql.exec(`
    CREATE TABLE IF NOT EXISTS tokens (
      id TEXT PRIMARY KEY,
      role TEXT NOT NULL,
      name TEXT NOT NULL,
      digest TEXT NOT NULL,
      created_at INTEGER NOT NULL,
      created_by_id TEXT NOT NULL,
      created_by_name TEXT NOT NULL,
      expires_at INTEGER,
      last_used_at INTEGER,
      client_address_header TEXT
    ) WITHOUT ROWID;
  `);
  addMissingColumn(sql, 'tokens', 'client_address_header TEXT');
}

export function makeOutboxTable(sql: SqlStorage): void {
  sql.exec(`
    CREATE TABLE IF NOT EXISTS outbox (
      only INTEGER PRIMARY KEY CHECK (only = 1),
      version INTEGER NOT NULL,
      published_version INTEGER NOT NULL,
      published_at INTEGER NOT NULL,
      verified_version INTEGER NOT NULL DEFAULT 0,
      published_layout INTEGER NOT NULL DEFAULT 0
    );
    INSERT OR IGNORE INTO outbox (only, version, published_version, published_at) VALUES (1, 0, 0, 0);
  `);
  addMissingColumn(sql, 'outbox', 'verified_version INTEGER NOT NULL DEFAULT 0');
  addMissingColumn(sql, 'outbox', 'published_layout INTEGER NOT NULL DEFAULT 0');
}

/**
 * Adds a column if the table does not have it. `column` is its name and type. Version 0.1.0 had several layouts
 * without numbers; later migrations need no such check.
 */
export function addMissingColumn(
  sql: SqlStorage,
  table: 'tokens' | 'outbox' | 'webhooks',
  column: string,
): void {
  const [name] = column.split(' ');
  const query = 'SELECT 1 FROM pragma_table_info(?) WHERE name = ?';
  if (sql.exec(query, table, name).toArray().length > 0) return;
  sql.exec(`ALTER TABLE ${table} ADD COLUMN ${column}`);
}
