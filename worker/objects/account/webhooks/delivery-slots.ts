/**
 * How many deliveries of an object are under way. An object has six connections for all its requests, and a seventh
 * waits: publishing must not. One webhook has fewer slots than there are, so that a slow receiver holds up no other.
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

  /** The webhooks that may begin another delivery, the one with the fewest under way first. */
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

  /** For what somebody waits for: it has the next slot that is free. */
  async wait(webhookId: string): Promise<void> {
    const take = () => this.take(webhookId);
    if (!this.isFull) return take();
    // Taken in the turn that frees it: nobody comes in between.
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
