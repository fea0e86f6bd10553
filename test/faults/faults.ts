/** The faults of expected.ts, put in place over the real bindings. */

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
  someAccountsWith,
  type Way,
} from '../worker/support/faulty-bindings.ts';
import { tablesIn } from '../worker/support/other-tables.ts';
import { env } from '../worker/support/test-worker.ts';
import type { FaultName } from './expected.ts';

type Kv = Env['REPLICA'];
type AccountStub = ReturnType<Env['ACCOUNTS']['getByName']>;
type Read = Parameters<typeof kvWith>[0];

export interface Fault {
  /** How the isolate reads KV; absent: KV is as it was before the changes. */
  readonly read?: Read;
  readonly accounts?: Way;
  readonly directory?: Way;
  /** KV as the objects reach it. */
  readonly objectKv?: Kv;
  /** Does the damage to an account's object, or to its next write. */
  readonly strike?: (stub: Stub) => Promise<void>;
  /** The fault strikes the directory, too. */
  readonly everywhere?: true;
  /** How long the fault lasts. Alarms ring during that time. */
  readonly lastsMs?: number;
  /** What the operator does afterwards. */
  readonly mend?: (stub: AccountStub) => Promise<void>;
  /** The isolate has read the list before the fault. */
  readonly warm?: true;
  /** How far the isolate's clock is from the objects'. */
  readonly skewMs?: number;
}

/** Longer than any wait of a check. */
const SLOW_MS = 1_200;
const HOUR_MS = 3_600_000;

const pass = () => new Promise<unknown>((resolve) => setTimeout(resolve, SLOW_MS));

/**
 * `wait` delays the calls of slow objects, `tell` the reports that no caller waits for. A test can
 * put its own waits in their place, and end them itself.
 */
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

/** An isolate's bindings. They have the fault once it has struck, at those objects of accounts that are meant. */
export function bindingsWith(
  fault: Fault,
  lagging: Kv,
  isMeant: (id: string) => boolean = () => true,
): { env: Partial<Env>; strike(): void } {
  let struck = false;
  const way =
    (faulty: Way | undefined): Way =>
    (call, method) =>
      struck && faulty ? faulty(call, method) : call();
  const read: Read = (get, key) =>
    struck && fault.read
      ? fault.read(get, key)
      : // The scene has read it before, so `lagging` gives the type of that first read.
        lagging.get(key, 'arrayBuffer');
  return {
    env: {
      REPLICA: kvWith(read),
      ACCOUNTS: someAccountsWith(isMeant, way(fault.accounts)),
      DIRECTORY: objectsWith(env.DIRECTORY, way(fault.directory)),
    },
    strike() {
      struck = true;
    },
  };
}

/** Only an object that runs can be evicted, so this runs it first. */
async function restart(stub: Stub): Promise<void> {
  await runInside(stub, () => undefined);
  await evictDurableObject(stub);
}

async function publish(stub: Stub): Promise<void> {
  vi.setSystemTime(Date.now() + 1_000);
  await runDurableObjectAlarm(stub);
}

/** Cuts an account's object off from the directory. */
async function loseDirectory(stub: Stub): Promise<void> {
  await giveBindings(stub, { DIRECTORY: objectsWith(env.DIRECTORY, unreachable) });
}

/**
 * Slows the directory down. A caller waits only for `addAccount`; the object's reports wait on
 * their own.
 */
async function slowDirectory(stub: Stub): Promise<void> {
  const way: Way = async (call, method) => {
    await (method === 'addAccount' ? slowness.wait() : slowness.tell());
    return call();
  };
  await giveBindings(stub, { DIRECTORY: objectsWith(env.DIRECTORY, way) });
}

/**
 * Deletes the alarm, as the platform does after six failures. The object still believes that it is
 * set.
 */
async function giveUpAlarm(stub: Stub): Promise<void> {
  await runInside(stub, (_object, { storage }) => storage.deleteAlarm());
}

/** Gives the first entry a format of a later version. */
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

/** Raises the number of a replica's layout, which is its fourth byte. */
async function inLaterLayout(call: () => Promise<unknown>): Promise<unknown> {
  const answer = await call();
  if (!(answer instanceof ArrayBuffer)) return answer;
  const bytes = new Uint8Array(answer.slice());
  bytes[3] = (bytes[3] ?? 0) + 1;
  return bytes.buffer;
}

/** Calls a method that the object's code does not have, and returns the platform's own answer. */
function callOfAnotherVersion(): Promise<unknown> {
  const stub = env.ACCOUNTS.getByName('of another version');
  const method = Reflect.get(stub, 'ofAnotherVersion') as () => Promise<unknown>;
  return method();
}

/** Makes writes fail. Reads go on. */
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
    // An error that is thrown here and not handled would fail the run.
    Object.assign(storage, { setAlarm: () => Promise.reject(new Error(message)) });
  });
}

const WRITE = /^\s*(INSERT|UPDATE|DELETE|CREATE)/;
/** Notes that the object makes on the way, and that no call waits for. */
const NOT_OF_THE_CALL = /usage_report|activity|last_used_at|told/;

/** Ends the object in the middle of its next write. Nothing of that write is kept. */
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

/** Gives `runSkewed` a clock of its own from now on. Call it after the clock was faked. */
export function skewClocks(): void {
  const now = Date.now.bind(Date);
  Date.now = () => now() + (skew.getStore() ?? 0);
}

/** Runs an isolate at a clock that differs from that of the objects it calls. */
export function runSkewed<Value>(skewMs: number, run: () => Value): Value {
  return skew.run(skewMs, run);
}
