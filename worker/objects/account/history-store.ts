/**
 * The account's history (R16): every change, with the entries that it touched before and after it. The history
 * has no limit, but no question about it holds more than `MAX_ENTRIES_HELD` entries in memory at once.
 */
import type { Allowlist, Entry, EntryUpdate, TokenName } from '../../../shared/allowlist.ts';
import {
  type ChangedSettings,
  HISTORY_ACTIONS,
  type HistoryAction,
  type HistoryEvent,
  RESTORE_WINDOW_MS,
} from '../../../shared/history.ts';
import type { PastList } from '../../../shared/restore-allowlist.ts';
import {
  isOneOf,
  isStoredTime,
  isTimeOrNull,
  orUndefined,
  type UnreadableRows,
} from '../machinery/unreadable-rows.ts';
import { type StoredEntry, toEntry, toStored } from './entry-store.ts';
import { LAST_LEFT } from './leftovers.ts';
import { findPastList } from './past-list.ts';

const LIST_ACTIONS: readonly HistoryAction[] = [
  'entries-added',
  'entries-replaced',
  'entry-edited',
  'entry-deleted',
  'allowlist-disabled',
  'mode-changed',
  'allowlist-restored',
  'list-attached',
  'list-detached',
  'list-cleared',
];

/**
 * An entry with a remark of 200 characters takes up to a kilobyte. An object has 128 MB, and a call can carry
 * 32 MB.
 */
export const MAX_ENTRIES_HELD = 20_000;

interface EventRow extends Record<string, SqlStorageValue> {
  sequence: number;
  revision: number;
  at: number;
  action: HistoryAction;
  by_id: string;
  by_name: string;
  before: string;
  after: string;
}

interface ChangeRow extends Record<string, SqlStorageValue> {
  entry_id: string;
  before: string | null;
  after: string | null;
}

export interface HistoryEventPage {
  readonly events: HistoryEvent[];
  /** The start of the next page. It is null after the oldest event. */
  readonly cursor: number | null;
}

/** The issuer of a token: another token, or the operator. */
export interface TokenIssue {
  readonly issuerId: string;
  readonly tokenId: string;
}

export class HistoryStore {
  readonly #sql: SqlStorage;
  readonly #unreadable: UnreadableRows;

  constructor(sql: SqlStorage, unreadable: UnreadableRows) {
    this.#sql = sql;
    this.#unreadable = unreadable;
  }

  /**
   * Adds an event. An event with very many entries is written as several events of the same revision, so that
   * each of them can be read at once.
   */
  append(event: HistoryEvent): void {
    const { revision, at, action, by } = event;
    const [first = [], ...others] = inParts([
      ...event.removed.map((before) => ({ before })),
      ...event.updated,
      ...event.added.map((after) => ({ after })),
    ]);
    this.#append({ revision, at, action, by, before: event.before, after: event.after }, first);
    for (const part of others)
      this.#append({ revision, at, action, by, before: {}, after: {} }, part);
  }

