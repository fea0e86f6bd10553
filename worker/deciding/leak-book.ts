/** The leaks of one account that an isolate has seen and its object does not know yet; bounded whatever comes. */
import { LRUCache } from 'lru-cache';
import { HOUR_MS, LEAK_QUIET_MS, type Leak, MAX_LEAKS_AN_HOUR } from '../../shared/alert.ts';
import { isRecent } from '../platform/recent.ts';

export class LeakBook {
  readonly #pending = new Map<string, Leak>();
  readonly #toldAt = new LRUCache<string, number>({ max: 2 * MAX_LEAKS_AN_HOUR });
  #hourBeganAt = Number.NEGATIVE_INFINITY;
  #newsInHour = 0;

  /** True when it is to be told at once: the address is new this hour, and there is room for another alert. */
  add(address: string, serverId: string, now: number): boolean {
    const earlier = this.#pending.get(address);
    // Past the bound a refusal is counted with its sender, and is in the digest.
    if (!earlier && this.#pending.size >= MAX_LEAKS_AN_HOUR) return false;
    this.#pending.set(address, { address, serverId, at: now, count: (earlier?.count ?? 0) + 1 });
    return !this.#isToldLately(address, now) && this.#hasRoom(now);
  }

  /** What is to be told now. */
  take(): Leak[] {
    const leaks = [...this.#pending.values()];
    // An address that goes on is news again an hour after it was, not after it was last seen.
    for (const { address, at } of leaks)
      if (!this.#isToldLately(address, at)) this.#toldAt.set(address, at);
    this.#pending.clear();
    return leaks;
  }

  /** What could not be told goes with the next report, and the next refusal of the address makes one. */
  putBack(leaks: readonly Leak[]): void {
    for (const leak of leaks) {
      this.#toldAt.delete(leak.address);
      const later = this.#pending.get(leak.address);
      this.#pending.set(leak.address, { ...leak, count: leak.count + (later?.count ?? 0) });
    }
  }

  #isToldLately(address: string, now: number): boolean {
    return isRecent(this.#toldAt.get(address) ?? Number.NEGATIVE_INFINITY, LEAK_QUIET_MS, now);
  }

  #hasRoom(now: number): boolean {
    if (!isRecent(this.#hourBeganAt, HOUR_MS, now)) {
      this.#hourBeganAt = now;
      this.#newsInHour = 0;
    }
    return this.#newsInHour++ < MAX_LEAKS_AN_HOUR;
  }
}
