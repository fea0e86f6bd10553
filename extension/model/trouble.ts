import type { ProblemDocument } from '../../shared/api.ts';
import type { Result } from '../../shared/result.ts';

/** Why a call did not give what was asked for. */
export type Trouble =
  /** The browser has no network. */
  | { readonly kind: 'offline' }
  /** The network is there, the endpoint is not: no such host, refused, a bad certificate, or too slow. */
  | { readonly kind: 'unreachable' }
  /** Something answers there, and it is not Sendgate. */
  | { readonly kind: 'not-sendgate'; readonly status: number }
  /** Sendgate refuses; `retryAt` (milliseconds since the epoch) where it says when to come back. */
  | {
      readonly kind: 'refused';
      readonly problem: ProblemDocument;
      readonly retryAt: number | null;
    };

export type ApiAnswer<Value> = Promise<Result<Value, Trouble>>;
