/** The real bindings with faults put in between: what fails is a call on its way, never our own code. */
import { runInDurableObject } from 'cloudflare:test';
import type { Env } from '../../worker/env.ts';
import type { AccountObject } from '../../worker/storage/account-object.ts';
import { env } from './gate.ts';

type Kv = Env['REPLICA'];
type Get = (key: string, options: unknown) => Promise<unknown>;

/** KV whose reads go through `read`, which is given the real read. */
export function kvWith(read: (get: () => Promise<unknown>, key: string) => Promise<unknown>): Kv {
  return new Proxy(env.REPLICA, {
    get(target, name) {
      const get: Get = (key, options) =>
        read(() => Promise.resolve(target.get(key, options as 'text')), key);
      return name === 'get' ? get : Reflect.get(target, name).bind(target);
    },
  });
}

/** KV as another place at the edge still sees it: every key as it was when this was called for it first. */
export function frozenKv(): Kv {
  const seen = new Map<string, Promise<unknown>>();
  return kvWith((get, key) => {
    const first = seen.get(key) ?? get();
    seen.set(key, first);
    // A KV read gives bytes of its own each time.
    return first.then((value) => (value instanceof ArrayBuffer ? value.slice(0) : value));
  });
}

/** KV that has cached that nothing is there. */
export const missingKv = (): Kv => kvWith(() => Promise.resolve(null));

export const throwingKv = (): Kv => kvWith(() => Promise.reject(new Error('KV is down')));

/** KV that never answers. */
export const hangingKv = (): Kv => kvWith(() => new Promise(() => undefined));

/** Objects whose replica is fetched, or another method called, through `read`, which is given the real call. */
export function accountsWith(
  read: (fetch: () => Promise<unknown>) => Promise<unknown>,
  method: keyof AccountObject = 'readReplica',
): Env['ACCOUNTS'] {
  const wrap = (stub: DurableObjectStub<AccountObject>) =>
    new Proxy(stub, {
      get(target, name) {
        if (name === 'then') return undefined;
        const member = Reflect.get(target, name);
        if (typeof member !== 'function') return member;
        const call = async (values: unknown[]) => Reflect.apply(member, target, values);
        return name === method
          ? (...values: unknown[]) => read(() => call(values))
          : (...values: unknown[]) => call(values);
      },
    });
  return new Proxy(env.ACCOUNTS, {
    get(target, name) {
      if (name === 'get') return (id: DurableObjectId) => wrap(target.get(id));
      if (name === 'getByName') return (account: string) => wrap(target.getByName(account));
      return Reflect.get(target, name).bind(target);
    },
  });
}

export const throwingAccounts = () =>
  accountsWith(() => Promise.reject(new Error('object overloaded')));

export const hangingAccounts = () => accountsWith(() => new Promise(() => undefined));

type Put = (put: () => Promise<void>, value: ArrayBuffer) => Promise<void>;

/** Makes one account's object publish through `put`, until it is evicted. */
export async function publishThrough(account: string, put: Put): Promise<void> {
  await runInDurableObject(env.ACCOUNTS.getByName(account), (object: AccountObject) => {
    const real = env.REPLICA;
    const replica = new Proxy(real, {
      get(target, name) {
        if (name !== 'put') return Reflect.get(target, name).bind(target);
        return (key: string, value: ArrayBuffer, options: object) =>
          put(() => target.put(key, value, options), value);
      },
    });
    Object.assign(object, { env: { ...env, REPLICA: replica } });
  });
}
