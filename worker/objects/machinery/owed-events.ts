/** The events of this account that the directory must still be told, in order. Each is told at least once. */
import type { TokenName } from '../../../shared/allowlist.ts';
import type { DeploymentEvent } from '../../../shared/deployment-event.ts';
import { isStoredTime, type UnreadableRows } from './unreadable-rows.ts';

/** The most events in one call. The rest follows in further calls. */
const MAX_EVENTS = 100;

/**
 * The author of an event if it is unknown: isolates of an earlier version do not say who deletes an account or
 * revokes a relay token.
 */
export const NOT_SAID: TokenName = { tokenId: '', name: '' };

export type AccountEvent = Omit<DeploymentEvent, 'account' | 'list'>;

/** An event with its number in the account. The directory recognizes a repeated event by this number. */
export interface OwedEvent {
  readonly sequence: number;
  readonly event: AccountEvent;
}

interface OwedRow extends Record<string, SqlStorageValue> {
  sequence: number;
  body: string;
}

export interface NextEvents {
  readonly events: readonly OwedEvent[];
  /** The number of the last row, even if it can't be read. It is undefined if there is nothing to tell. */
  readonly upTo: number | undefined;
}

export class OwedEvents {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** Must be called in the transaction of the change. */
  append(event: AccountEvent): void {
    this.#sql.exec('INSERT INTO owed_events (body) VALUES (?)', JSON.stringify(event));
  }

  /** Returns the next events, oldest first. Events that can't be read are left out. */
  next(unreadable: UnreadableRows): NextEvents {
    const query = 'SELECT sequence, body FROM owed_events ORDER BY sequence LIMIT ?';
    const rows = this.#sql.exec<OwedRow>(query, MAX_EVENTS).toArray();
    return {
      events: unreadable.sift('owed_events', rows, 'sequence', parseRow),
      upTo: rows.at(-1)?.sequence,
    };
  }

  forgetUpTo(sequence: number): void {
    this.#sql.exec('DELETE FROM owed_events WHERE sequence <= ?', sequence);
  }
}

/**
 * Reads an event. The directory needs only the time of an event to keep it. So an event whose kind only a newer
 * version knows is passed on as well.
 */
function parseRow({ sequence, body }: OwedRow): OwedEvent | undefined {
  const event: AccountEvent = JSON.parse(body);
  return isStoredTime(event.at) ? { sequence, event } : undefined;
}
