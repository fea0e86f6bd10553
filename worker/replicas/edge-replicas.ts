/**
 * The two kinds of data that the edge reads: accounts and shared lists, by the id of their object, and the relay
 * tokens of the deployment.
 */
import { LRUCache } from 'lru-cache';
import { listObjectName } from '../../shared/list-name.ts';
import type { Env } from '../platform/env.ts';
import { directoryOf } from '../platform/objects.ts';
import { NEWEST_LAYOUT } from './layouts.ts';
import {
  openRelays,
  type RelayReplica,
  readPublishedAccount,
  readPublishedRelays,
} from './published.ts';
import { Replica } from './replica.ts';
import { type AccountReplica, openReplica } from './replica-format.ts';

const MAX_KEYS = 20_000;

export function accountReplicas(env: Env): Replica<AccountReplica> {
  return new Replica({
    readPublished: (key, held) => readPublishedAccount(env, key, held),
    async readNewest(key, knownVersion) {
      const object = env.ACCOUNTS.get(env.ACCOUNTS.idFromString(key));
      const answer = await object.readReplica(knownVersion, NEWEST_LAYOUT);
      if (answer === null || answer === 'unknown') return answer;
      return openReplica(answer) ?? refuseAnswer();
    },
    async exists(key) {
      return directoryOf(env).hasAccount(key);
    },
  });
}

export function relayReplicas(env: Env): Replica<RelayReplica> {
  return new Replica({
    readPublished: (key) => readPublishedRelays(env, key),
    async readNewest(_key, knownVersion) {
      const text = await directoryOf(env).readRelayTokens(knownVersion, NEWEST_LAYOUT);
      return text === null ? null : (openRelays(text) ?? refuseAnswer());
    },
    // The directory always exists.
    exists: () => Promise.resolve(true),
  });
}

/** Refuses an answer that can't be read, because it does not say who may send. */
function refuseAnswer(): never {
  throw new Error('the object answered in a layout that this version does not know');
}

/**
 * Returns the id of the account's object, which is also the key of its replica. The same name always has the
 * same id.
 */
export function accountKey(env: Env, account: string): string {
  return env.ACCOUNTS.idFromName(account).toString();
}

/** Remembers these keys, because it takes longer to derive an id than to decide. */
export class AccountKeys {
  readonly #env: Env;
  readonly #known = new LRUCache<string, string>({ max: MAX_KEYS });

  constructor(env: Env) {
    this.#env = env;
  }

  of(account: string): string {
    const known = this.#known.get(account);
    if (known !== undefined) return known;
    const key = accountKey(this.#env, account);
    this.#known.set(account, key);
    return key;
  }
}

/** Remembers the keys of the lists that copies name. The copies that name the same lists share one array of names. */
export class ListKeys {
  readonly #keys: AccountKeys;
  readonly #known = new WeakMap<readonly string[], readonly string[]>();

  constructor(keys: AccountKeys) {
    this.#keys = keys;
  }

  /** Returns the keys in the order of the names. */
  of(names: readonly string[]): readonly string[] {
    const known = this.#known.get(names);
    if (known) return known;
    const keys = names.map((name) => this.#keys.of(listObjectName(name)));
    this.#known.set(names, keys);
    return keys;
  }
}

/**
 * Finds the object id that a token names. It is undefined if the id does not belong to this deployment, as in a
 * forged token.
 */
export function findObjectId(env: Env, text: string): DurableObjectId | undefined {
  try {
    return env.ACCOUNTS.idFromString(text);
  } catch {
    return undefined;
  }
}
