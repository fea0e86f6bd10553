/** The tables of an account's object. README.md says what each is for. */
import { addMissingColumn, makeOutboxTable, makeTokenTable } from '../machinery/first-tables.ts';
import type { Migration } from '../machinery/migrations.ts';
import { keepLag } from '../machinery/outbox-migrations.ts';

export const ACCOUNT_MIGRATIONS: readonly Migration[] = [
  { number: 1, run: makeFirstTables },
  { number: 2, run: keepWhatWasTold },
  { number: 3, run: keepOwedEvents },
  { number: 4, run: keepPublishedRevision },
  { number: 5, run: keepWhatExpiredOrWasLeft },
  { number: 6, run: keepPause },
  { number: 7, run: keepIncludedLists },
  { number: 8, run: keepFailMode },
];

/**
 * Makes the first tables. Version 0.1.0 made some of them only when they were needed, so an object may have
 * only some of them.
 */
function makeFirstTables(sql: SqlStorage): void {
  sql.exec(`
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
    CREATE TABLE IF NOT EXISTS activity (
      only INTEGER PRIMARY KEY CHECK (only = 1),
      body TEXT NOT NULL,
      saved_at INTEGER NOT NULL
    );
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
    CREATE TABLE IF NOT EXISTS expiry_warnings (
      entry_id TEXT PRIMARY KEY,
      expires_at INTEGER NOT NULL,
      warn_at INTEGER
    ) WITHOUT ROWID;
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
    CREATE TABLE IF NOT EXISTS usage_report (
      only INTEGER PRIMARY KEY CHECK (only = 1),
      due_at INTEGER NOT NULL
    );
  `);
  addMissingColumn(sql, 'webhooks', 'kinds TEXT');
  makeTokenTable(sql);
  makeOutboxTable(sql);
}

/**
 * Keeps the versions that the directory was told last. At first there are none, so each account tells the
 * directory once.
 */
function keepWhatWasTold(sql: SqlStorage): void {
  sql.exec(`
    CREATE TABLE told (
      only INTEGER PRIMARY KEY CHECK (only = 1),
      version INTEGER NOT NULL,
      published_version INTEGER NOT NULL
    );
    INSERT INTO told (only, version, published_version) VALUES (1, 0, 0);
  `);
}

/** Keeps the events, as JSON, that the directory must still be told. */
function keepOwedEvents(sql: SqlStorage): void {
  sql.exec(`
    CREATE TABLE owed_events (
      sequence INTEGER PRIMARY KEY AUTOINCREMENT,
      body TEXT NOT NULL
    );
  `);
}

/** Keeps the published revision. If nothing waits to be published, it is the current revision of the list. */
function keepPublishedRevision(sql: SqlStorage): void {
  keepLag(sql);
  sql.exec(`
    UPDATE outbox SET published_revision = (SELECT revision FROM account)
    WHERE published_version = version AND version > 0;
  `);
}

/** Keeps when an expired entry was put back, and up to which event the history belongs to a deleted account. */
function keepWhatExpiredOrWasLeft(sql: SqlStorage): void {
  sql.exec(`
    ALTER TABLE entries ADD COLUMN restored_at INTEGER;
    CREATE TABLE leftovers (
      up_to INTEGER PRIMARY KEY,
      free_at INTEGER NOT NULL
    );
  `);
}

/** When a list that observes enforces by itself, and the revision at which that was said. */
function keepPause(sql: SqlStorage): void {
  sql.exec(`
    ALTER TABLE account ADD COLUMN pause_ends_at INTEGER;
    ALTER TABLE account ADD COLUMN pause_revision INTEGER;
  `);
}

/**
 * The shared lists that the account includes, as a JSON array of their names, with the revision at the last save and
 * the version at the last publication by a release that knows them. Lists that must still be told that the account
 * includes them no more.
 */
function keepIncludedLists(sql: SqlStorage): void {
  sql.exec(`
    ALTER TABLE account ADD COLUMN lists TEXT NOT NULL DEFAULT '[]';
    ALTER TABLE account ADD COLUMN lists_revision INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE account ADD COLUMN lists_published_version INTEGER NOT NULL DEFAULT 0;
    CREATE TABLE owed_releases (
      sequence INTEGER PRIMARY KEY AUTOINCREMENT,
      list TEXT NOT NULL,
      by_id TEXT NOT NULL,
      by_name TEXT NOT NULL
    );
  `);
}

/**
 * What a check of the account gets while nothing can be read, and when the account was made that this was said of: an
 * account that the release before makes anew has the default.
 */
function keepFailMode(sql: SqlStorage): void {
  sql.exec(`
    ALTER TABLE account ADD COLUMN fail_mode TEXT NOT NULL DEFAULT 'default';
    ALTER TABLE account ADD COLUMN fail_mode_of INTEGER;
  `);
}
