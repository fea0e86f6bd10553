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
import { tablesIn } from '../worker/support/other-tables.ts';
import { env } from '../worker/support/test-worker.ts';
import type { FaultName } from './expected.ts';

type Kv = Env['REPLICA'];
type AccountStub = ReturnType<Env['ACCOUNTS']['getByName']>;
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
  /** It befalls the directory, too. */
  readonly everywhere?: true;
  /** Alarms ring under it for so long before it ends. */
  readonly lastsMs?: number;
  /** What whoever runs this does afterwards. */
  readonly mend?: (stub: AccountStub) => Promise<void>;
  /** The isolate has read the list before. */
  readonly warm?: true;
  /** How far the isolate's clock is from the objects'. */
  readonly skewMs?: number;
}

/** Longer than a check waits for anything. */
const SLOW_MS = 1_200;
const HOUR_MS = 3_600_000;

const pass = () => new Promise<unknown>((resolve) => setTimeout(resolve, SLOW_MS));

/** What calls of slow objects wait for, and what is told by the way; a test can put in waits that it lets go itself. */
export const slowness: Record<'wait' | 'tell', () => Promise<unknown>> = { wait: pass, tell: pass };

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
  'object-alarm-given-up': { strike: giveUpAlarm },
  'object-unreadable-row': { strike: writeAsNewer, mend: addUnreadableAnew },
  'object-other-layout': { accounts: inLaterLayout },
  'object-lacks-method': { accounts: () => callOfAnotherVersion() },
  'quota-spent': { strike: spendQuota, everywhere: true, lastsMs: HOUR_MS },
  'directory-slow': { directory: slow, strike: slowDirectory },
  'directory-throws': { directory: unreachable, strike: loseDirectory },
  'all-down': { read: down('KV'), accounts: unreachable, directory: unreachable },
  'all-down-warm': {
    read: down('KV'),
    accounts: unreachable,
    directory: unreachable,
    warm: true,
  },
  restarted: { strike: restart },
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

/** What does not run can't be evicted. */
async function restart(stub: Stub): Promise<void> {
  await runInside(stub, () => undefined);
  await evictDurableObject(stub);
}

async function publish(stub: Stub): Promise<void> {
  vi.setSystemTime(Date.now() + 1_000);
  await runDurableObjectAlarm(stub);
}

/** An account's object has no way to the directory. */
async function loseDirectory(stub: Stub): Promise<void> {
  await giveBindings(stub, { DIRECTORY: objectsWith(env.DIRECTORY, unreachable) });
}

/** What an account's object only tells waits for itself; nobody else does. */
async function slowDirectory(stub: Stub): Promise<void> {
  const way: Way = async (call, method) => {
    await (method === 'addAccount' ? slowness.wait() : slowness.tell());
    return call();
  };
  await giveBindings(stub, { DIRECTORY: objectsWith(env.DIRECTORY, way) });
}

/** As the platform does with an alarm that failed six times: the object takes it to be set. */
async function giveUpAlarm(stub: Stub): Promise<void> {
  await runInside(stub, (_object, { storage }) => storage.deleteAlarm());
}

/** The first entry becomes one of a format yet to come. */
async function writeAsNewer(stub: Stub): Promise<void> {
  await runInside(stub, (_object, { storage: { sql } }) => {
    if (!tablesIn(sql).includes('entries')) return;
    sql.exec(`UPDATE entries SET format = 'later-' || format
      WHERE position = (SELECT min(position) FROM entries) AND format NOT LIKE 'later-%'`);
  });
  await evictDurableObject(stub);
}

async function addUnreadableAnew(stub: AccountStub): Promise<void> {
  const list = await stub.readAllowlist();
  if (!list.ok) return;
  const context = {
    by: { tokenId: 'test', name: 'test' },
    revisions: undefined,
    idempotency: undefined,
    caller: undefined,
  };
  for (const { id, value } of list.value.entries.filter((entry) => entry.unreadable)) {
    const addition = { format: 'address', values: [value], remark: '', expiresAt: null } as const;
    await stub.change({ kind: 'replace', remove: [id], addition }, context);
  }
}

/** The digit of a replica's layout is its fourth byte. */
async function inLaterLayout(call: () => Promise<unknown>): Promise<unknown> {
  const answer = await call();
  if (!(answer instanceof ArrayBuffer)) return answer;
  const bytes = new Uint8Array(answer.slice());
  bytes[3] = (bytes[3] ?? 0) + 1;
  return bytes.buffer;
}

/** What the platform answers a call of a method that the object's code has not. */
function callOfAnotherVersion(): Promise<unknown> {
  const stub = env.ACCOUNTS.getByName('of another version');
  const method = Reflect.get(stub, 'ofAnotherVersion') as () => Promise<unknown>;
  return method();
}

/** Reads go on. */
async function spendQuota(stub: Stub): Promise<void> {
  const message = 'Exceeded allowed rows written in Durable Objects free tier.';
  await runInside(stub, (_object, { storage }) => {
    const { sql } = storage;
    const exec = sql.exec.bind(sql);
    const reading = (query: string, ...values: SqlStorageValue[]) => {
      if (WRITE.test(query)) throw new Error(message);
      return exec(query, ...values);
    };
    Object.assign(sql, { exec: reading });
    // Unhandled, it would fail the run.
    Object.assign(storage, { setAlarm: () => Promise.reject(new Error(message)) });
  });
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
