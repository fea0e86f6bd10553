/**
 * The keys that KV had nothing for, a moment ago. They are kept apart from the copies, so that invented logins can
 * push no copy out of memory.
 */
import { LRUCache } from 'lru-cache';
import { isRecent } from '../platform/recent.ts';
import { COPY_MS } from './replica.ts';

const MAX_KEYS = 10_000;

export class MissingKeys {
  readonly #missedAt = new LRUCache<string, number>({ max: MAX_KEYS });

  add(key: string, now: number): void {
    this.#missedAt.set(key, now);
  }

  has(key: string, now: number): boolean {
    const missedAt = this.#missedAt.get(key);
    return missedAt !== undefined && isRecent(missedAt, COPY_MS, now);
  }

  /** Whether KV had nothing when it was asked last, however long ago. */
  knows(key: string): boolean {
    return this.#missedAt.peek(key) !== undefined;
  }

  delete(key: string): void {
    this.#missedAt.delete(key);
  }
}
