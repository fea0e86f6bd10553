/** What the log has of an answer, whatever the protocol. */
import type { Answered } from '../deciding/answer.ts';

/** Takes fixed words, logins and addresses: never a token, a password, another header or a body. */
export type ListenerLog = (event: string, facts: Readonly<Record<string, string | number>>) => void;

/** Says in the log what became of a question that was not allowed. */
export function describeAnswer(
  answered: Answered,
): { readonly event: string; readonly why: string } | undefined {
  switch (answered.kind) {
    case 'allowed':
      return undefined;
    case 'refused':
      return { event: 'refused', why: answered.decision.reason };
    case 'unavailable':
      return answered.decision.verdict === 'allow'
        ? undefined
        : { event: 'deferred', why: answered.decision.reason };
    case 'bad-question':
      return { event: 'refused', why: answered.problem.detail };
    case 'bad-token':
    case 'rate-limited':
      return { event: 'deferred', why: answered.problem.detail };
  }
}
