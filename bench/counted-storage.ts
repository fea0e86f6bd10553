/** Counts the writes to an object's storage. It keeps the alarm itself, for a simulated clock. */
export interface WriteCounts {
  readonly rows: number;
  readonly alarms: number;
}

export class CountedStorage {
  readonly #sql: SqlStorage;
  readonly #cursors: { readonly rowsWritten: number }[] = [];
  #alarms = 0;
  #alarmAt: number | undefined;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** The storage that the stores use instead of the object's own. */
  get storage(): DurableObjectStorage {
    const sql = {
      exec: (query: string, ...values: SqlStorageValue[]) => {
        const cursor = this.#sql.exec(query, ...values);
        if (!/^\s*SELECT/.test(query)) this.#cursors.push(cursor);
        return cursor;
      },
    };
    const setAlarm = async (at: number) => this.#setAlarm(at);
    const deleteAlarm = async () => this.#setAlarm(undefined);
    return { sql, setAlarm, deleteAlarm } as unknown as DurableObjectStorage;
  }

  get counts(): WriteCounts {
    const rows = this.#cursors.reduce((sum, { rowsWritten }) => sum + rowsWritten, 0);
    return { rows, alarms: this.#alarms };
  }

  /** Decides whether the alarm rings by then. It rings only once. */
  takeAlarm(now: number): boolean {
    if (this.#alarmAt === undefined || this.#alarmAt > now) return false;
    this.#alarmAt = undefined;
    return true;
  }

  #setAlarm(at: number | undefined): void {
    this.#alarms++;
    this.#alarmAt = at;
  }
}
