/** Events of this account that the directory has not heard of yet, in order. Each is told at least once. */
import type { TokenName } from '../../../shared/allowlist.ts';
import type { DeploymentEvent } from '../../../shared/deployment-event.ts';
import { isStoredTime, type UnreadableRows } from './unreadable-rows.ts';

/** Told in one call; the rest follows. */
const MAX_EVENTS = 100;

/** Isolates of an earlier version do not say who deletes an account or revokes a relay token. */
export const NOT_SAID: TokenName = { tokenId: '', name: '' };

export type AccountEvent = Omit<DeploymentEvent, 'account'>;

/** An event with its number in the account, by which the directory knows it again. */
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
  /** The number of the last row, which can be one that can't be read; undefined when nothing is owed. */
  readonly upTo: number | undefined;
}

export class OwedEvents {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** To be called in the transaction of the change. */
  append(event: AccountEvent): void {
    this.#sql.exec('INSERT INTO owed_events (body) VALUES (?)', JSON.stringify(event));
  }

  /** The oldest first, without what can't be read. */
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

/** The directory needs no more than the time to keep an event: one of a newer version's kind is told too. */
function parseRow({ sequence, body }: OwedRow): OwedEvent | undefined {
  const event: AccountEvent = JSON.parse(body);
  return isStoredTime(event.at) ? { sequence, event } : undefined;
}
