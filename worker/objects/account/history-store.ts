/** The account's history (R16): every change, with the entries it touched as they were and as they became. */
import type { Entry, EntryUpdate, TokenName } from '../../../shared/allowlist.ts';
import {
  HISTORY_ACTIONS,
  type HistoryAction,
  type HistoryEvent,
  RESTORE_WINDOW_MS,
  type Settings,
} from '../../../shared/history.ts';
import {
  isOneOf,
  isTime,
  isTimeOrNull,
  orUndefined,
  type UnreadableRows,
} from '../machinery/unreadable-rows.ts';
import { type StoredEntry, toEntry, toStored } from './entry-store.ts';

const LIST_ACTIONS: readonly HistoryAction[] = [
  'entries-added',
  'entries-replaced',
  'entry-edited',
  'entry-deleted',
  'allowlist-disabled',
  'mode-changed',
  'allowlist-restored',
];

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
  entry_id: string;
  before: string | null;
  after: string | null;
}

export interface EventPage {
  readonly events: HistoryEvent[];
  /** The start of the next page; null after the oldest event. */
  readonly cursor: number | null;
}

/** Who issued a token: another token, or the operator. */
export interface Issue {
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

  /** The revision that the first change of the list by any of the tokens led to; undefined when there is none. */
  firstListRevision(tokenIds: ReadonlySet<string>): number | undefined {
    // As JSON, since there may be more ids than one statement takes values.
    const query = `SELECT min(revision) AS revision FROM history
      WHERE by_id IN (SELECT value FROM json_each(?)) AND action IN (SELECT value FROM json_each(?))`;
    const values = [[...tokenIds], LIST_ACTIONS].map((texts) => JSON.stringify(texts));
    const rows = this.#sql.exec<{ revision: number | null }>(query, ...values);
    return rows.one().revision ?? undefined;
  }

  /** All tokens that were ever issued, those that are revoked since included. */
  issues(): Issue[] {
    const action: HistoryAction = 'token-issued';
    const query = 'SELECT by_id, after FROM history WHERE action = ?';
    const rows = this.#sql.exec<Pick<EventRow, 'by_id' | 'after'>>(query, action).toArray();
    return rows.flatMap(({ by_id: issuerId, after }) => {
      const tokenId = readSettings(after)?.tokenId;
      return typeof tokenId === 'string' ? [{ issuerId, tokenId }] : [];
    });
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
    let read = 0;
    for (const row of rows.slice(0, limit)) {
      if (entries > MAX_ENTRIES_A_PAGE) break;
      read++;
      if (!this.#isShown(row)) continue;
      const event = this.#read(row);
      entries += event.added.length + event.updated.length + event.removed.length;
      events.push(event);
    }
    return { events, cursor: read < rows.length ? (rows[read - 1]?.sequence ?? null) : null };
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
        `SELECT e.entry_id, e.before, e.after, h.at FROM history_entries e JOIN history h USING (sequence)
         WHERE e.entry_id = ? ORDER BY sequence DESC LIMIT 1`,
        id,
      )
      .toArray()[0];
    if (row?.after !== null || row.before === null || row.at < now - RESTORE_WINDOW_MS)
      return undefined;
    return this.#readEntry(row.before, id);
  }

  deleteAll(): void {
    this.#sql.exec('DELETE FROM history');
    this.#sql.exec('DELETE FROM history_entries');
  }

  /** One that can't be shown still counts where the list is taken back: its entries may be readable. */
  #isShown({ sequence, action, at, before, after }: EventRow): boolean {
    const settings = [readSettings(before), readSettings(after)];
    const isShown = isOneOf(HISTORY_ACTIONS, action) && isTime(at) && !settings.includes(undefined);
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
      // If one of them can't be read, the other is the best that is known of it.
      else updated.push({ before: before ?? known, after: after ?? known });
    }
    const by: TokenName = { tokenId: row.by_id, name: row.by_name };
    const { revision, at, action } = row;
    const before = readSettings(row.before) ?? {};
    const after = readSettings(row.after) ?? {};
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

function readSettings(text: string): Settings | undefined {
  return orUndefined(() => JSON.parse(text)) ?? undefined;
}

function isWhole(stored: Partial<StoredEntry> | null | undefined): stored is StoredEntry {
  return (
    typeof stored?.id === 'string' &&
    typeof stored.format === 'string' &&
    typeof stored.value === 'string' &&
    typeof stored.remark === 'string' &&
    typeof stored.createdBy?.name === 'string' &&
    isTime(stored.createdAt) &&
    isTimeOrNull(stored.expiresAt)
  );
}
