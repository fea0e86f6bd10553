/**
 * An account is put into the directory before it is made. If it is then not made, because its object failed or
 * stopped in between, the directory has a row without an account. The alarm removes this row. It is set before
 * the directory is told, so it also works if the object stops.
 */
import type { AlarmClock } from '../machinery/alarm-clock.ts';

const DUTY = 'take-back';
const TAKEN_BACK_AFTER_MS = 60_000;

/**
 * The state of an account. It is 'leaving' until its deletion is published; the directory lists it until
 * then.
 */
export type Presence = 'live' | 'leaving' | 'gone';

export class Announcement {
  readonly #clock: AlarmClock;
  readonly #presence: () => Presence;
  /** Removes the row. Returns whether there was one. */
  readonly #remove: () => Promise<boolean>;
  #making = 0;
  #takingBack: Promise<boolean> | undefined;

  constructor(clock: AlarmClock, presence: () => Presence, remove: () => Promise<boolean>) {
    this.#clock = clock;
    this.#presence = presence;
    this.#remove = remove;
  }

  /** Runs `make`, which announces the account and makes it. Meanwhile nothing is taken back. */
  async during<Value>(make: () => Promise<Value>): Promise<Value> {
    while (this.#takingBack) await this.#takingBack.catch(() => undefined);
    this.#making++;
    this.#clock.set(DUTY, Date.now() + TAKEN_BACK_AFTER_MS);
    try {
      return await make();
    } finally {
      this.#making--;
      if (this.#presence() === 'live') this.#clock.set(DUTY, undefined);
    }
  }

  /**
   * Removes the row of an account that was never made, or not made again. Returns whether there was such
   * a row.
   */
  takeBack(): Promise<boolean> {
    if (this.#making > 0 || this.#presence() !== 'gone') return Promise.resolve(false);
    this.#takingBack ??= this.#remove().finally(() => {
      this.#takingBack = undefined;
    });
    return this.#takingBack;
  }

  /** Must be called at each alarm, because an object that just started does not know what it had announced. */
  async run(now: number): Promise<void> {
    if (this.#presence() === 'live') {
      this.#clock.set(DUTY, undefined);
      return;
    }
    this.#clock.set(DUTY, now + TAKEN_BACK_AFTER_MS);
    if (this.#making > 0 || this.#presence() === 'leaving') return;
    await this.takeBack();
    // A call that came in the meantime has set the alarm for itself.
    if (this.#making === 0) this.#clock.set(DUTY, undefined);
  }
}
