import type { Context } from 'hono';
import type * as api from '../../shared/api.ts';
import type { Verified } from '../deciding/asker.ts';
import type { DecisionPoint } from '../deciding/decision-point.ts';
import type { Env } from '../platform/env.ts';

/** What handlers find in Hono's context. */
export interface AppEnv {
  Bindings: Env;
  Variables: {
    /** See request-id.ts. */
    requestId: string | undefined;
    decisionPoint: DecisionPoint;
    /** Set where it was found out before the chain of all calls began. */
    verified: Verified | undefined;
    /** Set by bearer-auth on every route that has a `who`. */
    session: api.Session;
  };
}

export type AppContext = Context<AppEnv>;
