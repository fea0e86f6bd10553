/** The faults of expected.ts, over the real bindings. */

import { evictDurableObject, runDurableObjectAlarm } from 'cloudflare:test';
import { AsyncLocalStorage } from 'node:async_hooks';
import { vi } from 'vitest';
import type { Env } from '../../worker/platform/env.ts';
import {
  giveBindings,
  kvPutting,
  kvWith,
  objectsWith,
  runInside,
  type Stub,
  type Way,
} from '../worker/support/faulty-bindings.ts';
import { env } from '../worker/support/gate.ts';
import type { FaultName } from './expected.ts';

type Kv = Env['REPLICA'];
type Read = Parameters<typeof kvWith>[0];

export interface Fault {
  /** How the isolate reads KV; as it was before the changes, where nothing is said. */
  readonly read?: Read;
  readonly accounts?: Way;
  readonly directory?: Way;
  /** KV as the objects have it. */
  readonly objectKv?: Kv;
  /** What befalls an account's object, or the next write in it. */
  readonly strike?: (stub: Stub) => Promise<void>;
  /** The isolate has read the list before. */
  readonly warm?: true;
  /** How far the isolate's clock is from the objects'. */
  readonly skewMs?: number;
}

/** Longer than a check waits for anything. */
const SLOW_MS = 1_200;
const HOUR_MS = 3_600_000;

const pass = () => new Promise<unknown>((resolve) => setTimeout(resolve, SLOW_MS));

/** What slow objects wait for; a test can put in a wait that it lets go itself. */
export const slowness = { wait: pass };

const down = (what: string) => () => Promise.reject(new Error(`${what} is down`));
const platformFailure = (property: 'overloaded' | 'retryable') => () =>
  Promise.reject(Object.assign(new Error('of the platform'), { [property]: true }));
const unreachable = platformFailure('retryable');
const slow: Way = async (call) => {
  await slowness.wait();
  return call();
};
const late: Read = async (get) => {
  await pass();
  return get();
};
const after = async (call: () => Promise<unknown>) => {
  await call();
  return unreachable();
};
const real: Read = (get) => get();

const takesLong: Kv = new Proxy(env.REPLICA, {
  get(target, name) {
    const member = Reflect.get(target, name).bind(target);
    return (...values: unknown[]) => late(() => member(...values), '');
  },
});
const isDown: Kv = new Proxy(env.REPLICA, { get: () => down('KV') });

export const FAULTS_IN_PLACE: Readonly<Record<FaultName, Fault>> = {
  none: { read: real, strike: publish },
  'kv-throws': { read: down('KV'), objectKv: isDown },
  'kv-slow': { read: late, objectKv: takesLong },
  'kv-stale': {},
  'kv-missing': { read: () => Promise.resolve(null) },
  'kv-refuses': { read: real, objectKv: kvPutting(down('KV PUT: 429')) },
  'kv-loses': { read: real, objectKv: kvPutting(() => Promise.resolve()) },
  'object-throws': { accounts: down('SQLite') },
  'object-overloaded': { accounts: platformFailure('overloaded') },
  'object-slow': { accounts: slow },
  'object-evicted': { strike: abortAtNextWrite },
  'object-cut-off': { accounts: after },
  'directory-throws': { directory: unreachable, strike: loseDirectory },
  'all-down': { read: down('KV'), accounts: unreachable, directory: unreachable },
  'all-down-warm': {
    read: down('KV'),
    accounts: unreachable,
    directory: unreachable,
    warm: true,
  },
  restarted: { strike: (stub) => evictDurableObject(stub) },
  'clock-ahead': { skewMs: HOUR_MS },
  'clock-behind': { skewMs: -HOUR_MS },
  'clock-set-back': { skewMs: -HOUR_MS, warm: true },
};

/** An isolate's bindings, which have the fault once it has struck. */
export function bindingsWith(fault: Fault, lagging: Kv): { env: Partial<Env>; strike(): void } {
  let struck = false;
  const way =
    (faulty: Way | undefined): Way =>
    (call, method) =>
      struck && faulty ? faulty(call, method) : call();
  const read: Read = (get, key) =>
    struck && fault.read
      ? fault.read(get, key)
      : // Read before: what it gives is of the type it was read as then.
        lagging.get(key, 'arrayBuffer');
  return {
    env: {
      REPLICA: kvWith(read),
      ACCOUNTS: objectsWith(env.ACCOUNTS, way(fault.accounts)),
      DIRECTORY: objectsWith(env.DIRECTORY, way(fault.directory)),
    },
    strike() {
      struck = true;
    },
  };
}

async function publish(stub: Stub): Promise<void> {
  vi.setSystemTime(Date.now() + 1_000);
  await runDurableObjectAlarm(stub);
}

/** An account's object has no way to the directory. */
async function loseDirectory(stub: Stub): Promise<void> {
  await giveBindings(stub, { DIRECTORY: objectsWith(env.DIRECTORY, unreachable) });
}

const WRITE = /^\s*(INSERT|UPDATE|DELETE|CREATE)/;
/** What is noted by the way. */
const NOT_OF_THE_CALL = /usage_report|activity|last_used_at|told/;

/** The object ends in the middle of what it writes next: none of that is kept. */
async function abortAtNextWrite(stub: Stub): Promise<void> {
  await runInside(stub, (_object, state) => {
    const { sql } = state.storage;
    const exec = sql.exec.bind(sql);
    const aborting = (query: string, ...values: unknown[]) => {
      const cursor = exec(query, ...values);
      if (WRITE.test(query) && !NOT_OF_THE_CALL.test(query)) state.abort('evicted');
      return cursor;
    };
    Object.assign(sql, { exec: aborting });
  });
}

const skew = new AsyncLocalStorage<number>();

/** From now on `runSkewed` has a clock of its own. To be called after the clock was faked. */
export function skewClocks(): void {
  const now = Date.now.bind(Date);
  Date.now = () => now() + (skew.getStore() ?? 0);
}

/** Runs an isolate at a clock that differs from that of the objects it calls. */
export function runSkewed<Value>(skewMs: number, run: () => Value): Value {
  return skew.run(skewMs, run);
}
