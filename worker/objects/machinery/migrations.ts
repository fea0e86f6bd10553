/**
 * The tables of an object, made and changed by numbered migrations. A migration only adds: a table, a column
 * with a default, an index. So an older version of this code goes on with the tables of a newer one, and
 * whoever rolls back loses nothing.
 */
export interface Migration {
  /** One more than the one before; what was released under a number never changes. */
  readonly number: number;
  readonly run: (sql: SqlStorage) => void;
}

const NUMBER_TABLE = `
  CREATE TABLE IF NOT EXISTS migrations (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    number INTEGER NOT NULL
  );
`;

/** Tables that an early version made have no number yet: it counts as this one. */
const UNNUMBERED = 0;

export class Tables {
  readonly #storage: DurableObjectStorage;
  readonly #migrations: readonly Migration[];
  /** The last migration that these tables have seen; undefined when there are none. */
  #number: number | undefined;

  /** Brings the tables up to date; an object that was never written to gets none. */
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

  /** Before an object's first write. */
  make(): void {
    if (!this.exist) this.#migrateFrom(UNNUMBERED);
  }

  #migrateFrom(reached: number): void {
    // None is pending where a newer version of this code was here before.
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

/** One read where the number stands, which is all that most objects need when they begin anew. */
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
