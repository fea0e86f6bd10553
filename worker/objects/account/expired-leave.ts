/**
 * Sets the time when expired entries leave the list by themselves (R13). The object passes the list after each
 * change.
 */
import type { Allowlist } from '../../../shared/allowlist.ts';
import { findNextLeave } from '../../../shared/expired-entries.ts';
import type { AlarmClock } from '../machinery/alarm-clock.ts';

const DUTY = 'let-expired-leave';
/**
 * The most entries that one alarm takes off. The others follow a second later, so one alarm never has thousands
 * to do.
 */
export const MOST_AT_ONCE = 1_000;
const NEXT_PART_AFTER_MS = 1_000;

export class ExpiredLeave {
  readonly #clock: AlarmClock;
  #dueAt: number | undefined;

  constructor(clock: AlarmClock) {
    this.#clock = clock;
  }

  /** Restores the alarm when the object starts. */
  recall(list: Allowlist): void {
    this.#dueAt = findNextLeave(list.entries, list.limit);
    this.#clock.recall(DUTY, this.#dueAt);
  }

  /** Must be called after each change. If entries are still due, there were more than one alarm takes off. */
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
