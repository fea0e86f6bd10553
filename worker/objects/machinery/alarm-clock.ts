/** An object has one alarm; this shares it among its duties: it rings for the earliest. */
export class AlarmClock {
  readonly #storage: DurableObjectStorage;
  readonly #times = new Map<string, number>();
  #isWound = true;

  constructor(storage: DurableObjectStorage) {
    this.#storage = storage;
  }

  /** What an object that begins anew finds in its tables; the alarm itself was kept. */
  recall(duty: string, at: number | undefined): void {
    if (at !== undefined) this.#times.set(duty, at);
  }

  /**
   * When the duty is due; undefined: not at all. Not awaited: in a transaction it is committed together with
   * the writes before it.
   */
  set(duty: string, at: number | undefined): void {
    // Setting an alarm is a write: what stands is not set again.
    if (at === this.#times.get(duty)) return;
    if (at === undefined) this.#times.delete(duty);
    else this.#times.set(duty, at);
    this.#setAlarm();
  }

  /** To be called when it rings: the alarm is used up. */
  rang(): void {
    this.#isWound = false;
  }

  /** When the duties are done: rings again for what is still to come. */
  wind(): void {
    if (!this.#isWound && this.#times.size > 0) this.#setAlarm();
  }

  #setAlarm(): void {
    const earliest = Math.min(...this.#times.values());
    this.#isWound = earliest !== Number.POSITIVE_INFINITY;
    void (this.#isWound ? this.#storage.setAlarm(earliest) : this.#storage.deleteAlarm());
  }
}
