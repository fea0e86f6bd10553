/**
 * The checks of an account, as the edge reports them. They are merged in memory and written to one row at most
 * every ten seconds, so that a million checks are not a million writes. A crash loses the checks of ten seconds
 * at most. That is acceptable, because they are observations, not changes.
 */
import {
  ACTIVITY_MS,
  addCounts,
  type Counts,
  dayOf,
  type EntryUse,
  type Sender,
  SenderBook,
} from '../../../shared/activity.ts';
import type { ActivityReport } from '../../../shared/activity-report.ts';
import { type Refusals, RefusalTally } from '../../../shared/refusal-tally.ts';
import type { AlarmClock } from '../machinery/alarm-clock.ts';
import type { UnreadableRows } from '../machinery/unreadable-rows.ts';

export const SAVED_EVERY_MS = 10_000;
const DUTY = 'save-activity';
/** An agent sends a report again after a minute at the latest. Meanwhile others tell theirs. */
const MAX_REPORT_IDS = 100;
const NONE: Counts = { allowed: 0, refused: 0, observed: 0 };

export interface DayCounts extends Counts {
  /** The day in UTC, such as 2030-01-31. */
  readonly day: string;
}

interface Stored {
  readonly senders: readonly Sender[];
  readonly days: readonly DayCounts[];
  readonly entries: readonly (readonly [id: string, use: EntryUse])[];
  /** The refusals. Rows from the time before the digest do not have them. */
  readonly refusals?: Refusals | undefined;
  readonly totals?: Counts;
  readonly lastCheckAt?: number | null;
  /** The ids of the last reports that had one, the oldest first. */
  readonly reportIds?: readonly string[];
}

export class ActivityStore {
  readonly #sql: SqlStorage;
  readonly #clock: AlarmClock;
  readonly #unreadable: UnreadableRows;
  #book = new SenderBook();
  #days = new Map<string, Counts>();
  #entries = new Map<string, EntryUse>();
  #tally = new RefusalTally();
  #totals: Counts = NONE;
  #lastCheckAt: number | null = null;
  #reportIds: readonly string[] = [];
  #savedAt = 0;
  #isDirty = false;

  constructor(sql: SqlStorage, clock: AlarmClock, unreadable: UnreadableRows) {
    this.#sql = sql;
    this.#clock = clock;
    this.#unreadable = unreadable;
  }

  /** Reads the row when the object starts. */
  recall(): void {
    const row = this.#sql
      .exec<{ body: string; saved_at: number }>('SELECT body, saved_at FROM activity')
      .toArray()[0];
    if (row === undefined) return;
    this.#savedAt = row.saved_at;
    try {
      this.#open(JSON.parse(row.body));
    } catch {
      // The row can't be read, so the observations start again from nothing.
      this.#unreadable.note('activity', ['1']);
    }
  }

