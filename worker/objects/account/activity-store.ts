/**
 * The checks of an account, as the edge reports them: merged in memory, and kept in one row that is
 * written at most every ten seconds, so that a million checks are not a million writes. A crash loses at
 * most what ten seconds brought: these are observations, not changes.
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
const NONE: Counts = { allowed: 0, refused: 0, observed: 0 };

export interface DayCounts extends Counts {
  /** In UTC: 2030-01-31. */
  readonly day: string;
}

interface Stored {
  readonly senders: readonly Sender[];
  readonly days: readonly DayCounts[];
  readonly entries: readonly (readonly [id: string, use: EntryUse])[];
  /** Absent in what was kept before there was a digest. */
  readonly refusals?: Refusals | undefined;
  readonly totals?: Counts;
  readonly lastCheckAt?: number | null;
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
  #savedAt = 0;
  #isDirty = false;

  constructor(sql: SqlStorage, clock: AlarmClock, unreadable: UnreadableRows) {
    this.#sql = sql;
    this.#clock = clock;
    this.#unreadable = unreadable;
  }

  /** For an object that begins anew. */
  recall(): void {
    const row = this.#sql
      .exec<{ body: string; saved_at: number }>('SELECT body, saved_at FROM activity')
      .toArray()[0];
    if (row === undefined) return;
    this.#savedAt = row.saved_at;
    try {
      this.#open(JSON.parse(row.body));
    } catch {
      // Observations begin anew.
      this.#unreadable.note('activity', ['1']);
    }
  }

  #open({ senders, days, entries, ...stored }: Stored): void {
    // Newest first as they are kept; the book wants the oldest first.
    this.#book = new SenderBook(senders.toReversed());
    this.#days = new Map(days.map(({ day, ...counts }) => [day, counts]));
    this.#entries = new Map(entries);
    this.#tally = new RefusalTally(stored.refusals);
    this.#totals = stored.totals ?? NONE;
    this.#lastCheckAt = stored.lastCheckAt ?? null;
  }

  /** `isLive` tells whether an entry is still on the list: the use of others is forgotten. */
  record({ senders, others, at }: ActivityReport, isLive: (entryId: string) => boolean): void {
    for (const sender of senders) {
      this.#book.add(sender);
      this.#count(dayOf(sender.lastSeenAt), sender);
      this.#use(sender);
    }
    this.#count(dayOf(at), others);
    this.#lastCheckAt = Math.max(this.#lastCheckAt ?? 0, at);
    this.#forget(at, isLive);
    const dueAt = this.#savedAt + SAVED_EVERY_MS;
    // The alarm saves it, unless the alarm is late.
    const isDue = at >= dueAt + (this.#isDirty ? SAVED_EVERY_MS : 0) || at < this.#savedAt;
    this.#isDirty = true;
    if (isDue) this.save(at);
    else this.#clock.set(DUTY, dueAt);
  }

  /** Refusals for the digest; saved with the checks they were. */
  tallyRefusals(address: string | undefined, count: number, at: number): void {
    this.#tally.add(address, count, at);
  }

  /** The refusals since they were last taken; undefined when there were none. */
  get refusals(): Refusals | undefined {
    return this.#tally.refusals;
  }

  /** Taken for good: saved at once, so that no digest tells of them again. */
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

  /** Most recently seen first, of the last 30 days. */
  senders(now: number): Sender[] {
    this.#book.forgetBefore(now - ACTIVITY_MS);
    return this.#book.list();
  }

  /** Oldest first; days without checks are left out. */
  days(now: number): DayCounts[] {
    const first = dayOf(now - ACTIVITY_MS);
    return [...this.#days]
      .filter(([day]) => day > first)
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([day, counts]) => ({ day, ...counts }));
  }

  /** All checks there ever were. */
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
