import type { Context } from 'hono';
import type * as api from '../../shared/api.ts';
import type { DecisionPoint } from '../deciding/decision-point.ts';
import type { Env } from '../platform/env.ts';

/** The values that handlers find in Hono's context. */
export interface AppEnv {
  Bindings: Env;
  Variables: {
    /** The id of the request in X-Request-Id, in problems and in log lines. */
    requestId: string;
    decisionPoint: DecisionPoint;
    /** The session. bearer-auth sets it on every route that has a `who`. */
    session: api.Session;
  };
}

export type AppContext = Context<AppEnv>;
