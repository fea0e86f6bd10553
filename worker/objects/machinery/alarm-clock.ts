/**
 * Shares the single alarm of an object among its duties. It rings for the earliest duty. If a duty fails, the
 * others still run, and the failed one is tried again in a minute.
 */
import { logError } from '../../platform/log.ts';

const RETRIED_AFTER_MS = 60_000;

/** The work to do when the alarm rings, by name. Each function checks for itself what is due. */
export type Duties = Readonly<Record<string, () => void | Promise<void>>>;

export class AlarmClock {
  readonly #storage: DurableObjectStorage;
  readonly #times = new Map<string, number>();
  /**
   * The time of the alarm, as it was last set or found. It is undefined if that is unknown, or if there is no
   * alarm.
   */
  #alarmAt: number | undefined;
  #isRinging = false;

  constructor(storage: DurableObjectStorage) {
    this.#storage = storage;
  }

  /**
   * Sets the time of a duty when the object starts. The duty finds the time in its tables. `restore` then
   * checks whether the alarm is set.
   */
  recall(duty: string, at: number | undefined): void {
    if (at !== undefined) this.#times.set(duty, at);
  }

  /**
   * Must be called after all duties were recalled. Usually the alarm is still set. But the platform drops an
   * alarm that failed six times, and some duties become due without a change, for example after a migration.
   */
  async restore(): Promise<void> {
    if (this.#times.size === 0) return;
    const at = await this.#storage.getAlarm();
    // While the alarm rings, none is set. It is set again after that.
    if (this.#isRinging || this.#alarmAt !== undefined) return;
    if (at !== null && at <= this.#earliest) this.#alarmAt = at;
    else this.#wind();
  }

  /** Returns the time when the duty is due. It is undefined if the duty is not due at all. */
  timeOf(duty: string): number | undefined {
    return this.#times.get(duty);
  }

  /**
   * Sets the time when the duty is due, or removes it with undefined. It is not awaited: in a transaction the
   * alarm is committed together with the writes before it.
   */
  set(duty: string, at: number | undefined): void {
    if (at === this.#times.get(duty)) return;
    if (at === undefined) this.#times.delete(duty);
    else this.#times.set(duty, at);
    this.#wind();
  }

  /**
   * Must be called by the object's alarm. It never rejects, because the platform gives up an alarm that fails
   * six times.
   */
  async ring(duties: Duties): Promise<void> {
    const now = Date.now();
    // The alarm that rings is no longer set.
    this.#alarmAt = undefined;
    this.#isRinging = true;
    try {
      await Promise.all(Object.entries(duties).map(([name, run]) => attempt(name, run)));
    } finally {
      this.#isRinging = false;
      // A duty that was due and is still due has failed.
      for (const [duty, at] of this.#times)
        if (at <= now) this.#times.set(duty, now + RETRIED_AFTER_MS);
      this.#wind();
    }
  }

  get #earliest(): number {
    return Math.min(...this.#times.values());
  }

  /**
   * Sets the alarm. Setting an alarm is a write, so an alarm at the right time is not set again, unless it is
   * late and therefore perhaps lost.
   */
  #wind(): void {
    const at = this.#times.size === 0 ? undefined : this.#earliest;
    if (at === this.#alarmAt && (at === undefined || at > Date.now())) return;
    this.#alarmAt = at;
    const done = at === undefined ? this.#storage.deleteAlarm() : this.#storage.setAlarm(at);
    done.catch((error: unknown) => {
      // If this fails, the next change of a duty sets the alarm again.
      this.#alarmAt = undefined;
      logError('alarm-not-set', { error: String(error) });
    });
  }
}

/** Runs work whose failure must not stop anything else. */
export async function attempt(name: string, run: () => void | Promise<void>): Promise<void> {
  try {
    await run();
  } catch (error) {
    logError('duty-failed', { duty: name, error: String(error) });
  }
}
