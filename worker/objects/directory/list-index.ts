/**
 * The shared lists of the deployment, as their objects last reported them, and their totals. The totals are
 * counters that change together with the rows, as those of the accounts do.
 */
import { listObjectName } from '../../../shared/list-name.ts';
import type { ListTotals } from '../../../shared/usage.ts';
import type { ListStatus } from '../machinery/list-status.ts';
import { NEVER_ENDS } from '../machinery/live-until.ts';
import { Departures } from './departures.ts';
import { RAISE_SEQUENCE } from './feed-index.ts';

interface IndexedList extends Record<string, SqlStorageValue> {
  version: number;
  published_version: number;
  entry_count: number;
}

export interface ListSearch {
  /** A part of the name. Empty: any name. */
  readonly part: string;
  /** The last name of the page before. */
  readonly after: string;
  readonly limit: number;
}

export interface ListsFound {
  readonly lists: readonly string[];
  /** The number of lists on all pages. */
  readonly total: number;
}

export const NO_LISTS: ListTotals = { lists: 0, entries: 0, unpublished: 0 };

export class ListIndex {
  readonly #departures: Departures;
  readonly #storage: DurableObjectStorage;

  constructor(storage: DurableObjectStorage) {
    this.#departures = new Departures(storage.sql);
    this.#storage = storage;
  }

  /** Adds a list before it is made. If its object has already reported it with this version, that status stays. */
  add(status: ListStatus): void {
    this.#storage.transactionSync(() => {
      const row = this.#find(status.list);
      if (row === undefined || row.version < status.version) this.#write(status, row);
    });
  }

  /** Updates the status of a list. Returns false, and keeps nothing, if the list is not in the index. */
  update(status: ListStatus): boolean {
    return this.#storage.transactionSync(() => {
      const row = this.#find(status.list);
      if (row === undefined) return false;
      if (!isOlder(status, row)) this.#write(status, row);
      return true;
    });
  }

  /** Removes a list that was deleted at the version. If it was made again since then, it stays. */
  remove(list: string, version: number, now: number): void {
    this.#storage.transactionSync(() => {
      const row = this.#find(list);
      if (row === undefined || row.version > version) return;
      this.#storage.sql.exec('DELETE FROM lists WHERE list = ?', list);
      const sequence = this.#count(row, undefined);
      this.#departures.add(listObjectName(list), version, sequence, now);
    });
  }

  has(objectId: string): boolean {
    const query = 'SELECT 1 FROM lists WHERE object_id = ?';
    return this.#storage.sql.exec(query, objectId).toArray().length > 0;
  }

  /** Finds the list of the object, if the index has exactly this version. */
  find(objectId: string, version: number): string | undefined {
    const query = 'SELECT list FROM lists WHERE object_id = ? AND version = ?';
    const rows = this.#storage.sql.exec<{ list: string }>(query, objectId, version).toArray();
    return rows[0]?.list;
  }

  /** Finds lists by a part of their name, in the order of the names. */
  search({ part, after, limit }: ListSearch): ListsFound {
    const { sql } = this.#storage;
    // Not LIKE: a percent sign and an underscore stand for themselves.
    const query = `SELECT list FROM lists WHERE list > ? AND instr(list, ?) > 0 ORDER BY list LIMIT ?`;
    const rows = sql.exec<{ list: string }>(query, after, part, limit).toArray();
    const counted = 'SELECT count(*) AS total FROM lists WHERE instr(list, ?) > 0';
    const { total } = sql.exec<{ total: number }>(counted, part).one();
    return { lists: rows.map(({ list }) => list), total };
  }

  totals(): ListTotals {
    const query = 'SELECT lists, entries, unpublished FROM list_totals';
    const { lists, entries, unpublished } = this.#storage.sql
      .exec<Record<'lists' | 'entries' | 'unpublished', number>>(query)
      .one();
    return { lists, entries, unpublished };
  }

  #find(list: string): IndexedList | undefined {
    const query = 'SELECT version, published_version, entry_count FROM lists WHERE list = ?';
    return this.#storage.sql.exec<IndexedList>(query, list).toArray()[0];
  }

  #write(status: ListStatus, before: IndexedList | undefined): void {
    const after: IndexedList = {
      version: status.version,
      published_version: status.publishedVersion,
      entry_count: status.count,
    };
    const sequence = this.#count(before, after);
    if (before === undefined) this.#departures.forget(listObjectName(status.list));
    this.#storage.sql.exec(
      `INSERT INTO lists (list, object_id, version, published_version, entry_count, live_until, entry_limit, sequence)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (list) DO UPDATE SET version = excluded.version,
         published_version = excluded.published_version, entry_count = excluded.entry_count, live_until = excluded.live_until,
         entry_limit = excluded.entry_limit, sequence = excluded.sequence`,
      status.list,
      status.objectId,
      status.version,
      status.publishedVersion,
      status.count,
      status.liveUntil ?? NEVER_ENDS,
      status.limit,
      sequence,
    );
  }

  /** Changes the totals, and raises the sequence that orders the reports of all accounts and lists. */
  #count(before: IndexedList | undefined, after: IndexedList | undefined): number {
    const { sql } = this.#storage;
    const [was, is] = [shareOf(before), shareOf(after)];
    sql.exec(
      `UPDATE list_totals SET lists = lists + ?, entries = entries + ?, unpublished = unpublished + ?`,
      is.lists - was.lists,
      is.entries - was.entries,
      is.unpublished - was.unpublished,
    );
    const query = `UPDATE totals SET ${RAISE_SEQUENCE} RETURNING sequence`;
    return sql.exec<{ sequence: number }>(query).one().sequence;
  }
}

function isOlder({ version, publishedVersion }: ListStatus, row: IndexedList): boolean {
  if (version !== row.version) return version < row.version;
  return publishedVersion < row.published_version;
}

/** The amounts that a list adds to the totals. */
function shareOf(row: IndexedList | undefined): ListTotals {
  if (row === undefined) return NO_LISTS;
  const unpublished = row.version > row.published_version ? 1 : 0;
  return { lists: 1, entries: row.entry_count, unpublished };
}
