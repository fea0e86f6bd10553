/** Reports the totals of an account's checks and alerts to the directory, at most every five minutes. */
import { withDeadline } from '../../platform/deadline.ts';
import { logError } from '../../platform/log.ts';
import type { AlarmClock } from '../machinery/alarm-clock.ts';

const DUTY = 'report-usage';
export const REPORTED_EVERY_MS = 5 * 60 * 1000;
/** The longest wait for the directory. The alarm, which also publishes, waits for the report. */
const REPORT_DEADLINE_MS = 2_000;

export class UsageReporter {
  readonly #sql: SqlStorage;
  readonly #clock: AlarmClock;
  readonly #report: (now: number) => Promise<void>;
  #dueAt: number | undefined;

  constructor(sql: SqlStorage, clock: AlarmClock, report: (now: number) => Promise<void>) {
    this.#sql = sql;
    this.#clock = clock;
    this.#report = report;
  }

  /** Restores the alarm when the object starts. */
  recall(): void {
    const query = 'SELECT due_at FROM usage_report';
    this.#dueAt = this.#sql.exec<{ due_at: number }>(query).toArray()[0]?.due_at;
    this.#clock.recall(DUTY, this.#dueAt);
  }

  /** Notes that something has changed. It is reported with everything else of the next five minutes. */
  owe(now: number): void {
    if (this.#dueAt !== undefined) return;
    this.#set(now + REPORTED_EVERY_MS);
  }

  /** Sends the report if it is time. It never rejects; if it fails, the report is sent in five minutes. */
  async run(now: number): Promise<void> {
    if (this.#dueAt === undefined || this.#dueAt > now) return;
    // Counts that come during the report make a new report due.
    this.#set(undefined);
    try {
      await withDeadline(this.#report(now), REPORT_DEADLINE_MS);
    } catch (error) {
      logError('usage-report-failed', { error: String(error) });
      this.owe(now);
    }
  }

  deleteAll(): void {
    this.#set(undefined);
  }

  #set(dueAt: number | undefined): void {
    if (dueAt === undefined) this.#sql.exec('DELETE FROM usage_report');
    else
      this.#sql.exec(
        `INSERT INTO usage_report (only, due_at) VALUES (1, ?)
         ON CONFLICT (only) DO UPDATE SET due_at = excluded.due_at`,
        dueAt,
      );
    this.#dueAt = dueAt;
    this.#clock.set(DUTY, dueAt);
  }
}
