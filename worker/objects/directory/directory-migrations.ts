/** The tables of the directory. README.md says what each is for. */
import { makeOutboxTable, makeTokenTable } from '../machinery/first-tables.ts';
import { NEVER_ENDS } from '../machinery/live-until.ts';
import type { Migration } from '../machinery/migrations.ts';
import { keepLag } from '../machinery/outbox-migrations.ts';

export const DIRECTORY_MIGRATIONS: readonly Migration[] = [
  { number: 1, run: makeFirstTables },
  { number: 2, run: keepStatusAndTotals },
  { number: 3, run: keepEvents },
  { number: 4, run: keepLag },
  { number: 5, run: keepLists },
  { number: 6, run: keepLiveUntil },
  { number: 7, run: keepRightToCopies },
  { number: 8, run: keepOrderOfFeed },
];

/** Makes the first tables. Version 0.1.0 made the usage table only when the first account reported. */
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

/**
 * Keeps the status of each account and the totals. An account that has not reported its status yet has no mode.
 * The rest comes from the usage that it reported before.
 */
function keepStatusAndTotals(sql: SqlStorage): void {
  sql.exec(`
    ALTER TABLE accounts ADD COLUMN published_version INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE accounts ADD COLUMN mode TEXT NOT NULL DEFAULT '';
    ALTER TABLE accounts ADD COLUMN suspended INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE accounts ADD COLUMN entry_count INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE accounts ADD COLUMN entry_limit INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE accounts ADD COLUMN sequence INTEGER NOT NULL DEFAULT 0;
    UPDATE accounts SET published_version = version;
    UPDATE accounts SET
      mode = coalesce(body ->> 'mode', ''),
      suspended = coalesce(body ->> 'suspended', 0),
      entry_count = coalesce(body ->> 'entries', 0),
      entry_limit = coalesce(body ->> 'limit', 0)
    FROM (SELECT * FROM usage WHERE json_valid(body)) AS told WHERE told.account = accounts.account;
    CREATE TABLE totals (
      only INTEGER PRIMARY KEY CHECK (only = 1),
      sequence INTEGER NOT NULL,
      accounts INTEGER NOT NULL,
      suspended INTEGER NOT NULL,
      unpublished INTEGER NOT NULL,
      mode_off INTEGER NOT NULL,
      mode_observe INTEGER NOT NULL,
      mode_enforce INTEGER NOT NULL
    );
    INSERT INTO totals (only, sequence, accounts, suspended, unpublished, mode_off, mode_observe, mode_enforce)
      SELECT 1, 0, count(*), coalesce(sum(suspended), 0), 0, coalesce(sum(mode = 'off'), 0),
        coalesce(sum(mode = 'observe'), 0), coalesce(sum(mode = 'enforce'), 0)
      FROM accounts;
  `);
}

/**
 * Keeps the events of the deployment as JSON. An event of an account has the id of its object and its number in
 * that object.
 */
function keepEvents(sql: SqlStorage): void {
  sql.exec(`
    CREATE TABLE events (
      sequence INTEGER PRIMARY KEY AUTOINCREMENT,
      at INTEGER NOT NULL,
      body TEXT NOT NULL,
      object_id TEXT,
      object_sequence INTEGER,
      UNIQUE (object_id, object_sequence)
    );
    CREATE INDEX events_by_time ON events (at);
  `);
}

/** Keeps the shared lists with their totals, and which account includes which of them. */
function keepLists(sql: SqlStorage): void {
  sql.exec(`
    CREATE TABLE lists (
      list TEXT PRIMARY KEY,
      object_id TEXT NOT NULL UNIQUE,
      version INTEGER NOT NULL,
      published_version INTEGER NOT NULL,
      entry_count INTEGER NOT NULL,
      entry_limit INTEGER NOT NULL,
      sequence INTEGER NOT NULL
    ) WITHOUT ROWID;
    CREATE TABLE list_totals (
      only INTEGER PRIMARY KEY CHECK (only = 1),
      lists INTEGER NOT NULL,
      entries INTEGER NOT NULL,
      unpublished INTEGER NOT NULL
    );
    INSERT INTO list_totals (only, lists, entries, unpublished) VALUES (1, 0, 0, 0);
    CREATE TABLE included_lists (
      list TEXT NOT NULL,
      account TEXT NOT NULL,
      version INTEGER NOT NULL,
      PRIMARY KEY (list, account)
    ) WITHOUT ROWID;
    CREATE INDEX included_lists_by_account ON included_lists (account);
  `);
}

/** Keeps until when an account or a list lets some address in. Until it says so, it counts as one without an end. */
function keepLiveUntil(sql: SqlStorage): void {
  sql.exec(`
    ALTER TABLE accounts ADD COLUMN live_until INTEGER NOT NULL DEFAULT ${NEVER_ENDS};
    ALTER TABLE lists ADD COLUMN live_until INTEGER NOT NULL DEFAULT ${NEVER_ENDS};
  `);
}

/** Keeps whether a relay token may read copies. Version 0.2.0 issues tokens that may not. */
function keepRightToCopies(sql: SqlStorage): void {
  sql.exec('ALTER TABLE tokens ADD COLUMN copies INTEGER NOT NULL DEFAULT 0');
}

/**
 * Keeps what the feed needs: the accounts and lists by the sequence of their last word, the deletions, and the row
 * of totals with its epoch, the last sequence that a release with a feed gave, and the sequence up to which deletions
 * were forgotten. Accounts of which there was no word since version 0.1.0 get sequences below all others.
 */
function keepOrderOfFeed(sql: SqlStorage): void {
  sql.exec(`
    CREATE TABLE departures (
      number INTEGER PRIMARY KEY AUTOINCREMENT,
      name TEXT NOT NULL UNIQUE,
      version INTEGER NOT NULL,
      sequence INTEGER NOT NULL,
      at INTEGER NOT NULL
    );
    CREATE INDEX departures_by_sequence ON departures (sequence);
    UPDATE accounts SET sequence = -place
    FROM (SELECT account, row_number() OVER (ORDER BY account) AS place FROM accounts WHERE sequence = 0) AS silent
    WHERE silent.account = accounts.account;
    CREATE INDEX accounts_by_sequence ON accounts (sequence);
    CREATE INDEX lists_by_sequence ON lists (sequence);
    ALTER TABLE totals ADD COLUMN feed_epoch TEXT NOT NULL DEFAULT '';
    ALTER TABLE totals ADD COLUMN feed_sequence INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE totals ADD COLUMN departed_before INTEGER NOT NULL DEFAULT 0;
    UPDATE totals SET feed_epoch = lower(hex(randomblob(8))), feed_sequence = sequence;
  `);
}
