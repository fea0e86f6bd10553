/** Tells the directory what an account's checks and alerts add up to, at most every five minutes. */
import { withDeadline } from '../../platform/deadline.ts';
import { logError } from '../../platform/log.ts';
import type { AlarmClock } from '../machinery/alarm-clock.ts';

const DUTY = 'report-usage';
export const REPORTED_EVERY_MS = 5 * 60 * 1000;
/** The alarm that publishes waits for it. */
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

  /** For an object that begins anew. */
  recall(): void {
    const query = 'SELECT due_at FROM usage_report';
    this.#dueAt = this.#sql.exec<{ due_at: number }>(query).toArray()[0]?.due_at;
    this.#clock.recall(DUTY, this.#dueAt);
  }

  /** Something has changed: it is told with everything else of the next five minutes. */
  owe(now: number): void {
    if (this.#dueAt !== undefined) return;
    this.#set(now + REPORTED_EVERY_MS);
  }

  /** Tells it if it is time; never rejects, what fails is told in five minutes. */
  async run(now: number): Promise<void> {
    if (this.#dueAt === undefined || this.#dueAt > now) return;
    // Counts that come while it is told are owed anew.
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
