/** The single row with an account's settings. */
import type { Entry, Mode } from '../../../shared/allowlist.ts';
import type * as api from '../../../shared/api.ts';
import { countExpired } from '../../../shared/expired-entries.ts';
import { type AccountFailMode, readFailMode } from '../../../shared/fail-mode.ts';
import { parseListName } from '../../../shared/list-name.ts';
import { toTimestamp, toWirePause } from '../../../shared/wire.ts';
import type { Consistency } from '../../replicas/replica-format.ts';
import { isOneOf, orUndefined } from '../machinery/unreadable-rows.ts';

/** The list observes, and enforces by itself once it ends. */
export interface Pause {
  readonly endsAt: number;
  /** The revision of the change that began the pause. */
  readonly revision: number;
}

export interface AccountRecord {
  readonly account: string;
  readonly mode: Mode;
  readonly limit: number;
  readonly consistency: Consistency;
  readonly failMode: AccountFailMode;
  readonly suspended: boolean;
  readonly note: string;
  readonly revision: number;
  readonly createdAt: number;
  readonly pause: Pause | null;
  /** R20: the names of the included shared lists, in the order in which they were attached. */
  readonly lists: readonly string[];
  /** Kept as a marker, so that revisions go on where they were if the account is made again. */
  readonly deleted: boolean;
}

/** A record as it was stored. */
export interface StoredRecord extends AccountRecord {
  /** The revision at the last save by a version that knows shared lists. */
  readonly listsRevision: number;
  /** The version that was last published with what the release before leaves out: the names of the lists, the fail mode. */
  readonly listsPublishedVersion: number;
}

const MODES: readonly Mode[] = ['off', 'observe', 'enforce'];

interface StoredAccount extends Record<string, SqlStorageValue> {
  account: string;
  mode: string;
  entry_limit: number;
  consistency: string;
  suspended: number;
  note: string;
  revision: number;
  created_at: number;
  deleted: number;
  pause_ends_at: number | null;
  pause_revision: number | null;
  lists: string;
  lists_revision: number;
  lists_published_version: number;
  fail_mode: string;
  fail_mode_of: number | null;
}

export class AccountStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  find(): StoredRecord | undefined {
    const row = this.#sql.exec<StoredAccount>('SELECT * FROM account').toArray()[0];
    if (row === undefined) return undefined;
    return {
      account: row.account,
      // A value of a newer version becomes the strictest known value, so it never opens the list.
      mode: isOneOf(MODES, row.mode) ? row.mode : 'enforce',
      limit: row.entry_limit,
      consistency: row.consistency === 'default' ? 'default' : 'strict',
      failMode: findFailMode(row),
      suspended: row.suspended === 1,
      note: row.note,
      revision: row.revision,
      createdAt: row.created_at,
      pause: findPause(row),
      lists: readLists(row.lists),
      listsRevision: row.lists_revision,
      listsPublishedVersion: row.lists_published_version,
      deleted: row.deleted === 1,
    };
  }

  /** Notes that this version has seen what another one changed: the lists stand, or they are gone. */
  settleLists(doStand: boolean): void {
    this.#sql.exec(
      `UPDATE account SET lists_revision = revision, lists = CASE WHEN ? THEN lists ELSE '[]' END`,
      doStand ? 1 : 0,
    );
  }

  notePublishedLists(version: number): void {
    this.#sql.exec('UPDATE account SET lists_published_version = ?', version);
  }

  save(record: AccountRecord): void {
    this.#sql.exec(
      `INSERT INTO account (only, account, mode, entry_limit, consistency, suspended, note, revision,
         created_at, deleted, pause_ends_at, pause_revision, lists, lists_revision, fail_mode, fail_mode_of)
       VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (only) DO UPDATE SET account = excluded.account, mode = excluded.mode,
         entry_limit = excluded.entry_limit, consistency = excluded.consistency,
         suspended = excluded.suspended, note = excluded.note, revision = excluded.revision,
         created_at = excluded.created_at, deleted = excluded.deleted,
         pause_ends_at = excluded.pause_ends_at, pause_revision = excluded.pause_revision,
         lists = excluded.lists, lists_revision = excluded.lists_revision,
         fail_mode = excluded.fail_mode, fail_mode_of = excluded.fail_mode_of`,
      record.account,
      record.mode,
      record.limit,
      record.consistency,
      record.suspended ? 1 : 0,
      record.note,
      record.revision,
      record.createdAt,
      record.deleted ? 1 : 0,
      record.pause?.endsAt ?? null,
      record.pause?.revision ?? null,
      JSON.stringify(record.lists),
      record.revision,
      record.failMode,
      record.createdAt,
    );
  }
}

function findPause({ pause_ends_at: endsAt, pause_revision: revision }: StoredAccount) {
  return endsAt === null || revision === null ? null : { endsAt, revision };
}

/** The release before passes over the columns, and leaves them where they are when it makes the account anew. */
function findFailMode({ fail_mode, fail_mode_of, created_at }: StoredAccount): AccountFailMode {
  return fail_mode_of === null || fail_mode_of === created_at ? readFailMode(fail_mode) : 'default';
}

/** A name that is not understood is left out: it lets nobody in, and the mode stays as it is. */
function readLists(text: string): string[] {
  const names: unknown = orUndefined(() => JSON.parse(text));
  if (!Array.isArray(names)) return [];
  return names.filter((name) => typeof name === 'string' && parseListName(name).ok);
}

/** The fields of an account that come from its record and its list alone, not from checks, alerts or publications. */
export type AccountSummary = Omit<
  api.Account,
  'lastCheckAt' | 'alerts' | 'publishedRevision' | 'unpublishedSince'
>;

export function summarizeAccount(
  record: AccountRecord,
  entries: readonly Entry[],
  now: number,
): AccountSummary {
  return {
    account: record.account,
    mode: record.mode,
    ...toWirePause(record.pause?.endsAt ?? null),
    revision: record.revision,
    count: entries.length,
    expired: countExpired(entries, now),
    limit: record.limit,
    lists: [...record.lists],
    consistency: record.consistency,
    failMode: record.failMode,
    suspended: record.suspended,
    note: record.note,
    createdAt: toTimestamp(record.createdAt),
  };
}
