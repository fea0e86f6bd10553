/** The account's history (R16): every change, with the entries it touched as they were and as they became. */
import type { Entry, EntryUpdate, TokenName } from '../../../shared/allowlist.ts';
import {
  type HistoryAction,
  type HistoryEvent,
  RESTORE_WINDOW_MS,
} from '../../../shared/history.ts';
import { expectEntry, type StoredEntry, toStored } from './entry-store.ts';

/** A page ends early past this many entries, so that an answer stays within what one call can carry. */
const MAX_ENTRIES_A_PAGE = 10_000;

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
  before: string | null;
  after: string | null;
}

export interface EventPage {
  readonly events: HistoryEvent[];
  /** Where the next page begins; null after the oldest event. */
  readonly cursor: number | null;
}

export class HistoryStore {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  append(event: HistoryEvent): void {
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
    for (const entry of event.removed) this.#appendEntry(sequence, entry, undefined);
    for (const { before, after } of event.updated) this.#appendEntry(sequence, before, after);
    for (const entry of event.added) this.#appendEntry(sequence, undefined, entry);
  }

  #appendEntry(sequence: number, before: Entry | undefined, after: Entry | undefined): void {
    this.#sql.exec(
      'INSERT INTO history_entries (sequence, entry_id, before, after) VALUES (?, ?, ?, ?)',
      sequence,
      (after ?? before)?.id ?? '',
      before === undefined ? null : JSON.stringify(toStored(before)),
      after === undefined ? null : JSON.stringify(toStored(after)),
    );
  }

  /** Newest first, from below `before` (a cursor) or from the newest. */
  page(before: number | undefined, limit: number): EventPage {
    const rows = this.#sql
      .exec<EventRow>(
        'SELECT * FROM history WHERE sequence < ? ORDER BY sequence DESC LIMIT ?',
        before ?? Number.MAX_SAFE_INTEGER,
        limit + 1,
      )
      .toArray();
    const events: HistoryEvent[] = [];
    let entries = 0;
    let last: number | undefined;
    for (const row of rows) {
      if (events.length === limit || entries > MAX_ENTRIES_A_PAGE) break;
      const event = this.#read(row);
      entries += event.added.length + event.updated.length + event.removed.length;
      events.push(event);
      last = row.sequence;
    }
    return { events, cursor: events.length < rows.length ? (last ?? null) : null };
  }

  /** All events that made the list differ from what it was at the revision, newest first. */
  since(revision: number): HistoryEvent[] {
    return this.#sql
      .exec<EventRow>('SELECT * FROM history WHERE revision > ? ORDER BY sequence DESC', revision)
      .toArray()
      .map((row) => this.#read(row));
  }

  /** When the list stopped being what it was at the revision; undefined while it still is. */
  leftAt(revision: number): number | undefined {
    const query = 'SELECT min(at) AS at FROM history WHERE revision > ?';
    return this.#sql.exec<{ at: number | null }>(query, revision).one().at ?? undefined;
  }

  /** The entry as it was when it was deleted, if that was within the restore window. */
  findDeleted(id: string, now: number): Entry | undefined {
    const row = this.#sql
      .exec<ChangeRow & { at: number }>(
        `SELECT e.before, e.after, h.at FROM history_entries e JOIN history h USING (sequence)
         WHERE e.entry_id = ? ORDER BY sequence DESC LIMIT 1`,
        id,
      )
      .toArray()[0];
    if (row?.after !== null || row.before === null || row.at < now - RESTORE_WINDOW_MS)
      return undefined;
    return readEntry(row.before);
  }

  deleteAll(): void {
    this.#sql.exec('DELETE FROM history');
    this.#sql.exec('DELETE FROM history_entries');
  }

  #read(row: EventRow): HistoryEvent {
    const query = 'SELECT before, after FROM history_entries WHERE sequence = ? ORDER BY rowid';
    const added: Entry[] = [];
    const updated: EntryUpdate[] = [];
    const removed: Entry[] = [];
    for (const change of this.#sql.exec<ChangeRow>(query, row.sequence)) {
      const before = change.before === null ? undefined : readEntry(change.before);
      const after = change.after === null ? undefined : readEntry(change.after);
      if (before && after) updated.push({ before, after });
      else if (after) added.push(after);
      else if (before) removed.push(before);
    }
    const by: TokenName = { tokenId: row.by_id, name: row.by_name };
    const { revision, at, action } = row;
    const before: HistoryEvent['before'] = JSON.parse(row.before);
    const after: HistoryEvent['after'] = JSON.parse(row.after);
    return { revision, at, action, by, before, after, added, updated, removed };
  }
}

function readEntry(text: string): Entry {
  const stored: StoredEntry = JSON.parse(text);
  return expectEntry(stored);
}
