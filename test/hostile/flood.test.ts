/**
 * A flood has a bounded cost, which is counted here, however long it lasts. It costs other accounts
 * nothing.
 */
import { listDurableObjectIds } from 'cloudflare:test';
import { afterEach, expect, it, vi } from 'vitest';
import type * as api from '../../shared/api.ts';
import type { Env } from '../../worker/platform/env.ts';
import { CALM_FETCHES } from '../../worker/replicas/paced-fetch.ts';
import { env, TestAccount, TestWorker } from '../worker/support/test-worker.ts';
import { ASSAULT_MS } from './assault.ts';
import { settle, stateOf } from './state.ts';

const LISTED = '192.0.2.1';
const ADDRESSES = 10_000;
const SECONDS = 10;
const WAVE = 50;
const MADE_UP = 2_000;
/** Reports of senders: six in ten seconds, and one as the next ten begin. */
const MOST_REPORTS = 7;

afterEach(() => {
  vi.useRealTimers();
});

/** The real accounts; `called` is told the object and the method of each call. */
function countedAccounts(called: (id: string, method: string) => void): Env['ACCOUNTS'] {
  const wrap = (stub: DurableObjectStub) =>
    new Proxy(stub, {
      get(target, name) {
        const member = Reflect.get(target, name);
        if (typeof member !== 'function' || name === 'then') return undefined;
        return (...values: unknown[]) => {
          called(target.id.toString(), String(name));
          return Reflect.apply(member, target, values);
        };
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

it(
  '10,000 addresses refused for one account are a bounded number of calls of its object, and none of another’s',
  async () => {
    const setUp = new TestWorker();
    const flooded = await TestAccount.create(setUp);
    const other = await TestAccount.create(setUp);
    await flooded.add(LISTED);
    await other.add(LISTED);
    const relay = await setUp.relayToken();
    await settle();
    const calls: string[] = [];
    const worker = new TestWorker({
      ACCOUNTS: countedAccounts((id, method) => calls.push(`${method} ${id}`)),
    });
    const ask = async (account: string, address: string) => {
      const call = { token: relay, body: { account, address } };
      return (await worker.call<api.Decision>('POST /v1/check', call)).body.reason;
    };
    expect(await ask(other.name, LISTED)).toBe('listed');
    calls.length = 0;
    const startedAt = Date.now();
    const perSecond = ADDRESSES / SECONDS;
    for (let second = 0; second < SECONDS; second++) {
      vi.useFakeTimers({ toFake: ['Date'], now: startedAt + second * 1_000 });
      // The addresses come in waves. One fetch serves all that come at the same moment, so a single
      // wave would prove nothing.
      for (let wave = 0; wave < perSecond; wave += WAVE) {
        const reasons = await Promise.all(
          Array.from({ length: WAVE }, (_, number) =>
            ask(flooded.name, `2001:db8::${(second * perSecond + wave + number).toString(16)}`),
          ),
        );
        expect(new Set(reasons)).toEqual(new Set(['not-listed']));
      }
      expect(await ask(other.name, LISTED)).toBe('listed');
    }
    const object = env.ACCOUNTS.idFromName(flooded.name).toString();
    const count = (method: string) => calls.filter((call) => call === `${method} ${object}`).length;
    expect(count('readReplica')).toBeLessThanOrEqual((CALM_FETCHES + 1) * SECONDS);
    expect(count('recordActivity')).toBeLessThanOrEqual(MOST_REPORTS);
    const untouched = env.ACCOUNTS.idFromName(other.name).toString();
    expect(calls.filter((call) => call === `readReplica ${untouched}`)).toEqual([]);
  },
  ASSAULT_MS,
);

it(
  'R2: logins that no one has create no object, no key and no row, and reach no account’s object',
  async () => {
    const setUp = new TestWorker();
    const relay = await setUp.relayToken();
    await settle();
    const before = await stateOf();
    const objects = (await listDurableObjectIds(env.ACCOUNTS)).length;
    let calls = 0;
    const worker = new TestWorker({ ACCOUNTS: countedAccounts(() => calls++) });
    for (let start = 0; start < MADE_UP; start += 100) {
      await Promise.all(
        Array.from({ length: 100 }, async (_, number) => {
          const body = { account: `nobody-${start + number}@example.com`, address: LISTED };
          const answer = await worker.call<api.Decision>('POST /v1/check', { token: relay, body });
          expect(answer.body.reason).toBe('unknown-account');
        }),
      );
    }
    expect(calls).toBe(0);
    expect((await listDurableObjectIds(env.ACCOUNTS)).length).toBe(objects);
    expect(withoutUse(await stateOf())).toEqual(withoutUse(before));
  },
  ASSAULT_MS,
);

/** The state without the last use of the relay's token, which is all that a check may note. */
function withoutUse(state: Record<string, string>): Record<string, string> {
  const directory = state.directory?.replaceAll(/"last_used_at":(null|\d+)/g, '');
  return { ...state, directory: `${directory}` };
}
