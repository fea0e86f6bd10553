/** Asks the Worker's own decision point in this process, with a clock of its own, and measures the memory it uses. */
import { timingSafeEqual } from 'node:crypto';
import { registerHooks } from 'node:module';
import { parseClientAddress } from '../shared/client-address.ts';
import type { DecisionPoint } from '../worker/deciding/decision-point.ts';
import { CheckCall } from '../worker/platform/check-call.ts';
import type { Isolate } from './isolate-bindings.ts';

const NO_HEADERS = new Headers();

export class IsolateAsker {
  readonly #relayToken: string;
  readonly #decisionPoint: DecisionPoint;

  constructor({ relayToken }: Isolate, decisionPoint: DecisionPoint) {
    this.#relayToken = relayToken;
    this.#decisionPoint = decisionPoint;
  }

  /** Makes a check in the same way as a route. */
  async check(account: string, address = ''): Promise<void> {
    const call = new CheckCall({ waitUntil: () => undefined });
    const asker = await this.#decisionPoint.verify(this.#relayToken, NO_HEADERS, call);
    const parsed = parseClientAddress(address);
    if (asker.kind !== 'relay' || !parsed.ok) throw new Error('this check can’t be asked');
    await this.#decisionPoint.decide(asker, account, parsed.value, call);
  }

  async refuse(token: string): Promise<void> {
    const call = new CheckCall({ waitUntil: () => undefined });
    const asker = await this.#decisionPoint.verify(token, NO_HEADERS, call);
    if (asker.kind !== 'unauthorized') throw new Error(`a made-up token is ${asker.kind}`);
  }
}

/**
 * Loads the Worker's modules. They import modules of the platform that Node does not have, so those are
 * replaced.
 */
export async function openDecisionPoint({ env }: Isolate): Promise<DecisionPoint> {
  Object.assign(crypto.subtle, { timingSafeEqual });
  const platform = 'data:text/javascript,export class DurableObject {}';
  const hooks = registerHooks({
    resolve: (specifier, context, next) =>
      specifier === 'cloudflare:workers'
        ? { url: platform, shortCircuit: true }
        : next(specifier, context),
  });
  const worker = await import('../worker/deciding/decision-point.ts');
  hooks.deregister();
  return new worker.DecisionPoint(env);
}

export class HeldClock implements Disposable {
  readonly #realNow = Date.now;
  #now = Date.UTC(2030);

  constructor() {
    Date.now = () => this.#now;
  }

  advance(milliseconds: number): void {
    this.#now += milliseconds;
  }

  [Symbol.dispose](): void {
    Date.now = this.#realNow;
  }
}

export function usedMebibytes(): number {
  globalThis.gc?.();
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 2 ** 20;
}
