/** Answers each question: from a fresh copy, by the Worker, or as R26 says while the Worker does not answer. */
import type { Checked, WorkerQuestion } from '../worker-client/worker-client.ts';
import type { AgentQuestion, Answered, Ask } from './answer.ts';
import { conclude, findFreshAllow, heldOf, type Limits } from './conclude.ts';
import type { Copies } from './copies.ts';
import type { Observe } from './observer.ts';

export interface DeciderParts extends Limits {
  readonly copies: Copies;
  /** Asks the Worker. It never rejects. */
  readonly check: (question: WorkerQuestion) => Promise<Checked>;
  readonly observe: Observe;
}

export class Decider {
  /** The answers, by who gave them. `none` means that nobody could decide, so the fail mode did. */
  readonly counts = { memory: 0, worker: 0, copy: 0, none: 0 };
  readonly #parts: DeciderParts;

  constructor(parts: DeciderParts) {
    this.#parts = parts;
  }

  readonly ask: Ask = (question) => {
    const { copies, observe } = this.#parts;
    const decision = findFreshAllow(question, heldOf(copies, question.login), this.#parts);
    if (decision === undefined) return this.#askWorker(question);
    this.counts.memory++;
    observe(question, decision);
    return { kind: 'allowed', decision };
  };

  async #askWorker(question: AgentQuestion): Promise<Answered> {
    const { copies, check, observe } = this.#parts;
    const { login, address, passwordWasRight } = question;
    const said = await check({ login, address: address.text, passwordWasRight });
    if (said.kind === 'decision') {
      const { decidedBy, revision } = said.decision;
      if (decidedBy !== null && revision !== null) copies.noteRevision(decidedBy, revision);
    }
    // The copies may be newer by now.
    const { answered, seen } = conclude(question, heldOf(copies, login), this.#parts, said);
    if (seen !== undefined) observe(question, seen);
    this.#count(said, answered, seen !== undefined);
    return answered;
  }

  #count(said: Checked, answered: Answered, isSeen: boolean): void {
    if (isSeen) this.counts.copy++;
    else if (said.kind === 'unreachable' || isUnread(answered)) this.counts.none++;
    else this.counts.worker++;
  }
}

function isUnread(answered: Answered): boolean {
  return 'decision' in answered && answered.decision.reason === 'unavailable';
}
