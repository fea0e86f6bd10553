/** The events of the deployment: those of the last 30 days, and at most the newest 100,000. */
import { DEPLOYMENT_EVENT_KINDS, type DeploymentEvent } from '../../../shared/deployment-event.ts';
import { findListName } from '../../../shared/list-name.ts';
import { isOneOf, isStoredTime, type UnreadableRows } from '../machinery/unreadable-rows.ts';

export const KEPT_MS = 30 * 24 * 60 * 60 * 1000;
export const MAX_EVENTS = 100_000;
/** The most events that a new event deletes to make room, so that each call has a bounded amount of work. */
const MAX_DELETED = 100;

interface EventRow extends Record<string, SqlStorageValue> {
  sequence: number;
  body: string;
}

export interface LoggedEvent extends DeploymentEvent {
  /** The number of the event in the log. */
  readonly id: number;
}

export interface DeploymentEventPage {
  readonly events: readonly LoggedEvent[];
  /** The start of the next page. It is null after the oldest event. */
  readonly cursor: number | null;
}

export class EventLog {
  readonly #sql: SqlStorage;
  readonly #unreadable: UnreadableRows;

  constructor(sql: SqlStorage, unreadable: UnreadableRows) {
    this.#sql = sql;
    this.#unreadable = unreadable;
  }

  /**
   * Adds an event. `origin` is the object that reports the event, and the event's number there. An event that
   * is reported twice is recognized by it. `now` is the log's own clock, because an event can come late, or
   * from an object whose clock is wrong.
   */
  append(
    event: DeploymentEvent,
    now: number,
    origin?: { readonly objectId: string; readonly sequence: number },
  ) {
    this.#sql.exec(
      `INSERT INTO events (at, body, object_id, object_sequence) VALUES (?, ?, ?, ?)
       ON CONFLICT (object_id, object_sequence) DO NOTHING`,
      event.at,
      JSON.stringify(event),
      origin?.objectId ?? null,
      origin?.sequence ?? null,
    );
    this.#makeRoom(now);
  }

  /**
   * Returns a page, newest first. It begins below `before` (a cursor), or with the newest event. Events that
   * are too old are left out.
   */
  page(before: number | undefined, limit: number, now: number): DeploymentEventPage {
    const query = `SELECT sequence, body FROM events
      WHERE sequence < ? AND at > ? ORDER BY sequence DESC LIMIT ?`;
    const rows = this.#sql
      .exec<EventRow>(query, before ?? Number.MAX_SAFE_INTEGER, now - KEPT_MS, limit + 1)
      .toArray();
    const shown = rows.slice(0, limit);
    return {
      events: this.#unreadable.sift('events', shown, 'sequence', parseRow),
      cursor: rows.length > limit ? (shown.at(-1)?.sequence ?? null) : null,
    };
  }

  #makeRoom(now: number): void {
    this.#sql.exec(
      `DELETE FROM events WHERE sequence IN (
         SELECT sequence FROM events
         WHERE at < ? OR sequence <= (SELECT max(sequence) FROM events) - ?
         ORDER BY sequence LIMIT ?)`,
      now - KEPT_MS,
      MAX_EVENTS,
      MAX_DELETED,
    );
  }
}

function parseRow({ sequence, body }: EventRow): LoggedEvent | undefined {
  const { at, kind, account: holder, list: said, by, before, after } = JSON.parse(body);
  const { account, list } =
    typeof holder === 'string' ? holderOf(holder) : { account: holder, list: said ?? null };
  const isWhole =
    isStoredTime(at) &&
    isOneOf(DEPLOYMENT_EVENT_KINDS, kind) &&
    (account === null || typeof account === 'string') &&
    [by.tokenId, by.name].every((text) => typeof text === 'string') &&
    [before, after].every((settings) => typeof settings === 'object');
  return isWhole ? { id: sequence, at, kind, account, list, by, before, after } : undefined;
}

/** The account or the shared list that has an object of this name. Version 0.2.0 takes a list for an account. */
export function holderOf(objectName: string): Pick<DeploymentEvent, 'account' | 'list'> {
  const list = findListName(objectName);
  return list === undefined ? { account: objectName, list: null } : { account: null, list };
}
