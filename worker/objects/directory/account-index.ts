/**
 * The accounts of the deployment, as their objects last reported them, and the totals. The totals are counters
 * that change together with the rows, so no question about all accounts has to read every row.
 */
import type { Mode } from '../../../shared/allowlist.ts';
import type { AccountTotals } from '../../../shared/usage.ts';
import type { AccountStatus } from '../machinery/account-status.ts';
import { NEVER_ENDS } from '../machinery/live-until.ts';
import { Departures } from './departures.ts';
import { RAISE_SEQUENCE } from './feed-index.ts';
import { IncluderIndex } from './includers.ts';

interface IndexedAccount extends Record<string, SqlStorageValue> {
  version: number;
  published_version: number;
  mode: string;
  suspended: number;
}

/** The amounts that an account adds to the totals. */
type Share = Readonly<Record<Total, number>>;
const TOTALS = [
  'accounts',
  'suspended',
  'unpublished',
  'mode_off',
  'mode_observe',
  'mode_enforce',
] as const;
type Total = (typeof TOTALS)[number];
type TotalsRow = Record<Total, number>;

export const NO_ACCOUNTS: AccountTotals = {
  accounts: 0,
  suspended: 0,
  unpublished: 0,
  modes: { off: 0, observe: 0, enforce: 0 },
};

export class AccountIndex {
  readonly included: IncluderIndex;
  readonly #departures: Departures;
  readonly #storage: DurableObjectStorage;

  constructor(storage: DurableObjectStorage) {
    this.included = new IncluderIndex(storage);
    this.#departures = new Departures(storage.sql);
    this.#storage = storage;
  }

  /**
   * Adds an account before it is made. If its object has already reported it with this version, that status
   * stays.
   */
  add(status: AccountStatus): void {
    this.#storage.transactionSync(() => {
      const row = this.#find(status.account);
      if (row === undefined || row.version < status.version) this.#write(status, row);
    });
  }

  /** Updates the status of an account. Returns false, and keeps nothing, if the account is not in the index. */
  update(status: AccountStatus): boolean {
    return this.#storage.transactionSync(() => {
      const row = this.#find(status.account);
      if (row === undefined) return false;
      if (!isOlder(status, row)) this.#write(status, row);
      return true;
    });
  }

  /** Removes an account that was deleted at the version. If it was made again since then, it stays. */
  remove(account: string, version: number, now: number): void {
    this.#storage.transactionSync(() => {
      const row = this.#find(account);
      if (row === undefined || row.version > version) return;
      this.#departures.add(account, version, this.#removeRow(account, row), now);
    });
  }

  /** Adds shared lists that an account is about to include. An account that is not in the index includes none. */
  announceLists(
    account: string,
    objectId: string,
    lists: readonly string[],
    version?: number,
  ): void {
    this.#storage.transactionSync(() => {
      const row = this.#find(account);
      if (row !== undefined && this.has(objectId))
        this.included.announce(account, lists, version ?? row.version + 1);
    });
  }

  /**
   * Removes the rows of shared lists. Version 0.2.0 takes a list for an account if the list's object tells it how
   * it stands.
   */
  removeLists(): void {
    this.#storage.transactionSync(() => {
      // The names of lists' objects, and no others, begin with U+0000.
      const query = 'SELECT account FROM accounts WHERE account < ?';
      const names = this.#storage.sql.exec<{ account: string }>(query, '\u0001').toArray();
      for (const { account } of names) {
        const row = this.#find(account);
        if (row) this.#removeRow(account, row);
      }
    });
  }

  has(objectId: string): boolean {
    const query = 'SELECT 1 FROM accounts WHERE object_id = ?';
    return this.#storage.sql.exec(query, objectId).toArray().length > 0;
  }

  /** Finds the account of the object, if the index has exactly this version. */
  find(objectId: string, version: number): string | undefined {
    const query = 'SELECT account FROM accounts WHERE object_id = ? AND version = ?';
    const rows = this.#storage.sql.exec<{ account: string }>(query, objectId, version).toArray();
    return rows[0]?.account;
  }

  /** Returns the names after the cursor, in order. */
  list(after: string, limit: number): string[] {
    const query = 'SELECT account FROM accounts WHERE account > ? ORDER BY account LIMIT ?';
    const rows = this.#storage.sql.exec<{ account: string }>(query, after, limit).toArray();
    return rows.map(({ account }) => account);
  }

  totals(): AccountTotals {
    const row = this.#storage.sql.exec<TotalsRow>('SELECT * FROM totals').one();
    const { accounts, suspended, unpublished, mode_off, mode_observe, mode_enforce } = row;
    const modes = { off: mode_off, observe: mode_observe, enforce: mode_enforce };
    return { accounts, suspended, unpublished, modes };
  }

  /** Returns the sequence of the removal. */
  #removeRow(account: string, row: IndexedAccount): number {
    this.#storage.sql.exec('DELETE FROM accounts WHERE account = ?', account);
    this.included.forget(account);
    return this.#count(shareOf(row), undefined);
  }

  #find(account: string): IndexedAccount | undefined {
    const query =
      'SELECT version, published_version, mode, suspended FROM accounts WHERE account = ?';
    return this.#storage.sql.exec<IndexedAccount>(query, account).toArray()[0];
  }

  #write(status: AccountStatus, before: IndexedAccount | undefined): void {
    const after: IndexedAccount = {
      version: status.version,
      published_version: status.publishedVersion,
      mode: status.mode,
      suspended: status.suspended ? 1 : 0,
    };
    const sequence = this.#count(before && shareOf(before), shareOf(after));
    this.#storage.sql.exec(
      `INSERT INTO accounts (account, object_id, version, published_version, mode, suspended,
         entry_count, live_until, entry_limit, sequence)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (account) DO UPDATE SET version = excluded.version,
         published_version = excluded.published_version, mode = excluded.mode,
         suspended = excluded.suspended, entry_count = excluded.entry_count, live_until = excluded.live_until,
         entry_limit = excluded.entry_limit, sequence = excluded.sequence`,
      status.account,
      status.objectId,
      after.version,
      after.published_version,
      after.mode,
      after.suspended,
      status.count,
      status.liveUntil ?? NEVER_ENDS,
      status.limit,
      sequence,
    );
    if (before === undefined) this.#departures.forget(status.account);
    if (status.lists) this.included.replace(status.account, status.lists, status.version);
  }

  /** Changes the totals and raises the sequence. The sequence orders the reports of all accounts. */
  #count(before: Share | undefined, after: Share | undefined): number {
    const sets = TOTALS.map((total) => `${total} = ${total} + ?`).join(', ');
    return this.#storage.sql
      .exec<{ sequence: number }>(
        `UPDATE totals SET ${RAISE_SEQUENCE}, ${sets} RETURNING sequence`,
        ...TOTALS.map((total) => (after?.[total] ?? 0) - (before?.[total] ?? 0)),
      )
      .one().sequence;
  }
}

function isOlder({ version, publishedVersion }: AccountStatus, row: IndexedAccount): boolean {
  if (version !== row.version) return version < row.version;
  return publishedVersion < row.published_version;
}

function shareOf({ version, published_version, mode, suspended }: IndexedAccount): Share {
  const is = (one: Mode) => (mode === one ? 1 : 0);
  return {
    accounts: 1,
    suspended,
    unpublished: version > published_version ? 1 : 0,
    mode_off: is('off'),
    mode_observe: is('observe'),
    mode_enforce: is('enforce'),
  };
}
