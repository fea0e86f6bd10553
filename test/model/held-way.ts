/** A way to an object that holds each call and each answer until it is released. */
import { vi } from 'vitest';
import type { Way } from '../worker/support/faulty-bindings.ts';

const TIMEOUT_MS = 10_000;

export class HeldWay {
  /** The numbers of the calls and answers that are held, in the order in which they came. */
  #held: number[] = [];
  #arrived = 0;
  #passed = 0;
  #isOpen = false;

  /**
   * An object makes one call of `removeUnmade` at a time. Calls that make or delete its account
   * wait for it.
   */
  #isTakingBack = false;

  readonly way: Way = async (call, method) => {
    const isTakingBack = method === 'removeUnmade';
    if (isTakingBack) this.#isTakingBack = true;
    try {
      await this.#hold();
      const answer = await call();
      await this.#hold();
      return answer;
    } finally {
      if (isTakingBack) this.#isTakingBack = false;
    }
  };

  /** Goes on when the call is through or held, or waits for one that is held. */
  async begin(call: Promise<unknown>): Promise<void> {
    const arrived = this.#arrived;
    let isThrough = false;
    const through = () => {
      isThrough = true;
    };
    call.then(through, through);
    const isBegun = () => isThrough || this.#arrived > arrived || this.#isTakingBack;
    await vi.waitUntil(isBegun, { interval: 1 });
  }

  /** Releases the call or answer at that place of the queue. */
  async release(at: number): Promise<void> {
    const passed = this.#passed;
    const [number] = this.#held.splice(at % Math.max(1, this.#held.length), 1);
    if (number !== undefined) await vi.waitUntil(() => this.#passed > passed, { interval: 1 });
  }

  /** Releases everything, and holds nothing any more. */
  open(): void {
    this.#isOpen = true;
    this.#held = [];
  }

  /**
   * Looks again and again whether it is released, since a test's own context can't wake an object.
   */
  async #hold(): Promise<void> {
    if (this.#isOpen) return;
    const number = this.#arrived++;
    this.#held.push(number);
    const isFree = () => this.#isOpen || !this.#held.includes(number);
    await vi.waitUntil(isFree, { interval: 1, timeout: TIMEOUT_MS });
    this.#passed++;
  }
}
