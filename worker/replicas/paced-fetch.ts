/**
 * Limits how often an isolate asks an object. A result is never older than the question that it answers. So a
 * new question does not join a fetch that is already running; all waiting questions share the next fetch. Only
 * in a flood, with more than CALM_FETCHES a second, a result that is up to a second old is used.
 */
import { LRUCache } from 'lru-cache';
import { isRecent } from '../platform/recent.ts';

export const CALM_FETCHES = 5;
export const FLOOD_WINDOW_MS = 1_000;
/** A fetch has a deadline. If it runs much longer, it died with the request that began it. */
export const DEAD_AFTER_MS = 3_000;
const MAX_LANES = 10_000;

interface Lane<Value extends string> {
  /** The start times of the last CALM_FETCHES fetches, oldest first. */
  readonly starts: number[];
  latest: { readonly startedAt: number; readonly value: Value } | undefined;
  running: Promise<Value> | undefined;
  following: Promise<Value> | undefined;
}

export interface Fetched<Value> {
  readonly value: Value;
  /** Whether the fetch began before the question, as can happen in a flood. */
  readonly isEarlier: boolean;
}

/**
 * Fetches values for keys. The values are small and are kept here; the fetched content is kept elsewhere, where
 * its size is counted.
 */
export class PacedFetch<Value extends string> {
  readonly #lanes = new LRUCache<string, Lane<Value>>({ max: MAX_LANES });

  /** `fetch` must not reject. A caller that needs the newest result in every case passes `paced` as false. */
  async run(key: string, fetch: () => Promise<Value>, paced: boolean): Promise<Fetched<Value>> {
    const lane = this.#lane(key);
    const now = Date.now();
    if (!isRecent(lane.starts.at(-1) ?? 0, DEAD_AFTER_MS, now)) {
      lane.running = undefined;
      lane.following = undefined;
    }
    const { latest } = lane;
    if (paced && isFlood(lane, now) && latest && isRecent(latest.startedAt, FLOOD_WINDOW_MS, now)) {
      return { value: latest.value, isEarlier: true };
    }
    return { value: await this.#fetchLater(lane, fetch), isEarlier: false };
  }

  #fetchLater(lane: Lane<Value>, fetch: () => Promise<Value>): Promise<Value> {
    if (!lane.running) return this.#start(lane, fetch);
    lane.following ??= this.#startAfter(lane.running, lane, fetch);
    return lane.following;
  }

  /**
   * Starts a fetch after the running one. The running promise may belong to another request. After a plain
   * await the code would continue within that request, which may end before the new fetch does. The race makes
   * a promise of this request, so the code continues here.
   */
  async #startAfter(
    running: Promise<Value>,
    lane: Lane<Value>,
    fetch: () => Promise<Value>,
  ): Promise<Value> {
    await Promise.race([running]);
    return this.#start(lane, fetch);
  }

  /** Forgets all results and running fetches of the key, so none of them answers a later question. */
  outdate(key: string): void {
    this.#lanes.delete(key);
  }

  async #start(lane: Lane<Value>, fetch: () => Promise<Value>): Promise<Value> {
    const startedAt = Date.now();
    if (lane.starts.push(startedAt) > CALM_FETCHES) lane.starts.shift();
    lane.following = undefined;
    const running = fetch();
    lane.running = running;
    const value = await running;
    lane.latest = { startedAt, value };
    if (lane.running === running && !lane.following) lane.running = undefined;
    return value;
  }

  #lane(key: string): Lane<Value> {
    const known = this.#lanes.get(key);
    if (known) return known;
    const lane: Lane<Value> = {
      starts: [],
      latest: undefined,
      running: undefined,
      following: undefined,
    };
    this.#lanes.set(key, lane);
    return lane;
  }
}

function isFlood({ starts }: Lane<string>, now: number): boolean {
  const [oldest] = starts;
  return (
    oldest !== undefined && starts.length === CALM_FETCHES && isRecent(oldest, FLOOD_WINDOW_MS, now)
  );
}
