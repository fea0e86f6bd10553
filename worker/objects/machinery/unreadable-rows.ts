/**
 * Rows that this version of the code can't read: damaged ones, or a newer version's. They are set aside, so that
 * one row never takes an account with it, and logged once as long as the object lives: by their ids, never by
 * what is in them.
 */
import { logError } from '../../platform/log.ts';

const MAX_IDS_LOGGED = 20;
const MAX_KNOWN = 10_000;
/** The furthest time that a Date can hold. */
const MAX_TIME_MS = 8.64e15;

type Row = Record<string, SqlStorageValue>;

export class UnreadableRows {
  readonly #objectId: string;
  readonly #known = new Set<string>();

  constructor(objectId: string) {
    this.#objectId = objectId;
  }

  /** The values of the rows. A row is left out when `parse` throws or gives nothing. */
  sift<Stored extends Row, Value>(
    table: string,
    rows: readonly Stored[],
    id: keyof Stored,
    parse: (row: Stored) => Value | undefined,
  ): Value[] {
    const unreadable: string[] = [];
    const values = rows.flatMap((row) => {
      const value = orUndefined(() => parse(row));
      if (value !== undefined) return [value];
      unreadable.push(String(row[id]));
      return [];
    });
    this.note(table, unreadable);
    return values;
  }

  note(table: string, ids: readonly string[]): void {
    const unknown = ids.filter((id) => !this.#known.has(`${table} ${id}`));
    if (unknown.length === 0 || this.#known.size > MAX_KNOWN) return;
    for (const id of unknown) this.#known.add(`${table} ${id}`);
    logError('rows-unreadable', {
      object: this.#objectId,
      table,
      count: unknown.length,
      ids: unknown.slice(0, MAX_IDS_LOGGED).join(' '),
    });
  }
}

/** For what is read of a text that may be damaged. */
export function orUndefined<Value>(read: () => Value): Value | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

export function isStoredTime(value: SqlStorageValue | undefined): value is number {
  return typeof value === 'number' && Math.abs(value) <= MAX_TIME_MS;
}

export function isTimeOrNull(value: SqlStorageValue | undefined): value is number | null {
  return value === null || isStoredTime(value);
}

export function isOneOf<Known extends string>(
  known: readonly Known[],
  value: unknown,
): value is Known {
  return known.some((one) => one === value);
}
