import type { Env } from '../platform/env.ts';
import { DecisionPoint } from './decision-point.ts';

/** One isolate of the Worker: its bindings, and what it holds in memory from one request to the next. */
export class Isolate {
  readonly env: Env;
  #point: DecisionPoint | undefined;

  constructor(env: Env) {
    this.env = env;
  }

  /** Made by the first request that wants it. Throws when the configuration is wrong. */
  get decisionPoint(): DecisionPoint {
    this.#point ??= new DecisionPoint(this.env);
    return this.#point;
  }
}
