/**
 * Makes and changes the tables of an object by numbered migrations. A migration only adds: a table, a column
 * with a default, or an index. So an older version of this code still works with newer tables, and a rollback
 * loses nothing.
 */
export interface Migration {
  /** The number, one more than the number before. A released migration never changes. */
  readonly number: number;
  readonly run: (sql: SqlStorage) => void;
}

const NUMBER_TABLE = `
  CREATE TABLE IF NOT EXISTS migrations (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    number INTEGER NOT NULL
  );
`;

/** The number that counts for tables of an early version, which have no number of their own yet. */
const UNNUMBERED = 0;

export class Tables {
  readonly #storage: DurableObjectStorage;
  readonly #migrations: readonly Migration[];
  /** The number of the last migration of these tables. It is undefined if there are no tables. */
  #number: number | undefined;

  /** Brings the tables up to date. An object that was never written to gets no tables. */
  constructor(storage: DurableObjectStorage, migrations: readonly Migration[]) {
    this.#storage = storage;
    this.#migrations = migrations;
    this.#number = findNumber(storage.sql);
    if (this.#number !== undefined) this.#migrateFrom(this.#number);
  }

  /** Whether the object was ever written to. */
  get exist(): boolean {
    return this.#number !== undefined;
  }

  /** Must be called before an object's first write. */
  make(): void {
    if (!this.exist) this.#migrateFrom(UNNUMBERED);
  }

  #migrateFrom(reached: number): void {
    // No migration is pending if a newer version of this code has run here before.
    const pending = this.#migrations.filter(({ number }) => number > reached);
    const last = pending.at(-1);
    if (last === undefined) return;
    this.#storage.transactionSync(() => {
      const { sql } = this.#storage;
      for (const { run } of pending) run(sql);
      sql.exec(NUMBER_TABLE);
      sql.exec(
        `INSERT INTO migrations (only, number) VALUES (1, ?)
         ON CONFLICT (only) DO UPDATE SET number = excluded.number`,
        last.number,
      );
    });
    this.#number = last.number;
  }
}

/** Finds the number with one read. Most objects need no more when they start. */
function findNumber(sql: SqlStorage): number | undefined {
  try {
    return sql.exec<{ number: number }>('SELECT number FROM migrations').one().number;
  } catch (error) {
    const names = tableNames(sql);
    if (names.includes('migrations')) throw error;
    return names.length === 0 ? undefined : UNNUMBERED;
  }
}

function tableNames(sql: SqlStorage): string[] {
  return sql
    .exec<{ name: string }>("SELECT name FROM sqlite_master WHERE type = 'table'")
    .toArray()
    .map(({ name }) => name)
    .filter((name) => !/^(_cf_|sqlite_)/.test(name));
}
