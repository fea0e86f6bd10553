/** Several callers make and delete an account at once, while the directory answers slowly. */
import { runDurableObjectAlarm } from 'cloudflare:test';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { directoryOf } from '../../../worker/platform/objects.ts';
import { giveBindings, objectsWith, runInside, type Way } from '../support/faulty-bindings.ts';
import { env } from '../support/test-worker.ts';

const BY = { tokenId: 'operator', name: 'operator' };
const MAX_ALARMS = 10;
let accounts = 0;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
});
afterEach(() => {
  vi.useRealTimers();
});

/**
 * An account that does not exist yet, and a way to the directory that holds each call and each
 * answer.
 */
class HeldAccount {
  readonly name = `held-${++accounts}@example.com`;
  readonly stub = env.ACCOUNTS.getByName(this.name);
  readonly #begun: Promise<unknown>[] = [];
  /** The numbers of the calls and answers that are held, in the order in which they came. */
  #held: number[] = [];
  #calls = 0;
  #passed = 0;
  #isHolding = true;
  /** Whether a call of `removeUnmade` is under way. A call that makes the account waits for it. */
  #isTakingBack = false;

  static async prepare(): Promise<HeldAccount> {
    const account = new HeldAccount();
    const way: Way = async (call, method) => {
      if (method === 'removeUnmade') account.#isTakingBack = true;
      await account.#hold();
      const answer = await call();
      await account.#hold();
      if (method === 'removeUnmade') account.#isTakingBack = false;
      return answer;
    };
    await giveBindings(account.stub, { DIRECTORY: objectsWith(env.DIRECTORY, way) });
    return account;
  }

  async create(): Promise<void> {
    await this.#begin(this.stub.create(this.name, {}, BY));
  }

  async remove(): Promise<void> {
    await this.#begin(this.stub.remove(undefined));
  }

  /** Rings the alarm without waiting for it, since it may wait for a call that is held. */
  async ring(): Promise<void> {
    vi.setSystemTime(Date.now() + 1_000);
    this.#begun.push(runDurableObjectAlarm(this.stub));
  }

  /** Releases the call or answer at that place of the queue. */
  async release(at: number): Promise<void> {
    const passed = this.#passed;
    const [call] = this.#held.splice(at % Math.max(1, this.#held.length), 1);
    if (call !== undefined) await vi.waitUntil(() => this.#passed > passed, { interval: 1 });
  }

  /** Releases everything, and waits until nothing is left to do. */
  async settle(): Promise<void> {
    this.#isHolding = false;
    this.#held = [];
    await Promise.all(this.#begun);
    for (let alarms = 0; alarms < MAX_ALARMS; alarms++) {
      vi.setSystemTime(Date.now() + 60_000);
      if (!(await runDurableObjectAlarm(this.stub))) return;
    }
  }

  /**
   * Goes on when the call is through or held on its way to the directory, or waits for one that is
   * held.
   */
  async #begin(call: Promise<unknown>): Promise<void> {
    const calls = this.#calls;
    let isThrough = false;
    this.#begun.push(
      call.finally(() => {
        isThrough = true;
      }),
    );
    const isBegun = () => isThrough || this.#calls > calls || this.#isTakingBack;
    await vi.waitUntil(isBegun, { interval: 1 });
  }

  /**
   * Looks again and again whether it is released, since a test's own context can't wake an object.
   */
  async #hold(): Promise<void> {
    if (!this.#isHolding) return;
    const call = this.#calls++;
    this.#held.push(call);
    await vi.waitUntil(() => !this.#held.includes(call), { interval: 1, timeout: 10_000 });
    this.#passed++;
  }
}

function rowOf(account: string) {
  return runInside(directoryOf(env), (_object, { storage }) => {
    const query = 'SELECT version, published_version FROM accounts WHERE account = ?';
    return storage.sql.exec<Record<string, number>>(query, account).toArray()[0];
  });
}

async function expectAgreement({ name, stub }: HeldAccount): Promise<void> {
  const versions = await runInside(stub, (_object, { storage: { sql } }) => {
    const isThere = sql.exec("SELECT 1 FROM sqlite_master WHERE name = 'outbox'").toArray();
    if (isThere.length === 0) return undefined;
    return sql.exec('SELECT version, published_version FROM outbox').one();
  });
  const isLive = (await stub.describe()).ok;
  expect(await rowOf(name)).toEqual(isLive ? versions : undefined);
}

it('R2: an account made while others make and delete it is in the directory from its first moment', async () => {
  const name = 'overtaken@example.com';
  const stub = env.ACCOUNTS.getByName(name);
  let calls = 0;
  let released = false;
  const way: Way = async (call, method) => {
    // This report would add the account afterwards.
    if (method === 'tell') throw new Error('the directory is down');
    const isFirst = calls++ === 0;
    const answer = await call();
    if (isFirst) await vi.waitUntil(() => released, { interval: 1, timeout: 10_000 });
    return answer;
  };
  await giveBindings(stub, { DIRECTORY: objectsWith(env.DIRECTORY, way) });
  const overtaken = stub.create(name, {}, BY);
  await vi.waitUntil(() => calls === 1, { interval: 1 });
  expect((await stub.create(name, {}, BY)).ok).toBe(true);
  vi.setSystemTime(Date.now() + 1_000);
  expect((await stub.remove(undefined)).ok).toBe(true);
  await vi.waitFor(async () => {
    vi.setSystemTime(Date.now() + 60_000);
    await runDurableObjectAlarm(stub);
    expect(await rowOf(name)).toBeUndefined();
  });
  released = true;
  expect((await overtaken).ok).toBe(true);
  expect(await rowOf(name)).toMatchObject({ version: 3 });
});

it('in whatever order calls and answers come, what lives is in the directory, and they agree in the end', async () => {
  const step = fc.oneof(
    { weight: 3, arbitrary: fc.constant(['create', 0] as const) },
    { weight: 2, arbitrary: fc.constant(['remove', 0] as const) },
    { weight: 1, arbitrary: fc.constant(['ring', 0] as const) },
    { weight: 6, arbitrary: fc.tuple(fc.constant('release' as const), fc.nat(5)) },
  );
  const steps = fc.array(step, { minLength: 8, maxLength: 24 });
  await fc.assert(
    fc.asyncProperty(steps, async (taken) => {
      const account = await HeldAccount.prepare();
      for (const [name, at] of taken) {
        await account[name](at);
        const isLive = (await account.stub.describe()).ok;
        if (isLive) expect(await rowOf(account.name)).toBeDefined();
      }
      await account.settle();
      await expectAgreement(account);
    }),
    { numRuns: 40 },
  );
});
