import type { ProblemDocument } from '../../shared/api.ts';
import type { Result } from '../../shared/result.ts';

/** The reason why a call failed. */
export type Trouble =
  /** The browser has no network. */
  | { readonly kind: 'offline' }
  /**
   * The network works, but the endpoint does not answer: the host does not exist, refuses, has a bad certificate or
   * is too slow.
   */
  | { readonly kind: 'unreachable' }
  /** Something answers there, but it is not Sendgate. */
  | { readonly kind: 'not-sendgate'; readonly status: number }
  /** Sendgate refuses the call. `retryAt` (milliseconds since the epoch) is set if Sendgate says when to try again. */
  | {
      readonly kind: 'refused';
      readonly problem: ProblemDocument;
      readonly retryAt: number | null;
    };

export type ApiAnswer<Value> = Promise<Result<Value, Trouble>>;
