/** The real bindings with faults in between. A call fails on its way, never our own code. */
import { runInDurableObject } from 'cloudflare:test';
import type { AccountObject } from '../../../worker/objects/account/account-object.ts';
import type { DirectoryObject } from '../../../worker/objects/directory/directory-object.ts';
import type { Env } from '../../../worker/platform/env.ts';
import { env } from './test-worker.ts';

type Kv = Env['REPLICA'];
type Get = (key: string, options: unknown) => Promise<unknown>;

/** KV whose reads go through `read`, which gets the real read. */
export function kvWith(read: (get: () => Promise<unknown>, key: string) => Promise<unknown>): Kv {
  return new Proxy(env.REPLICA, {
    get(target, name) {
      const get: Get = (key, options) =>
        read(() => Promise.resolve(target.get(key, options as 'text')), key);
      return name === 'get' ? get : Reflect.get(target, name).bind(target);
    },
  });
}

/**
 * KV as another place at the edge still sees it. Every key stays as it was at its first read here.
 */
export function frozenKv(): Kv {
  const seen = new Map<string, Promise<unknown>>();
  return kvWith((get, key) => {
    const first = seen.get(key) ?? get();
    seen.set(key, first);
    // A real KV read gives new bytes each time.
    return first.then((value) => (value instanceof ArrayBuffer ? value.slice(0) : value));
  });
}

/** KV that has cached that there is nothing. */
export const missingKv = (): Kv => kvWith(() => Promise.resolve(null));

/**
 * KV that serves only so many reads at once, as the platform does, and takes some time for each.
 */
export function queueingKv(atOnce: number, eachMs: number): Kv {
  const lanes = Array.from({ length: atOnce }, () => Promise.resolve());
  let reads = 0;
  return kvWith((get) => {
    const lane = reads++ % atOnce;
    const turn = (lanes[lane] ?? Promise.resolve()).then(
      () => new Promise<void>((resolve) => setTimeout(resolve, eachMs)),
    );
    lanes[lane] = turn;
    return turn.then(get);
  });
}

export const throwingKv = (): Kv => kvWith(() => Promise.reject(new Error('KV is down')));

/** KV that never answers. */
export const hangingKv = (): Kv => kvWith(() => new Promise(() => undefined));

/** Handles a call of an object on its way: lets it go on, holds it, or fails it. */
export type Way = (call: () => Promise<unknown>, method: string) => Promise<unknown>;

/** The namespace with all calls of its objects through `way`. */
export function objectsWith<Namespace extends object>(namespace: Namespace, way: Way): Namespace {
  const wrap = (stub: object) =>
    new Proxy(stub, {
      get(target, name) {
        if (name === 'then') return undefined;
        const member = Reflect.get(target, name);
        if (typeof member !== 'function') return member;
        return (...values: unknown[]) =>
          way(async () => Reflect.apply(member, target, values), String(name));
      },
    });
  return new Proxy(namespace, {
    get(target, name) {
      const member = (Reflect.get(target, name) as (...values: unknown[]) => object).bind(target);
      return name === 'get' || name === 'getByName'
        ? (which: unknown) => wrap(member(which))
        : member;
    },
  });
}

/** The accounts, with the calls of those objects through `way` that `isMeant` names by their ids. */
export function someAccountsWith(isMeant: (id: string) => boolean, way: Way): Env['ACCOUNTS'] {
  const wrapped = objectsWith(env.ACCOUNTS, way);
  return new Proxy(env.ACCOUNTS, {
    get(target, name) {
      if (name !== 'get' && name !== 'getByName') return Reflect.get(target, name).bind(target);
      return (asked: DurableObjectId | string) => {
        const id = typeof asked === 'string' ? target.idFromName(asked) : asked;
        return (isMeant(id.toString()) ? wrapped : target).get(id);
      };
    },
  });
}

/**
 * Accounts whose replica is fetched through `read`, which gets the real call. Another method can be
 * named in its place.
 */
export function accountsWith(
  read: (fetch: () => Promise<unknown>) => Promise<unknown>,
  method: keyof AccountObject = 'readReplica',
): Env['ACCOUNTS'] {
  return objectsWith(env.ACCOUNTS, (call, name) => (name === method ? read(call) : call()));
}

export const throwingAccounts = () =>
  accountsWith(() => Promise.reject(new Error('object overloaded')));

export const hangingAccounts = () => accountsWith(() => new Promise(() => undefined));

export type Stub = DurableObjectStub<AccountObject> | DurableObjectStub<DirectoryObject>;
type Put = (put: () => Promise<void>, value: ArrayBuffer) => Promise<void>;

/** Runs a function inside of an account's object or the directory. */
export function runInside<Value>(
  stub: Stub,
  run: (object: object, state: DurableObjectState) => Value | Promise<Value>,
): Promise<Value> {
  return runInDurableObject(stub as DurableObjectStub<AccountObject>, run);
}

/** Gives an object bindings of its own, until it is evicted. */
export async function giveBindings(stub: Stub, bindings: Partial<Env>): Promise<void> {
  await runInside(stub, (object) => {
    Object.assign(object, { env: { ...env, ...bindings } });
  });
}

/** KV whose puts go through `put`, which gets the real one. */
export function kvPutting(put: Put): Kv {
  return new Proxy(env.REPLICA, {
    get(target, name) {
      if (name !== 'put') return Reflect.get(target, name).bind(target);
      return (key: string, value: ArrayBuffer, options: object) =>
        put(() => target.put(key, value, options), value);
    },
  });
}

/** Makes one account's object publish through `put`, until it is evicted. */
export function publishThrough(account: string, put: Put): Promise<void> {
  return giveBindings(env.ACCOUNTS.getByName(account), { REPLICA: kvPutting(put) });
}
