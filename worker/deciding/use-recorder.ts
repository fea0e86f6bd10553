import { LRUCache } from 'lru-cache';
import type { CheckCall } from '../platform/check-call.ts';
import { isRecent } from '../platform/recent.ts';

const MAX_TOKENS = 1_000;
const RECORDED_EVERY_MS = 10 * 60_000;

/**
 * Records that a token was used. It does so after the answer, at most every ten minutes in an isolate. A
 * failure is not tried again.
 */
export class UseRecorder {
  readonly #recordedAt = new LRUCache<string, number>({ max: MAX_TOKENS });

  record(tokenId: string, write: (at: number) => Promise<void>, call: CheckCall): void {
    const now = call.startedAt;
    const recordedAt = this.#recordedAt.get(tokenId) ?? Number.NEGATIVE_INFINITY;
    if (isRecent(recordedAt, RECORDED_EVERY_MS, now)) return;
    this.#recordedAt.set(tokenId, now);
    call.keepAlive(write(now).catch(() => undefined));
  }
}
