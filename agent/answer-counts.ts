/** Counts the answers by their kinds, and those that are waited for. */
import type { Answered, Ask } from './deciding/answer.ts';

export type AnswerKind = Answered['kind'];

export class AnswerCounts {
  readonly kinds: Record<AnswerKind, number> = {
    allowed: 0,
    refused: 0,
    unavailable: 0,
    'bad-token': 0,
    'bad-question': 0,
    'rate-limited': 0,
  };
  /** The questions that wait for an answer now. */
  waiting = 0;

  /** Counts what `ask` answers. */
  of(ask: Ask): Ask {
    return (question) => {
      const answered = ask(question);
      if (answered instanceof Promise) return this.#await(answered);
      this.kinds[answered.kind]++;
      return answered;
    };
  }

  async #await(answered: Promise<Answered>): Promise<Answered> {
    this.waiting++;
    try {
      const late = await answered;
      this.kinds[late.kind]++;
      return late;
    } finally {
      this.waiting--;
    }
  }
}
