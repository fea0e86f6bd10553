/**
 * The leaks of one account that this isolate has seen and has not yet reported to the object. Its size has a
 * limit, whatever comes.
 */
import { LRUCache } from 'lru-cache';
import { pairOf } from '../../shared/activity.ts';
import { HOUR_MS, LEAK_QUIET_MS, type Leak, MAX_LEAKS_AN_HOUR } from '../../shared/alert.ts';
import { isRecent } from '../platform/recent.ts';

export class LeakBook {
  readonly #pending = new Map<string, Leak>();
  readonly #toldAt = new LRUCache<string, number>({ max: 2 * MAX_LEAKS_AN_HOUR });
  #hourBeganAt = Number.NEGATIVE_INFINITY;
  #newsInHour = 0;

  /**
   * Adds a leak. Returns true if it must be reported at once: the address is new in this hour, and another
   * alert is allowed. A domain account has such an hour for each login and address.
   */
  add({ address, login, serverId, at }: Omit<Leak, 'count'>): boolean {
    const pair = pairOf({ address, login });
    const earlier = this.#pending.get(pair);
    // Beyond the limit a refusal is counted only with its sender, and appears in the digest.
    if (!earlier && this.#pending.size >= MAX_LEAKS_AN_HOUR) return false;
    const count = (earlier?.count ?? 0) + 1;
    const named = login === undefined ? {} : { login };
    this.#pending.set(pair, { address, ...named, serverId, at, count });
    return !this.#isToldLately(pair, at) && this.#hasRoom(at);
  }

  /** Takes the leaks that are to be reported now. */
  take(): Leak[] {
    const leaks = [...this.#pending.values()];
    // An address that keeps trying is news again one hour after the last report, not one hour after its last
    // try.
    for (const [pair, { at }] of this.#pending)
      if (!this.#isToldLately(pair, at)) this.#toldAt.set(pair, at);
    this.#pending.clear();
    return leaks;
  }

  /**
   * Puts back leaks that could not be reported. They go with the next report, and the next refusal of the
   * address causes one.
   */
  putBack(leaks: readonly Leak[]): void {
    for (const leak of leaks) {
      const pair = pairOf(leak);
      this.#toldAt.delete(pair);
      const later = this.#pending.get(pair);
      this.#pending.set(pair, { ...leak, count: leak.count + (later?.count ?? 0) });
    }
  }

  #isToldLately(pair: string, now: number): boolean {
    return isRecent(this.#toldAt.get(pair) ?? Number.NEGATIVE_INFINITY, LEAK_QUIET_MS, now);
  }

  #hasRoom(now: number): boolean {
    if (!isRecent(this.#hourBeganAt, HOUR_MS, now)) {
      this.#hourBeganAt = now;
      this.#newsInHour = 0;
    }
    return this.#newsInHour++ < MAX_LEAKS_AN_HOUR;
  }
}
