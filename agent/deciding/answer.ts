/** What a listener needs of the deciding: the answer to a question, whatever the protocol. */

import type * as api from '../../shared/api.ts';
import type { ClientAddress } from '../../shared/client-address.ts';
import type { Problem } from '../../shared/problem.ts';

export interface AgentQuestion {
  /** The login in its canonical form. */
  readonly login: string;
  readonly address: ClientAddress;
  /** Whether the mail server asks because the password was right. A refusal is then a leak. */
  readonly passwordWasRight: boolean;
}

export type Answered =
  | { readonly kind: 'allowed' | 'refused' | 'unavailable'; readonly decision: api.Decision }
  /** The Worker refuses the agent's token. */
  | { readonly kind: 'bad-token'; readonly problem: Problem }
  /** The Worker can decide this question never, or not now because the agent asks too often. */
  | { readonly kind: 'bad-question' | 'rate-limited'; readonly problem: Problem };

/** Answers at once, without a promise, if a fresh copy allows. It never rejects. */
export type Ask = (question: AgentQuestion) => Answered | Promise<Answered>;
