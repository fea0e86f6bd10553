/** Lets several parties meet, so that something happens at the same time for all of them. */
export class Meeting {
  #parties: number;
  #arrived: (() => void)[] = [];
  #act: () => unknown = () => {};

  constructor(parties: number) {
    this.#parties = parties;
  }

  /** Resolves when all are here. The last one to come does the act before. */
  async meet(act: () => unknown): Promise<void> {
    this.#act = act;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#arrived.push(resolve);
    await this.#goOnIfAll();
    await promise;
  }

  /** Nobody waits for this party any more. */
  async leave(): Promise<void> {
    this.#parties -= 1;
    await this.#goOnIfAll();
  }

  async #goOnIfAll(): Promise<void> {
    if (this.#arrived.length < this.#parties || this.#arrived.length === 0) return;
    const arrived = this.#arrived;
    this.#arrived = [];
    try {
      await this.#act();
    } finally {
      for (const goOn of arrived) goOn();
    }
  }
}
