/** A teller with its ledger and a clock that the test sets. */

import { Teller } from '../../../agent/telling/teller.ts';
import type { WaitingLimits } from '../../../agent/telling/waiting-checks.ts';
import { WorkerClient } from '../../../agent/worker-client/worker-client.ts';
import type * as api from '../../../shared/api.ts';
import { parseClientAddress } from '../../../shared/client-address.ts';
import { LISTED, NOT_LISTED } from '../support/decisions.ts';
import { Ledger } from './ledger.ts';

export const SECOND = 1_000;
export const MINUTE = 60_000;

export interface Check {
  readonly account?: string;
  /** The account that decided, if it is another one. */
  readonly decidedBy?: string | null;
  readonly address?: string;
  readonly decision?: api.Decision;
  readonly passwordWasRight?: boolean;
}

export const ENTRY_ID = '01a22cc0670700004f3aa4a106fdc2f7';
export const ALLOWED: api.Decision = {
  ...LISTED,
  entry: { id: ENTRY_ID, value: '203.0.113.7', remark: '', list: null },
};
export const REFUSED = NOT_LISTED;
export const OBSERVED: api.Decision = { ...NOT_LISTED, verdict: 'allow', reason: 'observed' };
export const SUSPENDED: api.Decision = { ...NOT_LISTED, reason: 'suspended' };

export async function sceneOf(limits?: WaitingLimits) {
  const ledger = new Ledger();
  const client = new WorkerClient({ url: new URL(await ledger.open()), token: 'a-token' });
  const log: string[] = [];
  const clock = { now: Date.UTC(2030, 0, 31, 8), steady: 5_000 };
  const teller = new Teller({
    tell: (observations) => client.tellObservations(observations),
    log: (event) => log.push(event),
    clocks: { now: () => clock.now, steady: () => clock.steady },
    ...(limits && { limits }),
  });
  const pass = (milliseconds: number) => {
    clock.now += milliseconds;
    clock.steady += milliseconds;
  };
  return {
    ledger,
    teller,
    log,
    clock,
    pass,
    /** Lets so much time pass, and tells what is then due. */
    async tickAfter(milliseconds: number) {
      pass(milliseconds);
      await teller.tick();
    },
    check({ account = 'sender@example.com', address = '203.0.113.7', ...check }: Check = {}) {
      const { decision = ALLOWED, decidedBy = account, passwordWasRight = false } = check;
      const parsed = parseClientAddress(address);
      if (!parsed.ok) throw new Error(`no address: ${address}`);
      const { text } = parsed.value;
      teller.observe(
        { login: account, address: parsed.value, passwordWasRight },
        { ...decision, account, decidedBy, address: text },
      );
    },
    ago: (milliseconds: number) => new Date(clock.now - milliseconds).toISOString(),
    async [Symbol.asyncDispose]() {
      await teller.close(0);
      client.close();
      await ledger[Symbol.asyncDispose]();
    },
  };
}
