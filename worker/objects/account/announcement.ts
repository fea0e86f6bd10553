/**
 * An account is in the directory before it is made. If it is then not made, since its object failed or ended in
 * between, the directory has a row of nobody's. The alarm takes that back: it is set before the directory hears of the
 * account, and so outlives the object.
 */
import type { AlarmClock } from '../machinery/alarm-clock.ts';

const DUTY = 'take-back';
const TAKEN_BACK_AFTER_MS = 60_000;

/** An account is leaving as long as its deletion is not published: until then the directory has it. */
export type Presence = 'live' | 'leaving' | 'gone';

export class Announcement {
  readonly #clock: AlarmClock;
  readonly #presence: () => Presence;
  /** Removes the row; whether there was one. */
  readonly #remove: () => Promise<boolean>;
  #making = 0;
  #takingBack: Promise<boolean> | undefined;

  constructor(clock: AlarmClock, presence: () => Presence, remove: () => Promise<boolean>) {
    this.#clock = clock;
    this.#presence = presence;
    this.#remove = remove;
  }

  /** `make` announces the account and makes it. What is announced meanwhile is not taken back. */
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

  /** Whether the directory had a row of an account that was never made, or not again; now it has none. */
  takeBack(): Promise<boolean> {
    if (this.#making > 0 || this.#presence() !== 'gone') return Promise.resolve(false);
    this.#takingBack ??= this.#remove().finally(() => {
      this.#takingBack = undefined;
    });
    return this.#takingBack;
  }

  /** At each alarm: an object that begins anew does not know what it had announced. */
  async run(now: number): Promise<void> {
    if (this.#presence() === 'live') {
      this.#clock.set(DUTY, undefined);
      return;
    }
    this.#clock.set(DUTY, now + TAKEN_BACK_AFTER_MS);
    if (this.#making > 0 || this.#presence() === 'leaving') return;
    await this.takeBack();
    // A call that came meanwhile has set it for itself.
    if (this.#making === 0) this.#clock.set(DUTY, undefined);
  }
}
