/** When expired entries leave the list by themselves (R13): of what list, the object says after each change. */
import type { Allowlist } from '../../../shared/allowlist.ts';
import { findNextLeave } from '../../../shared/expired-entries.ts';
import type { AlarmClock } from '../machinery/alarm-clock.ts';

const DUTY = 'let-expired-leave';
/** The others a second later, so that one alarm never has to take thousands off. */
export const MOST_AT_ONCE = 1_000;
const NEXT_PART_AFTER_MS = 1_000;

export class ExpiredLeave {
  readonly #clock: AlarmClock;
  #dueAt: number | undefined;

  constructor(clock: AlarmClock) {
    this.#clock = clock;
  }

  /** For an object that begins anew. */
  recall(list: Allowlist): void {
    this.#dueAt = findNextLeave(list.entries, list.limit);
    this.#clock.recall(DUTY, this.#dueAt);
  }

  /** After each change; what is due still was more than one alarm takes off. */
  watch(list: Allowlist, now: number): void {
    const next = findNextLeave(list.entries, list.limit);
    const isLeft = next !== undefined && next <= now;
    this.#dueAt = isLeft ? now + NEXT_PART_AFTER_MS : next;
    this.#clock.set(DUTY, this.#dueAt);
  }

  isDue(now: number): boolean {
    return this.#dueAt !== undefined && this.#dueAt <= now;
  }
}
