/**
 * How old the copies are, and what time it is. Two clocks are asked, because each can be wrong alone: a wall clock
 * can be set, and a monotonic one stands still while the machine sleeps, and begins anew with the process.
 */

export interface Clocks {
  /** Milliseconds that only ever rise. */
  monotonic(): number;
  /** Milliseconds since the epoch. */
  wall(): number;
}

export const SYSTEM_CLOCKS: Clocks = {
  monotonic: () => performance.now(),
  wall: () => Date.now(),
};

export interface Moment {
  readonly monotonic: number;
  readonly wall: number;
}

/** What the state on disk keeps of the time. All are milliseconds since the epoch. */
export interface KeptTime {
  /** When the last complete synchronisation began. It is null if nobody can tell. */
  readonly beganAt: number | null;
  readonly keptAt: number;
  /** The Worker's time. */
  readonly workerAt: number | null;
}

/**
 * After a start without the network, a clock may be this much behind what it was, though nobody set it back. The
 * copies then count as that much older.
 */
const UNSET_MS = 60_000;

export class CopyClock {
  readonly #clocks: Clocks;
  #began: Moment | undefined;
  /** The Worker's time at a moment. */
  #heard: { readonly at: number; readonly monotonic: number } | undefined;

  constructor(clocks: Clocks) {
    this.#clocks = clocks;
  }

  moment(): Moment {
    return { monotonic: this.#clocks.monotonic(), wall: this.#clocks.wall() };
  }

  /** Notes a complete synchronisation by the moment it began. */
  complete(began: Moment): void {
    this.#began = began;
  }

  hear(workerAt: number): void {
    this.#heard = { at: workerAt, monotonic: this.#clocks.monotonic() };
  }

  forget(): void {
    this.#began = undefined;
    this.#heard = undefined;
  }

  /** The older of both ages, so that no step of a clock makes a copy younger. */
  ageMs(): number {
    const began = this.#began;
    if (began === undefined) return Infinity;
    const { monotonic, wall } = this.moment();
    return Math.max(monotonic - began.monotonic, wall - began.wall);
  }

  now(): number {
    return Math.max(this.#clocks.wall(), this.#workerNow() ?? 0);
  }

  /** By the wall clock, when the last complete synchronisation began. */
  get beganAt(): number | undefined {
    return this.#began?.wall;
  }

  keep(): KeptTime {
    const { wall } = this.moment();
    // Both ages count: a clock that was set back since then would make the copies younger after the next start.
    const beganAt = this.#began === undefined ? null : wall - this.ageMs();
    return { beganAt, keptAt: wall, workerAt: this.#workerNow() ?? null };
  }

  /**
   * A process that starts has the wall clock alone. Where that was set back, the age is unknown. The copies are at
   * least as old as they were when they were kept.
   */
  restore({ beganAt, keptAt, workerAt }: KeptTime): void {
    const { monotonic, wall } = this.moment();
    if (workerAt !== null) this.#heard = { at: workerAt, monotonic };
    if (beganAt === null || beganAt > keptAt || wall < keptAt - UNSET_MS) return;
    const ageMs = wall < keptAt ? keptAt - beganAt + UNSET_MS : wall - beganAt;
    this.#began = { wall: beganAt, monotonic: monotonic - ageMs };
  }

  #workerNow(): number | undefined {
    const heard = this.#heard;
    return heard && heard.at + this.#clocks.monotonic() - heard.monotonic;
  }
}
