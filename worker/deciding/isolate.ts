import type { Env } from '../platform/env.ts';
import { DecisionPoint } from './decision-point.ts';
import type { Postpone } from './sender-recorder.ts';

/** One isolate of the Worker: its bindings, and everything it keeps in memory between requests. */
export class Isolate {
  readonly env: Env;
  readonly #postpone: Postpone | undefined;
  #point: DecisionPoint | undefined;

  constructor(env: Env, postpone?: Postpone) {
    this.env = env;
    this.#postpone = postpone;
  }

  /** The decision point, made by the first request that needs it. It throws if the configuration is wrong. */
  get decisionPoint(): DecisionPoint {
    this.#point ??= new DecisionPoint(this.env, this.#postpone);
    return this.#point;
  }
}