  #open({ senders, days, entries, ...stored }: Stored): void {
    // The senders are stored newest first, but the book takes the oldest first.
    this.#book = new SenderBook(senders.toReversed());
    this.#days = new Map(days.map(({ day, ...counts }) => [day, counts]));
    this.#entries = new Map(entries);
    this.#tally = new RefusalTally(stored.refusals);
    this.#totals = stored.totals ?? NONE;
    this.#lastCheckAt = stored.lastCheckAt ?? null;
    this.#reportIds = stored.reportIds ?? [];
  }

  /** Decides whether a report is among the last that were added. Its sender has not heard that it was. */
  has({ id }: ActivityReport): boolean {
    return id !== undefined && this.#reportIds.includes(id);
  }

  /**
   * Adds a report. `isLive` tells whether an entry is still on the list; the use of other entries is
   * forgotten.
   */
  record(report: ActivityReport, isLive: (entryId: string) => boolean): void {
    const { id, senders, others, at, lastCheckAt = at } = report;
    // The ids are saved together with the counts, so a crash loses both.
    if (id !== undefined) this.#reportIds = [...this.#reportIds, id].slice(-MAX_REPORT_IDS);
    for (const sender of senders) {
      this.#book.add(sender);
      this.#count(dayOf(sender.lastSeenAt), sender);
      this.#use(sender);
    }
    this.#count(dayOf(at), others);
    this.#lastCheckAt = Math.max(this.#lastCheckAt ?? 0, lastCheckAt);
    this.#forget(at, isLive);
    const dueAt = this.#savedAt + SAVED_EVERY_MS;
    // The alarm saves the row. If the alarm is late, it is saved here.
    const isDue = at >= dueAt + (this.#isDirty ? SAVED_EVERY_MS : 0) || at < this.#savedAt;
    this.#isDirty = true;
    if (isDue) this.save(at);
    else this.#clock.set(DUTY, dueAt);
  }

  /** Counts refusals for the digest. They are saved together with their checks. */
  tallyRefusals(address: string | undefined, count: number, at: number): void {
    this.#tally.add(address, count, at);
  }

  /** The refusals since the last digest. It is undefined if there were none. */
  get refusals(): Refusals | undefined {
    return this.#tally.refusals;
  }

  /** Forgets the refusals. This is saved at once, so that no later digest counts them again. */
  clearRefusals(now: number): void {
    this.#tally.clear();
    this.#isDirty = true;
    this.save(now);
  }

  save(now: number): void {
    if (this.#isDirty) {
      const stored: Stored = {
        senders: this.senders(now),
        days: [...this.#days].map(([day, counts]) => ({ day, ...counts })),
        entries: [...this.#entries],
        refusals: this.#tally.refusals,
        totals: this.#totals,
        lastCheckAt: this.#lastCheckAt,
        reportIds: this.#reportIds,
      };
      this.#sql.exec(
        `INSERT INTO activity (only, body, saved_at) VALUES (1, ?, ?)
         ON CONFLICT (only) DO UPDATE SET body = excluded.body, saved_at = excluded.saved_at`,
        JSON.stringify(stored),
        now,
      );
      this.#savedAt = now;
      this.#isDirty = false;
    }
    this.#clock.set(DUTY, undefined);
  }

  /** Returns the senders of the last 30 days, the most recently seen first. */
  senders(now: number): Sender[] {
    this.#book.forgetBefore(now - ACTIVITY_MS);
    return this.#book.list();
  }

  /** Returns the days with checks, oldest first. */
  days(now: number): DayCounts[] {
    const first = dayOf(now - ACTIVITY_MS);
    return [...this.#days]
      .filter(([day]) => day > first)
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([day, counts]) => ({ day, ...counts }));
  }

  /** The number of all checks since the account was made. */
  get totals(): Counts {
    return this.#totals;
  }

  get lastCheckAt(): number | null {
    return this.#lastCheckAt;
  }

  findUse(entryId: string): EntryUse | undefined {
    return this.#entries.get(entryId);
  }

  deleteAll(): void {
    this.#book = new SenderBook();
    this.#days.clear();
    this.#entries.clear();
    this.#tally.clear();
    this.#totals = NONE;
    this.#lastCheckAt = null;
    this.#reportIds = [];
    this.#isDirty = false;
    this.#sql.exec('DELETE FROM activity');
    this.#clock.set(DUTY, undefined);
  }

  #count(day: string, counts: Counts): void {
    const { allowed, refused, observed } = counts;
    if (allowed + refused + observed === 0) return;
    this.#days.set(day, addCounts(this.#days.get(day) ?? NONE, counts));
    this.#totals = addCounts(this.#totals, counts);
  }

  #use({ entryId, allowed, lastSeenAt }: Sender): void {
    if (entryId === null || allowed === 0) return;
    const { uses = 0, lastUsedAt = 0 } = this.#entries.get(entryId) ?? {};
    this.#entries.set(entryId, {
      uses: uses + allowed,
      lastUsedAt: Math.max(lastUsedAt, lastSeenAt),
    });
  }

  #forget(now: number, isLive: (entryId: string) => boolean): void {
    const first = dayOf(now - ACTIVITY_MS);
    for (const day of this.#days.keys()) if (day <= first) this.#days.delete(day);
    for (const id of this.#entries.keys()) if (!isLive(id)) this.#entries.delete(id);
  }
}
