/**
 * The order of the feed: accounts and shared lists by the sequence of their last word, and what was deleted. Accounts
 * and lists share one sequence.
 */
import type {
  FeedItem,
  FeedOrderPage,
  FeedPlace,
  FeedPosition,
} from '../../../shared/feed-order.ts';
import { findListName, listObjectName } from '../../../shared/list-name.ts';
import { attempt } from '../machinery/alarm-clock.ts';
import { Departures } from './departures.ts';

/**
 * Raises the sequence, and notes that this release knows of it. A release without a feed raises the sequence alone.
 * So its changes are noticed, although it notes no deletion.
 */
export const RAISE_SEQUENCE = 'sequence = sequence + 1, feed_sequence = sequence + 1';

interface OrderRow extends Record<string, SqlStorageValue> {
  sequence: number;
  feed_epoch: string;
  feed_sequence: number;
  departed_before: number;
}

interface ItemRow extends Record<string, SqlStorageValue> {
  kind: string;
  name: string;
  sequence: number;
  departed: number | null;
}

/** Below every sequence. */
const BEGIN = Number.MIN_SAFE_INTEGER;

/** The page of a directory that was never written to. */
export const NOTHING_TO_FEED: FeedOrderPage = {
  isFull: true,
  position: { epoch: '', after: BEGIN, walk: { since: 0, until: 0, retry: null } },
  items: [],
  more: false,
};

export class FeedIndex {
  readonly #storage: DurableObjectStorage;

  constructor(storage: DurableObjectStorage) {
    this.#storage = storage;
  }

  /**
   * Must be called when the object starts, before anything raises the sequence. If a release without a feed was here
   * meanwhile, no position from before is known any more.
   */
  recall(now: number): void {
    const { sequence, feed_sequence } = this.#order();
    if (feed_sequence !== sequence)
      this.#storage.sql.exec(
        'UPDATE totals SET feed_epoch = lower(hex(randomblob(8))), feed_sequence = sequence',
      );
    // An object that can't write goes on. It then knows of more deletions than it must.
    void attempt('forget-departures', () => new Departures(this.#storage.sql).makeRoom(now));
  }

  page(asked: FeedPosition | undefined, limit: number): FeedOrderPage {
    const order = this.#order();
    const { sequence, feed_epoch: epoch } = order;
    const isFull = asked === undefined || !isKnown(asked, order);
    const after = isFull ? BEGIN : asked.after;
    const begun = { since: isFull ? sequence : after, until: sequence, retry: null };
    const walk = (isFull ? null : asked.walk) ?? begun;
    const rows = this.#read(after, walk.since, limit + 1);
    return {
      isFull,
      position: { epoch, after, walk },
      items: rows.slice(0, limit).map(toItem),
      more: rows.length > limit,
    };
  }

  putAtEnd(places: readonly FeedPlace[]): void {
    this.#storage.transactionSync(() => {
      for (const { objectName, sequence } of places) this.#putAtEnd(objectName, sequence);
    });
  }

  #putAtEnd(objectName: string, sequence: number): void {
    const { sql } = this.#storage;
    const list = findListName(objectName);
    const [table, column] = list === undefined ? ['accounts', 'account'] : ['lists', 'list'];
    const name = list ?? objectName;
    const found = `SELECT 1 FROM ${table} WHERE ${column} = ? AND sequence = ?`;
    if (sql.exec(found, name, sequence).toArray().length === 0) return;
    sql.exec(`UPDATE totals SET ${RAISE_SEQUENCE}`);
    const query = `UPDATE ${table} SET sequence = (SELECT sequence FROM totals) WHERE ${column} = ?`;
    sql.exec(query, name);
  }

  /** Reads at most `limit` rows of each table. */
  #read(after: number, since: number, limit: number): ItemRow[] {
    // The names of lists' objects begin with U+0000. Version 0.2.0 may have told of one as of an account.
    const query = `SELECT * FROM (
        SELECT 'account' AS kind, account AS name, sequence, NULL AS departed FROM accounts
        WHERE sequence > ?1 AND account >= ?4 ORDER BY sequence LIMIT ?3)
      UNION ALL SELECT * FROM (
        SELECT 'list', list, sequence, NULL FROM lists WHERE sequence > ?1 ORDER BY sequence LIMIT ?3)
      UNION ALL SELECT * FROM (
        SELECT 'departure', name, sequence, version FROM departures
        WHERE sequence > max(?1, ?2) ORDER BY sequence LIMIT ?3)
      ORDER BY sequence LIMIT ?3`;
    return this.#storage.sql.exec<ItemRow>(query, after, since, limit, '\u0001').toArray();
  }

  #order(): OrderRow {
    const query = 'SELECT sequence, feed_epoch, feed_sequence, departed_before FROM totals';
    return this.#storage.sql.exec<OrderRow>(query).one();
  }
}

function isKnown({ epoch, after, walk }: FeedPosition, order: OrderRow): boolean {
  const knowsDeletionsFrom = Math.max(after, walk?.since ?? after);
  return (
    epoch === order.feed_epoch &&
    after <= order.sequence &&
    knowsDeletionsFrom >= order.departed_before
  );
}

function toItem({ kind, name, sequence, departed }: ItemRow): FeedItem {
  return { objectName: kind === 'list' ? listObjectName(name) : name, sequence, departed };
}
