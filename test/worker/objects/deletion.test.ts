/** An account that is deleted and made again while publishing is slow. */
import { runInDurableObject } from 'cloudflare:test';
import { afterEach, expect, it, vi } from 'vitest';
import type * as api from '../../../shared/api.ts';
import { relayTokensKey } from '../../../worker/replicas/relay-tokens.ts';
import { kvWith, publishThrough } from '../support/faulty-bindings.ts';
import { env, TestAccount, TestWorker } from '../support/test-worker.ts';

const LISTED = '192.0.2.1';
const OTHER = '198.51.100.9';

afterEach(() => {
  vi.useRealTimers();
});

/** The newest version that has reached both KV and the directory. */
function publishedVersion(account: TestAccount): Promise<number> {
  return runInDurableObject(env.ACCOUNTS.getByName(account.name), (_object, state) => {
    const query = 'SELECT published_version AS version FROM outbox';
    return state.storage.sql.exec<{ version: number }>(query).one().version;
  });
}

async function ask(worker: TestWorker, token: string, account: string, address: string) {
  const body = { account, address };
  return (await worker.call<api.Decision>('POST /v1/check', { token, body })).body;
}

it('R2: made again while KV takes its time over the deletion, it is there and is listed', async () => {
  const account = await TestAccount.create();
  const relay = await account.worker.relayToken();
  await account.publish();
  let released = false;
  let begun = false;
  await publishThrough(account.name, async (put) => {
    begun = true;
    await vi.waitUntil(() => released, { interval: 1 });
    await put();
  });
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 2_000 });
  const stub = env.ACCOUNTS.getByName(account.name);
  expect((await stub.remove(undefined)).ok).toBe(true);
  await vi.waitUntil(() => begun, { interval: 1 });
  const by = { tokenId: 'operator', name: 'operator' };
  expect((await stub.create(account.name, {}, by)).ok).toBe(true);
  const publishedBefore = await publishedVersion(account);
  released = true;
  await vi.waitUntil(async () => (await publishedVersion(account)) > publishedBefore);
  const directory = env.DIRECTORY.getByName('directory');
  expect(await directory.hasAccount(stub.id.toString())).toBe(true);
  vi.useRealTimers();
  expect(await ask(new TestWorker(), relay, account.name, LISTED)).toMatchObject({ reason: 'off' });
});

it('R9: what has learned of a deletion allows nothing from an older copy', async () => {
  const account = await TestAccount.create();
  await account.add(LISTED);
  const relay = await account.worker.relayToken();
  await account.publish();
  const elsewhere = new TestWorker();
  expect((await ask(elsewhere, relay, account.name, LISTED)).reason).toBe('listed');
  expect((await account.worker.operator(`DELETE ${account.path()}`)).status).toBe(204);
  expect((await ask(elsewhere, relay, account.name, OTHER)).reason).toBe('unknown-account');
  expect((await ask(elsewhere, relay, account.name, LISTED)).reason).toBe('unknown-account');
});

it('R9: during a flood of refusals a change made here still bites here at once', async () => {
  const account = await TestAccount.create();
  const { added } = await account.add(LISTED);
  await account.add('192.0.2.2');
  const relay = await account.worker.relayToken();
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
  const { worker, name } = account;
  for (let last = 1; last <= 8; last++) await ask(worker, relay, name, `198.51.100.${last}`);
  await account.delete(added[0]?.id);
  expect(await ask(worker, relay, name, LISTED)).toMatchObject({ verdict: 'deny', revision: 4 });
});

it('R17: strict: in a flood a removal made elsewhere bites at once, even where KV has nothing', async () => {
  const account = await TestAccount.create(new TestWorker(), { consistency: 'strict' });
  const { added } = await account.add(LISTED);
  await account.add('192.0.2.2');
  const relay = await account.worker.relayToken();
  const blind = kvWith((get, key) =>
    key === relayTokensKey(env) ? get() : Promise.reject(new Error('KV is down')),
  );
  const elsewhere = new TestWorker({ REPLICA: blind });
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
  for (let last = 1; last <= 8; last++)
    await ask(elsewhere, relay, account.name, `198.51.100.${last}`);
  expect((await ask(elsewhere, relay, account.name, LISTED)).verdict).toBe('allow');
  await account.delete(added[0]?.id);
  expect((await ask(elsewhere, relay, account.name, LISTED)).verdict).toBe('deny');
});

it('a batch about one account reads KV for it once', async () => {
  const account = await TestAccount.create();
  await account.add(LISTED);
  const relay = await account.worker.relayToken();
  await account.publish();
  const read = vi.spyOn(env.REPLICA, 'get');
  const checks = Array.from({ length: 100 }, () => ({ account: account.name, address: LISTED }));
  const worker = new TestWorker();
  const answer = await worker.call<{ decisions: api.Decision[] }>('POST /v1/check/batch', {
    token: relay,
    body: { checks },
  });
  expect(answer.body.decisions.map(({ reason }) => reason)).toEqual(Array(100).fill('listed'));
  expect(read.mock.calls.map(([key]) => key).toSorted()).toHaveLength(2);
  read.mockRestore();
});