  #append(event: Omit<HistoryEvent, keyof Touched>, changes: readonly EntryChange[]): void {
    const { sequence } = this.#sql
      .exec<{ sequence: number }>(
        `INSERT INTO history (revision, at, action, by_id, by_name, before, after)
         VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING sequence`,
        event.revision,
        event.at,
        event.action,
        event.by.tokenId,
        event.by.name,
        JSON.stringify(event.before),
        JSON.stringify(event.after),
      )
      .one();
    for (const { before, after } of changes) {
      this.#sql.exec(
        'INSERT INTO history_entries (sequence, entry_id, before, after) VALUES (?, ?, ?, ?)',
        sequence,
        (after ?? before)?.id ?? '',
        before === undefined ? null : JSON.stringify(toStored(before)),
        after === undefined ? null : JSON.stringify(toStored(after)),
      );
    }
  }

  /** Finds the last word on whether the account includes this shared list. It is undefined if there is none. */
  lastOfAccount(account: string): HistoryAction | undefined {
    const query = `SELECT action FROM history
      WHERE action IN ('list-attached', 'list-detached') AND sequence > ${LAST_LEFT}
        AND json_valid(before) AND json_valid(after)
        AND ? IN (before ->> '$.account', after ->> '$.account')
      ORDER BY sequence DESC LIMIT 1`;
    return this.#sql.exec<{ action: HistoryAction }>(query, account).toArray()[0]?.action;
  }

  /**
   * Finds the revision that the first change of the list by any of these tokens led to. It is undefined if
   * there was none.
   */
  firstListRevision(tokenIds: ReadonlySet<string>): number | undefined {
    // The ids are passed as JSON, since there may be more of them than a statement has parameters.
    const query = `SELECT min(revision) AS revision FROM history
      WHERE sequence > ${LAST_LEFT} AND by_id IN (SELECT value FROM json_each(?))
        AND action IN (SELECT value FROM json_each(?))`;
    const values = [[...tokenIds], LIST_ACTIONS].map((texts) => JSON.stringify(texts));
    const rows = this.#sql.exec<{ revision: number | null }>(query, ...values);
    return rows.one().revision ?? undefined;
  }

  /** Returns all tokens that were ever issued, including revoked ones. */
  issues(): TokenIssue[] {
    const action: HistoryAction = 'token-issued';
    const query = `SELECT by_id, after FROM history WHERE sequence > ${LAST_LEFT} AND action = ?`;
    const rows = this.#sql.exec<Pick<EventRow, 'by_id' | 'after'>>(query, action).toArray();
    return rows.flatMap(({ by_id: issuerId, after }) => {
      const tokenId = parseSettings(after)?.tokenId;
      return typeof tokenId === 'string' ? [{ issuerId, tokenId }] : [];
    });
  }

  /**
   * Returns a page, newest first. It begins below `before` (a cursor), or with the newest event. A page of long
   * events has only a few.
   */
  page(before: number | undefined, limit: number): HistoryEventPage {
    const rows = this.#sql
      .exec<EventRow>(
        `SELECT * FROM history WHERE sequence < ? AND sequence > ${LAST_LEFT} ORDER BY sequence DESC LIMIT ?`,
        before ?? Number.MAX_SAFE_INTEGER,
        limit + 1,
      )
      .toArray();
    const events: HistoryEvent[] = [];
    let held = 0;
    let read = 0;
    for (const row of rows.slice(0, limit)) {
      held += this.#countEntries(row.sequence);
      if (read > 0 && held > MAX_ENTRIES_HELD) break;
      read++;
      if (this.#isShown(row)) events.push(this.#read(row));
    }
    return { events, cursor: read < rows.length ? (rows[read - 1]?.sequence ?? null) : null };
  }

  /** The list as it was at the revision, from the list as it is now. */
  listAt(list: Allowlist, revision: number): PastList {
    return findPastList(this.#sql, list, this.#lastOf(revision), (text, id) =>
      this.#readEntry(text, id),
    );
  }

  /**
   * Finds the time when the list changed from what it was at the revision. It is undefined while the list is
   * still the same.
   */
  leftAt(revision: number): number | undefined {
    const query = 'SELECT at FROM history WHERE sequence > ? ORDER BY sequence LIMIT 1';
    return this.#sql.exec<{ at: number }>(query, this.#lastOf(revision)).toArray()[0]?.at;
  }

  /** Whether the list was set to a mode after the revision, by whichever release. */
  isModeSetSince(revision: number): boolean {
    const query = `SELECT 1 FROM history WHERE sequence > ?
      AND CASE WHEN json_valid(after) THEN after ->> '$.mode' END IS NOT NULL LIMIT 1`;
    return this.#sql.exec(query, this.#lastOf(revision)).toArray().length > 0;
  }

  /** Whether the account was turned off or made anew after the revision, by whichever release. */
  isTurnedOffSince(revision: number): boolean {
    const created: HistoryAction = 'account-created';
    const query = `SELECT 1 FROM history WHERE sequence > ?
      AND (action = ? OR CASE WHEN json_valid(after) THEN after ->> '$.mode' END = 'off') LIMIT 1`;
    return this.#sql.exec(query, this.#lastOf(revision), created).toArray().length > 0;
  }

  /** The entry as it was when it was deleted, if that was within the restore window. */
  findDeleted(id: string, now: number): Entry | undefined {
    const row = this.#sql
      .exec<ChangeRow & { at: number }>(
        `SELECT e.entry_id, e.before, e.after, h.at FROM history_entries e JOIN history h USING (sequence)
         WHERE e.entry_id = ? AND sequence > ${LAST_LEFT} ORDER BY sequence DESC LIMIT 1`,
        id,
      )
      .toArray()[0];
    if (row?.after !== null || row.before === null || row.at < now - RESTORE_WINDOW_MS)
      return undefined;
    return this.#readEntry(row.before, id);
  }

  /** Returns the number of the last event up to the revision. Later events have higher numbers. */
  #lastOf(revision: number): number {
    const last = 'SELECT sequence FROM history WHERE revision <= ? ORDER BY sequence DESC LIMIT 1';
    const query = `SELECT max(coalesce((${last}), 0), ${LAST_LEFT}) AS sequence`;
    return this.#sql.exec<{ sequence: number }>(query, revision).one().sequence;
  }

  #countEntries(sequence: number): number {
    const query =
      'SELECT count(before) + count(after) AS count FROM history_entries WHERE sequence = ?';
    return this.#sql.exec<{ count: number }>(query, sequence).one().count;
  }

  /**
   * Decides whether an event can be shown. An event that can't be shown still counts for a past list, because
   * its entries may be readable.
   */
  #isShown({ sequence, action, at, before, after }: EventRow): boolean {
    const settings = [parseSettings(before), parseSettings(after)];
    const isShown =
      isOneOf(HISTORY_ACTIONS, action) && isStoredTime(at) && !settings.includes(undefined);
    if (!isShown) this.#unreadable.note('history', [String(sequence)]);
    return isShown;
  }

  #read(row: EventRow): HistoryEvent {
    const query =
      'SELECT entry_id, before, after FROM history_entries WHERE sequence = ? ORDER BY rowid';
    const added: Entry[] = [];
    const updated: EntryUpdate[] = [];
    const removed: Entry[] = [];
    for (const change of this.#sql.exec<ChangeRow>(query, row.sequence)) {
      const before = this.#readEntry(change.before, change.entry_id);
      const after = this.#readEntry(change.after, change.entry_id);
      const known = before ?? after;
      if (!known) continue;
      if (change.before === null) added.push(known);
      else if (change.after === null) removed.push(known);
      // If one of the two can't be read, the other is used for both.
      else updated.push({ before: before ?? known, after: after ?? known });
    }
    const by: TokenName = { tokenId: row.by_id, name: row.by_name };
    const { revision, at, action } = row;
    const before = parseSettings(row.before) ?? {};
    const after = parseSettings(row.after) ?? {};
    return { revision, at, action, by, before, after, added, updated, removed };
  }

  #readEntry(text: string | null, id: string): Entry | undefined {
    if (text === null) return undefined;
    const stored: Partial<StoredEntry> | undefined = orUndefined(() => JSON.parse(text));
    if (isWhole(stored)) return toEntry(stored);
    this.#unreadable.note('history_entries', [id]);
    return undefined;
  }
}

function parseSettings(text: string): ChangedSettings | undefined {
  return orUndefined(() => JSON.parse(text)) ?? undefined;
}

function isWhole(stored: Partial<StoredEntry> | null | undefined): stored is StoredEntry {
  return (
    typeof stored?.id === 'string' &&
    typeof stored.format === 'string' &&
    typeof stored.value === 'string' &&
    typeof stored.remark === 'string' &&
    typeof stored.createdBy?.name === 'string' &&
    isStoredTime(stored.createdAt) &&
    isTimeOrNull(stored.expiresAt)
  );
}

type Touched = Pick<HistoryEvent, 'added' | 'updated' | 'removed'>;
type EntryChange = Partial<EntryUpdate>;

/**
 * Splits changes into parts. Each part has at most as many entries, old and new together, as may be in memory
 * at once.
 */
function inParts(changes: readonly EntryChange[]): EntryChange[][] {
  const parts: EntryChange[][] = [];
  let count = MAX_ENTRIES_HELD;
  for (const change of changes) {
    const more = change.before && change.after ? 2 : 1;
    if (count + more > MAX_ENTRIES_HELD) {
      parts.push([]);
      count = 0;
    }
    parts.at(-1)?.push(change);
    count += more;
  }
  return parts;
}
