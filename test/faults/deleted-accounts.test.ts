/**
 * Deletes an account under every fault. If the answer was a success, the account is gone for good;
 * if not, it is as it was.
 */
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import type * as api from '../../shared/api.ts';
import { giveBindings } from '../worker/support/faulty-bindings.ts';
import { env, TestWorker } from '../worker/support/test-worker.ts';
import { ADDRESSES, CheckScene } from './check-scene.ts';
import { FAULT_NAMES, FAULTS } from './expected.ts';
import { bindingsWith, FAULTS_IN_PLACE, runSkewed, skewClocks } from './faults.ts';
import { heal, outlast } from './healing.ts';

const directory = env.DIRECTORY.getByName('directory');
const STATUS = {
  done: 204,
  late: 204,
  partly: 204,
  unrecorded: 200,
  failed: 500,
  unavailable: 503,
  lost: 503,
};

let relay: string;
beforeAll(async () => {
  relay = await new TestWorker().relayToken();
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
  // After this, KV has the token.
  await heal(directory);
  vi.useRealTimers();
});

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
  skewClocks();
});

afterEach(() => {
  vi.useRealTimers();
});

const pathOf = (account: string) => `/v1/accounts/${encodeURIComponent(account)}`;

async function ask(worker: TestWorker, account: string, address: string) {
  const body = { account, address };
  const answer = await worker.call<api.Decision>('POST /v1/check', { token: relay, body });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.body.verdict;
}

it.each(FAULT_NAMES)(
  '%s: a deleted account is gone at once, and may be made again',
  async (name) => {
    const fault = FAULTS_IN_PLACE[name];
    const scene = await CheckScene.create();
    const accounts = Object.values(scene.names);
    const { env: bindings, strike } = bindingsWith(fault, scene.lagging);
    const worker = new TestWorker({ ...bindings, FAIL_MODE: 'closed' });
    if (fault.objectKv)
      for (const stub of scene.stubs) await giveBindings(stub, { REPLICA: fault.objectKv });
    for (const stub of fault.everywhere ? [...scene.stubs, directory] : scene.stubs)
      await fault.strike?.(stub);
    strike();

    const { change: result } = FAULTS[name].management.account;
    for (const account of accounts) {
      const remove = () => worker.operator(`DELETE ${pathOf(account)}`);
      expect((await runSkewed(fault.skewMs ?? 0, remove)).status).toBe(STATUS[result]);
      // This isolate knows of the deletion, whatever KV has.
      if (STATUS[result] === 204) expect(await ask(worker, account, ADDRESSES.listed)).toBe('deny');
    }

    const isGone = STATUS[result] === 204 || result === 'lost';
    for (const stub of scene.stubs) await outlast(stub, fault.lastsMs ?? 0);
    for (const stub of scene.stubs) await fault.mend?.(stub);
    for (const stub of [directory, ...scene.stubs]) await heal(stub);
    const { body: page } = await new TestWorker().operator<api.AccountPage>(
      'GET /v1/accounts?limit=100',
    );
    for (const account of accounts) {
      const stub = env.ACCOUNTS.getByName(account);
      expect((await stub.describe()).ok).toBe(!isGone);
      expect(await directory.hasAccount(stub.id.toString())).toBe(!isGone);
      expect(page.accounts.some((shown) => shown.account === account)).toBe(!isGone);
      expect(await ask(new TestWorker(), account, ADDRESSES.unlisted)).toBe('deny');
      expect(await ask(new TestWorker(), account, ADDRESSES.listed)).toBe(
        isGone ? 'deny' : 'allow',
      );
      if (!isGone) continue;
      const made = await new TestWorker().operator<api.Account>('POST /v1/accounts', {
        body: { account },
      });
      expect(made.status).toBe(201);
      expect(made.body).toMatchObject({ mode: 'off', count: 0 });
      await heal(stub);
      expect(await directory.hasAccount(stub.id.toString())).toBe(true);
      expect(await ask(new TestWorker(), account, ADDRESSES.unlisted)).toBe('allow');
    }
  },
);
