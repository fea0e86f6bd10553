/**
 * Counts the deliveries that an object is making. An object has six connections for all its requests, and a
 * seventh request waits. Publishing must never wait for that, so there are fewer slots. One webhook may use
 * only some of the slots, so that a slow receiver does not delay the others.
 */
export const MAX_AT_ONCE = 4;
const MAX_OF_ONE = 2;

export class DeliverySlots {
  readonly #underWay = new Map<string, number>();
  readonly #waiting: (() => void)[] = [];
  #taken = 0;

  get isEmpty(): boolean {
    return this.#taken === 0;
  }

  get isFull(): boolean {
    return this.#taken >= MAX_AT_ONCE;
  }

  /**
   * Returns the webhooks that may begin another delivery. The webhook with the fewest running deliveries comes
   * first.
   */
  free(webhookIds: readonly string[]): string[] {
    if (this.isFull) return [];
    return webhookIds
      .filter((id) => this.#countOf(id) < MAX_OF_ONE)
      .toSorted((left, right) => this.#countOf(left) - this.#countOf(right));
  }

  take(webhookId: string): void {
    this.#taken++;
    this.#underWay.set(webhookId, this.#countOf(webhookId) + 1);
  }

  /** Takes the next free slot. It is for a delivery that somebody waits for, such as a test. */
  async wait(webhookId: string): Promise<void> {
    const take = () => this.take(webhookId);
    if (!this.isFull) return take();
    // The slot is taken in the same step that frees it, so nobody else can take it.
    await new Promise<void>((resolve) => this.#waiting.push(() => resolve(take())));
  }

  release(webhookId: string): void {
    this.#taken--;
    const left = this.#countOf(webhookId) - 1;
    if (left > 0) this.#underWay.set(webhookId, left);
    else this.#underWay.delete(webhookId);
    this.#waiting.shift()?.();
  }

  #countOf(webhookId: string): number {
    return this.#underWay.get(webhookId) ?? 0;
  }
}
