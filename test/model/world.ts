/** The deployment under test: one account, two isolates, and faults between them and what they call. */
import { evictDurableObject, runDurableObjectAlarm } from 'cloudflare:test';
import { expect, vi } from 'vitest';
import type * as api from '../../shared/api.ts';
import type { Env } from '../../worker/platform/env.ts';
import { directoryOf } from '../../worker/platform/objects.ts';
import { relayTokensKey } from '../../worker/replicas/relay-tokens.ts';
import {
  frozenKv,
  giveBindings,
  kvPutting,
  kvWith,
  objectsWith,
  runInside,
} from '../worker/support/faulty-bindings.ts';
import {
  env,
  newCallerAddress,
  OPERATOR_TOKEN,
  TestWorker,
} from '../worker/support/test-worker.ts';
import { HeldWay } from './held-way.ts';
import { type Faults, type Place, Tested } from './tested.ts';

const MAX_ALARMS = 20;
let accounts = 0;

export class World extends Tested {
  override readonly name = `model-${++accounts}@example.com`;
  readonly stub = env.ACCOUNTS.getByName(this.name);
  readonly relay: string;
  /** Called after each alarm of the account's object. */
  rung: (now: number) => void = () => undefined;
  /** Whether every alarm that was due has rung. */
  isRested = true;
  readonly #workers = [this.#newWorker(), this.#newWorker()];
  #stale: Env['REPLICA'] = frozenKv();
  /** The way from the account's object to the directory. */
  #held: HeldWay | undefined;

  constructor(relay: string) {
    super(OPERATOR_TOKEN);
    this.relay = relay;
  }

  override newCaller(): string {
    return newCallerAddress();
  }

  override async readList(): Promise<api.Allowlist | undefined> {
    const read = await this.stub.readAllowlist();
    return read.ok ? read.value : undefined;
  }

  override worker(place: Place): TestWorker {
    return this.#workers[place] ?? this.#newWorker();
  }

  /** Ends the isolate there. Another one begins that knows nothing. */
  restart(place: Place): void {
    this.#workers[place] = this.#newWorker();
    this.forgetFailures(place);
  }

  async evict(): Promise<void> {
    await evictDurableObject(this.stub);
    await this.#giveFaults();
  }

  async setFaults(faults: Faults): Promise<void> {
    if (faults.reading === 'stale' && this.faults.reading !== 'stale') {
      this.#stale = frozenKv();
      await this.#stale.get(this.stub.id.toString(), 'arrayBuffer');
      await this.#stale.get(relayTokensKey(env), 'text');
    }
    this.faults = faults;
    await this.#giveFaults();
  }

  /**
   * Holds every call from the account's object to the directory, and every answer, until each is
   * released or the directory is well again.
   */
  async holdDirectory(): Promise<HeldWay> {
    this.#held = new HeldWay();
    await this.#giveFaults();
    return this.#held;
  }

  directoryIsWell(): void {
    this.#held?.open();
    this.#held = undefined;
  }

  /** Reads the directory's row of the account. */
  readRow(): Promise<Record<string, string | number> | undefined> {
    return runInside(directoryOf(env), (_object, { storage }) => {
      const query = 'SELECT * FROM accounts WHERE account = ?';
      return storage.sql.exec<Record<string, string | number>>(query, this.name).toArray()[0];
    });
  }

  /** Lets time pass, and rings each alarm that is due. */
  async pass(milliseconds: number): Promise<void> {
    const until = Date.now() + milliseconds;
    this.isRested = false;
    for (let alarms = 0; alarms < MAX_ALARMS; alarms++) {
      const at = await runInside(this.stub, (_object, state) => state.storage.getAlarm());
      this.isRested = at === null || at > until;
      if (at === null || at > until) break;
      vi.setSystemTime(Math.max(at, Date.now()));
      await runDurableObjectAlarm(this.stub);
      this.rung(Date.now());
    }
    vi.setSystemTime(until);
  }

  async check(place: Place, address: string): Promise<api.Decision> {
    const body = { account: this.name, address };
    const call = { token: this.relay, body };
    const answer = await this.worker(place).call<api.Decision>('POST /v1/check', call);
    expect(answer.status).toBe(200);
    return answer.body;
  }

  #newWorker(): TestWorker {
    const unwell = <Value>(failure: string) => Promise.reject<Value>(new Error(failure));
    return new TestWorker({
      FAIL_MODE: 'closed',
      REPLICA: kvWith((get, key) => {
        if (this.faults.reading === 'throws') return unwell('KV is down');
        return this.faults.reading === 'stale' ? this.#stale.get(key, 'arrayBuffer') : get();
      }),
      ACCOUNTS: objectsWith(env.ACCOUNTS, async (call) => {
        if (this.faults.object === 'throws') return unwell('object is down');
        const answer = await call();
        if (this.faults.object === 'well') return answer;
        throw Object.assign(new Error('the way back broke'), { retryable: true });
      }),
    });
  }

  #giveFaults(): Promise<void> {
    const kv = kvPutting((put) => {
      if (this.faults.putting === 'throws') return Promise.reject(new Error('429'));
      return this.faults.putting === 'loses' ? Promise.resolve() : put();
    });
    const directory = objectsWith(env.DIRECTORY, (call, method) =>
      this.#held ? this.#held.way(call, method) : call(),
    );
    return giveBindings(this.stub, { REPLICA: kv, DIRECTORY: directory });
  }
}
