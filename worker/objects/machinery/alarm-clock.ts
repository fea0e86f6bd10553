/**
 * An object has one alarm; this shares it among its duties: it rings for the earliest. A duty that fails ends no
 * other, and is tried again in a minute.
 */
import { logError } from '../../platform/log.ts';

const RETRIED_AFTER_MS = 60_000;

/** The work to do when the alarm rings, by name. Each function looks for itself what is due. */
export type Duties = Readonly<Record<string, () => void | Promise<void>>>;

export class AlarmClock {
  readonly #storage: DurableObjectStorage;
  readonly #times = new Map<string, number>();
  /** As it was last set or found; undefined when that is not known, or there is none. */
  #alarmAt: number | undefined;
  #isRinging = false;

  constructor(storage: DurableObjectStorage) {
    this.#storage = storage;
  }

  /** For an object that begins anew, which finds the time in its tables; `restore` looks whether the alarm is set. */
  recall(duty: string, at: number | undefined): void {
    if (at !== undefined) this.#times.set(duty, at);
  }

  /**
   * After all duties were recalled. The alarm was kept, as a rule: but the platform drops one that failed six
   * times, and some of what is due comes with no change, such as a migration.
   */
  async restore(): Promise<void> {
    if (this.#times.size === 0) return;
    const at = await this.#storage.getAlarm();
    // While it rings none is set, and it is wound after that.
    if (this.#isRinging || this.#alarmAt !== undefined) return;
    if (at !== null && at <= this.#earliest) this.#alarmAt = at;
    else this.#wind();
  }

  /** When the duty is due; undefined when it is not. */
  timeOf(duty: string): number | undefined {
    return this.#times.get(duty);
  }

  /**
   * When the duty is due; undefined: not at all. Not awaited: in a transaction it is committed together with
   * the writes before it.
   */
  set(duty: string, at: number | undefined): void {
    if (at === this.#times.get(duty)) return;
    if (at === undefined) this.#times.delete(duty);
    else this.#times.set(duty, at);
    this.#wind();
  }

  /** To be called by the object's alarm; never rejects, since the platform gives up what fails six times. */
  async ring(duties: Duties): Promise<void> {
    const now = Date.now();
    // The alarm is used up.
    this.#alarmAt = undefined;
    this.#isRinging = true;
    try {
      await Promise.all(Object.entries(duties).map(([name, run]) => attempt(name, run)));
    } finally {
      this.#isRinging = false;
      // A duty that was due and still is has failed.
      for (const [duty, at] of this.#times)
        if (at <= now) this.#times.set(duty, now + RETRIED_AFTER_MS);
      this.#wind();
    }
  }

  get #earliest(): number {
    return Math.min(...this.#times.values());
  }

  /** Setting an alarm is a write: what stands is not set again, unless it is late, and so perhaps lost. */
  #wind(): void {
    const at = this.#times.size === 0 ? undefined : this.#earliest;
    if (at === this.#alarmAt && (at === undefined || at > Date.now())) return;
    this.#alarmAt = at;
    const done = at === undefined ? this.#storage.deleteAlarm() : this.#storage.setAlarm(at);
    done.catch((error: unknown) => {
      // What failed is done again by whatever sets a duty next.
      this.#alarmAt = undefined;
      logError('alarm-not-set', { error: String(error) });
    });
  }
}

/** Does what must not keep anything else from being done. */
export async function attempt(name: string, run: () => void | Promise<void>): Promise<void> {
  try {
    await run();
  } catch (error) {
    logError('duty-failed', { duty: name, error: String(error) });
  }
}
