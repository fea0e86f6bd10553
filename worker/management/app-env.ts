import type { Context } from 'hono';
import type * as api from '../../shared/api.ts';
import type { DecisionPoint } from '../deciding/decision-point.ts';
import type { Env } from '../platform/env.ts';

/** What handlers find in Hono's context. */
export interface AppEnv {
  Bindings: Env;
  Variables: {
    /** The id that X-Request-Id, a problem and the lines of the log call the request. */
    requestId: string;
    decisionPoint: DecisionPoint;
    /** Set by bearer-auth on every route that has a `who`. */
    session: api.Session;
  };
}

export type AppContext = Context<AppEnv>;
