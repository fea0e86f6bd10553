/** The tables of both objects. README.md says what each is for. */
export const ACCOUNT_TABLES = `
  CREATE TABLE IF NOT EXISTS account (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    account TEXT NOT NULL,
    mode TEXT NOT NULL,
    entry_limit INTEGER NOT NULL,
    consistency TEXT NOT NULL,
    suspended INTEGER NOT NULL,
    note TEXT NOT NULL,
    revision INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    deleted INTEGER NOT NULL
  );
  CREATE TABLE IF NOT EXISTS entries (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    format TEXT NOT NULL,
    value TEXT NOT NULL,
    remark TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    created_by_id TEXT NOT NULL,
    created_by_name TEXT NOT NULL,
    expires_at INTEGER
  );
  CREATE TABLE IF NOT EXISTS history (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    revision INTEGER NOT NULL,
    at INTEGER NOT NULL,
    action TEXT NOT NULL,
    by_id TEXT NOT NULL,
    by_name TEXT NOT NULL,
    before TEXT NOT NULL,
    after TEXT NOT NULL
  );
  CREATE TABLE IF NOT EXISTS history_entries (
    sequence INTEGER NOT NULL,
    entry_id TEXT NOT NULL,
    before TEXT,
    after TEXT
  );
  CREATE INDEX IF NOT EXISTS history_entries_by_sequence ON history_entries (sequence);
  CREATE INDEX IF NOT EXISTS history_entries_by_entry ON history_entries (entry_id, sequence);
  CREATE TABLE IF NOT EXISTS idempotency (
    key TEXT NOT NULL,
    part INTEGER NOT NULL,
    digest TEXT NOT NULL,
    answer BLOB NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (key, part)
  );
`;

/** The index of accounts, in the one directory object. */
export const DIRECTORY_TABLES = `
  CREATE TABLE IF NOT EXISTS accounts (
    account TEXT PRIMARY KEY,
    object_id TEXT NOT NULL UNIQUE,
    version INTEGER NOT NULL
  ) WITHOUT ROWID;
`;

export const TOKEN_TABLE = `
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
`;

/** `column` is its name and type: what a table that an earlier version made may lack. */
export function addColumn(
  sql: SqlStorage,
  table: 'tokens' | 'webhooks' | 'outbox',
  column: string,
): void {
  const [name] = column.split(' ');
  const query = 'SELECT 1 FROM pragma_table_info(?) WHERE name = ?';
  if (sql.exec(query, table, name).toArray().length > 0) return;
  sql.exec(`ALTER TABLE ${table} ADD COLUMN ${column}`);
}

export const OUTBOX_TABLE = `
  CREATE TABLE IF NOT EXISTS outbox (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    version INTEGER NOT NULL,
    published_version INTEGER NOT NULL,
    published_at INTEGER NOT NULL
  );
  INSERT OR IGNORE INTO outbox (only, version, published_version, published_at) VALUES (1, 0, 0, 0);
`;

/** Observations, in one row that is rewritten; made when there are the first. */
export const ACTIVITY_TABLE = `
  CREATE TABLE IF NOT EXISTS activity (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    body TEXT NOT NULL,
    saved_at INTEGER NOT NULL
  );
`;

/** Made when there is the first alert; the body is the alert as JSON. */
export const ALERT_TABLES = `
  CREATE TABLE IF NOT EXISTS alerts (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    at INTEGER NOT NULL,
    address TEXT,
    body TEXT NOT NULL
  );
  CREATE INDEX IF NOT EXISTS alerts_by_time ON alerts (at);
  CREATE INDEX IF NOT EXISTS alerts_by_address ON alerts (kind, address, at);
  CREATE TABLE IF NOT EXISTS alert_totals (
    kind TEXT PRIMARY KEY,
    total INTEGER NOT NULL
  ) WITHOUT ROWID;
`;

/** Made with the first entry that expires. */
export const EXPIRY_TABLE = `
  CREATE TABLE IF NOT EXISTS expiry_warnings (
    entry_id TEXT PRIMARY KEY,
    expires_at INTEGER NOT NULL,
    warn_at INTEGER
  ) WITHOUT ROWID;
`;

/** Made with the first webhook. */
export const WEBHOOK_TABLES = `
  CREATE TABLE IF NOT EXISTS webhooks (
    id TEXT PRIMARY KEY,
    url TEXT NOT NULL,
    form TEXT NOT NULL,
    name TEXT NOT NULL,
    secret TEXT NOT NULL,
    old_secret TEXT,
    old_secret_until INTEGER,
    created_at INTEGER NOT NULL,
    created_by_id TEXT NOT NULL,
    created_by_name TEXT NOT NULL,
    stopped_at INTEGER,
    kinds TEXT
  ) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS deliveries (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    webhook_id TEXT NOT NULL,
    alert TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    state TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    last_at INTEGER,
    next_at INTEGER,
    status INTEGER,
    error TEXT
  );
  CREATE INDEX IF NOT EXISTS deliveries_by_webhook ON deliveries (webhook_id, sequence);
  CREATE INDEX IF NOT EXISTS deliveries_by_time ON deliveries (next_at) WHERE next_at IS NOT NULL;
`;

/** One row while a report to the directory is owed. */
export const USAGE_REPORT_TABLE = `
  CREATE TABLE IF NOT EXISTS usage_report (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    due_at INTEGER NOT NULL
  );
`;

/** In the directory: what each account's object last said of itself, as JSON. */
export const USAGE_TABLE = `
  CREATE TABLE IF NOT EXISTS usage (
    account TEXT PRIMARY KEY,
    body TEXT NOT NULL,
    reported_at INTEGER NOT NULL
  ) WITHOUT ROWID;
`;

/** An object that was never written to has no tables, and asking it must not make any. */
export function hasTables(sql: SqlStorage, table: string): boolean {
  const query = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?";
  return sql.exec(query, table).toArray().length > 0;
}
