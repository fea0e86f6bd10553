/**
 * Rows that this version of the code can't read, because they are damaged or a newer version wrote them. They
 * are left out, so that one bad row never makes a whole account unusable. Each is logged once in the lifetime
 * of the object, by its id and never by its content.
 */
import { logError } from '../../platform/log.ts';

const MAX_IDS_LOGGED = 20;
const MAX_KNOWN = 10_000;
/** The latest time that a Date can hold. */
const MAX_TIME_MS = 8.64e15;

type Row = Record<string, SqlStorageValue>;

export class UnreadableRows {
  readonly #objectId: string;
  readonly #known = new Set<string>();

  constructor(objectId: string) {
    this.#objectId = objectId;
  }

  /** Returns the values of the rows. A row is left out if `parse` throws or returns undefined. */
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

/** Reads a text that may be damaged. It is undefined if the reading throws. */
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
