import type { Env } from '../platform/env.ts';
import { DecisionPoint } from './decision-point.ts';
import type { Postpone } from './sender-recorder.ts';

/** One isolate of the Worker: its bindings, and what it holds in memory from one request to the next. */
export class Isolate {
  readonly env: Env;
  readonly #postpone: Postpone | undefined;
  #point: DecisionPoint | undefined;

  constructor(env: Env, postpone?: Postpone) {
    this.env = env;
    this.#postpone = postpone;
  }

  /** Made by the first request that wants it. Throws when the configuration is wrong. */
  get decisionPoint(): DecisionPoint {
    this.#point ??= new DecisionPoint(this.env, this.#postpone);
    return this.#point;
  }
}
