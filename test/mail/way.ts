/** The way of a question from a mail server to the Worker. */
import type { Fate } from './cases.ts';
import type { Column } from './columns.ts';
import type { ServerSetup } from './mail-server.ts';
import type { ForwardedQuestion } from './worker-front.ts';

export interface Question {
  readonly login: string;
  readonly from: string;
}

export interface Way {
  /** Says whom the mail server asks in place of the Worker. */
  through(setup: ServerSetup): ServerSetup;
  /** Resolves when whoever holds copies has heard what the Worker says of this question by now. */
  settle(question: Question): Promise<void>;
  /** Whether this is a question about somebody, among what reaches the Worker. */
  isQuestion(question: ForwardedQuestion): boolean;
  close(): Promise<void>;
  /** The path at which the Worker is asked. */
  routeFor(column: Column): string;
  /** The least and the most questions to the Worker that a mail of that end may cost. */
  questionsFor(column: Column, fate: Fate): readonly [least: number, most: number];
}

export const DIRECTLY: Way = {
  through: (setup) => setup,
  settle: async () => {},
  close: async () => {},
  isQuestion: () => true,
  routeFor: ({ asksAt }) => asksAt,
  // A server asks once for each message, however many recipients it has.
  questionsFor({ asksFirst = false, hasAgent = false }, fate) {
    const asked = fate === 'unasked' || (fate === 'wrong password' && !asksFirst) ? 0 : 1;
    return [hasAgent ? 0 : asked, asked];
  },
};
