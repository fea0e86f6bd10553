/** An object has one alarm; this shares it among its duties: it rings for the earliest. */
export class AlarmClock {
  readonly #storage: DurableObjectStorage;
  readonly #times = new Map<string, number>();

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
    const earliest = Math.min(...this.#times.values());
    void (earliest === Number.POSITIVE_INFINITY
      ? this.#storage.deleteAlarm()
      : this.#storage.setAlarm(earliest));
  }

  /** After it has rung and the duties are done: rings again for what is still to come. */
  wind(): void {
    if (this.#times.size > 0) void this.#storage.setAlarm(Math.min(...this.#times.values()));
  }
}
