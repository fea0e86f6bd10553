/** Events of this account that the directory has not heard of yet, in order. Each is told at least once. */
import type { TokenName } from '../../../shared/allowlist.ts';
import type { DeploymentEvent } from '../../../shared/deployment-event.ts';

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

export class OwedEvents {
  readonly #sql: SqlStorage;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** To be called in the transaction of the change. */
  append(event: AccountEvent): void {
    this.#sql.exec('INSERT INTO owed_events (body) VALUES (?)', JSON.stringify(event));
  }

  /** The oldest first. */
  next(): OwedEvent[] {
    const query = 'SELECT sequence, body FROM owed_events ORDER BY sequence LIMIT ?';
    const rows = this.#sql.exec<{ sequence: number; body: string }>(query, MAX_EVENTS).toArray();
    return rows.map(({ sequence, body }) => ({ sequence, event: JSON.parse(body) }));
  }

  forgetUpTo(sequence: number): void {
    this.#sql.exec('DELETE FROM owed_events WHERE sequence <= ?', sequence);
  }
}
