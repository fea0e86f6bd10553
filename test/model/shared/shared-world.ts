/** The deployment under test: four accounts, two shared lists, two isolates, and a KV that fails and lags. */
import { evictDurableObject, runDurableObjectAlarm } from 'cloudflare:test';
import { expect, vi } from 'vitest';
import type * as api from '../../../shared/api.ts';
import { listObjectName } from '../../../shared/list-name.ts';
import type { Env } from '../../../worker/platform/env.ts';
import { relayTokensKey } from '../../../worker/replicas/relay-tokens.ts';
import {
  frozenKv,
  giveBindings,
  kvPutting,
  kvWith,
  runInside,
} from '../../worker/support/faulty-bindings.ts';
import { env, TestWorker, type WorkerCall } from '../../worker/support/test-worker.ts';
import type { Faults, Place } from '../tested.ts';
import { isList, KEYS, type Key } from './kept.ts';
import type { Login } from './verdicts.ts';

const MAX_ALARMS = 60;
let worlds = 0;

type KvFaults = Pick<Faults, 'reading' | 'putting'>;

export class SharedWorld {
  readonly relay: string;
  readonly #number = ++worlds;
  readonly #workers = [this.#newWorker(), this.#newWorker()];
  #faults: KvFaults = { reading: 'well', putting: 'well' };
  #stale: Env['REPLICA'] = frozenKv();

  constructor(relay: string) {
    this.relay = relay;
  }

  /** The name of the account or the list, as a caller writes it. */
  nameOf(key: Key | Login): string {
    const end = `m${this.#number}.example`;
    if (key === 'office' || key === 'vpn') return `${key}-${this.#number}`;
    return key === 'domain'
      ? `@${end}`
      : `${key}@${key === 'plain' || key === 'strict' ? 'of-' : ''}${end}`;
  }

  stub(key: Key) {
    const name = this.nameOf(key);
    return env.ACCOUNTS.getByName(isList(key) ? listObjectName(name) : name);
  }

  pathOf(key: Key): string {
    const kind = isList(key) ? 'lists' : 'accounts';
    return `/v1/${kind}/${encodeURIComponent(this.nameOf(key))}`;
  }

  call(place: Place, request: string, call: WorkerCall = {}) {
    return this.#at(place).operator<api.Change & Partial<api.ProblemDocument>>(request, call);
  }

  async check(place: Place, login: Login, address: string): Promise<api.Decision> {
    const body = { account: this.nameOf(login), address };
    const call = { token: this.relay, body };
    const { status, body: decision } = await this.#at(place).call<api.Decision>(
      'POST /v1/check',
      call,
    );
    expect(status).toBe(200);
    return decision;
  }

  restart(place: Place): void {
    this.#workers[place] = this.#newWorker();
  }

  async evict(key: Key): Promise<void> {
    await runInside(this.stub(key), () => undefined);
    await evictDurableObject(this.stub(key));
    await this.#giveFaults(key);
  }

  async setFaults(faults: KvFaults): Promise<void> {
    if (faults.reading === 'stale' && this.#faults.reading !== 'stale') {
      this.#stale = frozenKv();
      for (const key of KEYS) await this.#stale.get(this.stub(key).id.toString(), 'arrayBuffer');
      const other = env.ACCOUNTS.idFromName(this.nameOf('other')).toString();
      await this.#stale.get(other, 'arrayBuffer');
      await this.#stale.get(relayTokensKey(env), 'text');
    }
    this.#faults = faults;
    for (const key of KEYS) await this.#giveFaults(key);
  }

  /**
   * Lets time pass, and rings each alarm that is due, in order. An alarm that another object sets meanwhile rings the
   * next time.
   */
  async pass(milliseconds: number): Promise<void> {
    const until = Date.now() + milliseconds;
    const read = await Promise.all(KEYS.map((key) => this.#alarmOf(key)));
    const times = new Map(KEYS.map((key, index) => [key, read[index] ?? Number.POSITIVE_INFINITY]));
    for (let alarms = 0; alarms < MAX_ALARMS; alarms++) {
      const at = Math.min(...times.values());
      if (at > until) break;
      vi.setSystemTime(Math.max(at, Date.now()));
      for (const [key, time] of times) {
        if (time !== at) continue;
        await runDurableObjectAlarm(this.stub(key));
        times.set(key, await this.#alarmOf(key));
      }
    }
    vi.setSystemTime(until);
  }

  async #alarmOf(key: Key): Promise<number> {
    const read = (_object: object, { storage }: DurableObjectState) => storage.getAlarm();
    return (await runInside(this.stub(key), read)) ?? Number.POSITIVE_INFINITY;
  }

  #at(place: Place): TestWorker {
    return this.#workers[place] ?? this.#newWorker();
  }

  #newWorker(): TestWorker {
    return new TestWorker({
      FAIL_MODE: 'closed',
      REPLICA: kvWith((get, key) => {
        if (this.#faults.reading === 'throws') return Promise.reject(new Error('KV is down'));
        return this.#faults.reading === 'stale' ? this.#stale.get(key, 'arrayBuffer') : get();
      }),
    });
  }

  #giveFaults(key: Key): Promise<void> {
    const { putting } = this.#faults;
    const kv = kvPutting((put) => {
      if (putting === 'throws') return Promise.reject(new Error('429'));
      return putting === 'loses' ? Promise.resolve() : put();
    });
    return giveBindings(this.stub(key), { REPLICA: kv });
  }
}
