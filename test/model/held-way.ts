/** A way to an object on which each call and each answer is held until it is let go. */
import { vi } from 'vitest';
import type { Way } from '../worker/support/faulty-bindings.ts';

const TIMEOUT_MS = 10_000;

export class HeldWay {
  /** The numbers of what is held, in the order in which it came. */
  #held: number[] = [];
  #arrived = 0;
  #passed = 0;
  #isOpen = false;

  /** An object has one call of this at a time, and what makes or deletes its account waits for that. */
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

  /** Goes on when the call is through, held, or waits for one that is. */
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

  /** Lets go what is held at that place. */
  async release(at: number): Promise<void> {
    const passed = this.#passed;
    const [number] = this.#held.splice(at % Math.max(1, this.#held.length), 1);
    if (number !== undefined) await vi.waitUntil(() => this.#passed > passed, { interval: 1 });
  }

  /** Holds nothing any more. */
  open(): void {
    this.#isOpen = true;
    this.#held = [];
  }

  /** Looks for itself whether it is let go: an object can't be woken from a test's own context. */
  async #hold(): Promise<void> {
    if (this.#isOpen) return;
    const number = this.#arrived++;
    this.#held.push(number);
    const isFree = () => this.#isOpen || !this.#held.includes(number);
    await vi.waitUntil(isFree, { interval: 1, timeout: TIMEOUT_MS });
    this.#passed++;
  }
}
