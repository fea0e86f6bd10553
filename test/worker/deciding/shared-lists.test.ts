/** R20: a check of an account that includes shared lists, from every source that it has. */
import { runDurableObjectAlarm } from 'cloudflare:test';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type * as api from '../../../shared/api.ts';
import { listObjectName } from '../../../shared/list-name.ts';
import type { Env } from '../../../worker/platform/env.ts';
import { COPY_MS } from '../../../worker/replicas/replica.ts';
import {
  frozenKv,
  giveBindings,
  hangingKv,
  kvPutting,
  kvWith,
  missingKv,
  objectsWith,
  throwingKv,
} from '../support/faulty-bindings.ts';
import { TestList } from '../support/test-list.ts';
import { env, TestAccount, TestWorker } from '../support/test-worker.ts';

afterEach(() => {
  vi.useRealTimers();
});

const OWN = '192.0.2.1';
const LISTED = '198.51.100.1';
const OTHER = '203.0.113.9';

async function attach(account: TestAccount, list: TestList, body?: object): Promise<api.Change> {
  const path = `PUT ${account.path()}/lists/${list.name}`;
  const answer = await account.worker.operator<api.Change>(path, body ? { body } : {});
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.body;
}

/** Makes an account with an entry of its own that includes a list, both published, and a relay to ask with. */
async function including(settings: object = {}) {
  const worker = new TestWorker();
  const list = await TestList.create(worker);
  await list.add(LISTED);
  const account = await TestAccount.create(worker, settings);
  await account.add(OWN);
  await attach(account, list);
  await account.publish();
  await list.publish();
  const relay = await worker.relayToken();
  const ask = async (at: TestWorker, address: string) => {
    const body = { account: account.name, address };
    const answer = await at.call<api.Decision>('POST /v1/check', { token: relay, body });
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    return answer.body;
  };
  return { worker, list, account, ask };
}

/** Fails every call of one object, as it fails when it is overloaded. */
function withoutObject(name: string): Env['ACCOUNTS'] {
  const id = env.ACCOUNTS.idFromName(name).toString();
  const failing = objectsWith(env.ACCOUNTS, () => Promise.reject(new Error('object overloaded')));
  return new Proxy(env.ACCOUNTS, {
    get(target, member) {
      if (member !== 'get') return Reflect.get(target, member).bind(target);
      return (asked: DurableObjectId) => (asked.toString() === id ? failing : target).get(asked);
    },
  });
}

describe('R20: an account that includes a list', () => {
  it('allows by its own entries and by the list, and the decision names the list', async () => {
    const { list, account, ask } = await including();
    const elsewhere = new TestWorker();
    expect(await ask(elsewhere, OWN)).toMatchObject({
      verdict: 'allow',
      entry: { value: OWN, list: null },
    });
    expect(await ask(elsewhere, OWN)).not.toHaveProperty('listRevision');
    expect(await ask(elsewhere, LISTED)).toMatchObject({
      verdict: 'allow',
      reason: 'listed',
      decidedBy: account.name,
      entry: { value: LISTED, list: list.name },
      listRevision: (await list.list()).revision,
    });
    expect(await ask(elsewhere, OTHER)).toMatchObject({ verdict: 'deny', reason: 'not-listed' });
  });

  it.each([
    ['has cached misses', missingKv],
    ['throws', throwingKv],
    ['never answers', hangingKv],
  ])('decides from the objects when KV %s', async (_fault, kv) => {
    const { ask } = await including();
    const worker = new TestWorker({ REPLICA: kv() });
    expect(await ask(worker, LISTED)).toMatchObject({ verdict: 'allow', reason: 'listed' });
    expect(await ask(worker, OTHER)).toMatchObject({ verdict: 'deny', reason: 'not-listed' });
  });

  it('R7: an address that was just added to the list is allowed by the next check', async () => {
    const { list, ask } = await including();
    const elsewhere = new TestWorker({ REPLICA: frozenKv() });
    expect((await ask(elsewhere, OTHER)).verdict).toBe('deny');
    await list.add(OTHER);
    expect(await ask(elsewhere, OTHER)).toMatchObject({ verdict: 'allow', reason: 'listed' });
  });

  it('R7: a list that was just attached allows by the next check', async () => {
    const { worker, account, ask } = await including();
    const elsewhere = new TestWorker({ REPLICA: frozenKv() });
    expect((await ask(elsewhere, OTHER)).verdict).toBe('deny');
    const second = await TestList.create(worker);
    await second.add(OTHER);
    await attach(account, second);
    expect(await ask(elsewhere, OTHER)).toMatchObject({ entry: { list: second.name } });
  });

  it('R9, R17: what the list no longer has is refused at once here, and elsewhere once the copies run out', async () => {
    const { worker, list, ask } = await including();
    const elsewhere = new TestWorker();
    expect((await ask(elsewhere, LISTED)).verdict).toBe('allow');
    await list.clear();
    expect(await ask(worker, LISTED)).toMatchObject({ verdict: 'deny', reason: 'not-listed' });
    await list.publish();
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + COPY_MS });
    expect(await ask(elsewhere, LISTED)).toMatchObject({ verdict: 'deny' });
  });

  it('R17: strict: it is refused at once everywhere', async () => {
    const { list, ask } = await including({ consistency: 'strict' });
    const elsewhere = new TestWorker({ REPLICA: frozenKv() });
    expect((await ask(elsewhere, LISTED)).verdict).toBe('allow');
    await list.clear();
    expect((await ask(elsewhere, LISTED)).verdict).toBe('deny');
  });

  it('suspension and observing are the account’s alone', async () => {
    const { worker, account, ask } = await including();
    await account.call('PATCH', '/allowlist', { body: { mode: 'observe' } });
    expect(await ask(worker, OTHER)).toMatchObject({ verdict: 'allow', reason: 'observed' });
    expect(await ask(worker, LISTED)).toMatchObject({ verdict: 'allow', reason: 'listed' });
    await worker.operator(`PATCH ${account.path()}`, { body: { suspended: true } });
    expect(await ask(worker, LISTED)).toMatchObject({ verdict: 'deny', reason: 'suspended' });
  });
});

describe('R14: an account that observes', () => {
  it('says by its lists what it would refuse, however old the copies of each are', async () => {
    const worker = new TestWorker();
    const account = await TestAccount.create(worker);
    const lists = await Promise.all(Array.from({ length: 6 }, () => TestList.create(worker)));
    for (const list of lists) await attach(account, list, { mode: 'observe' });
    await lists[0]?.add(LISTED);
    await account.publish();
    for (const list of lists) await list.publish();
    const elsewhere = new TestWorker();
    const start = Date.now();
    const reasons = new Set<string>();
    // Each copy runs out at a moment of its own.
    for (let step = 0; step <= 30; step++) {
      vi.useFakeTimers({ toFake: ['Date'], now: start + step * 100 + COPY_MS / 2 });
      reasons.add((await account.check(OTHER, elsewhere)).reason);
    }
    expect([...reasons]).toEqual(['observed']);
  });
});

describe('a list that can’t be read', () => {
  it('makes the answer unavailable, and never a refusal of the list', async () => {
    const { list, ask } = await including();
    const objectId = env.ACCOUNTS.idFromName(listObjectName(list.name)).toString();
    const worker = new TestWorker({
      ACCOUNTS: withoutObject(listObjectName(list.name)),
      REPLICA: kvWith((get, key) =>
        key === objectId ? Promise.reject(new Error('KV is down')) : get(),
      ),
    });
    expect(await ask(worker, OWN)).toMatchObject({ verdict: 'allow', reason: 'listed' });
    expect(await ask(worker, LISTED)).toMatchObject({ verdict: 'deny', reason: 'unavailable' });
  });

  it('decides from its copy, refusals included, when only its object is out of reach', async () => {
    const { list, ask } = await including();
    const worker = new TestWorker({ ACCOUNTS: withoutObject(listObjectName(list.name)) });
    expect(await ask(worker, LISTED)).toMatchObject({ verdict: 'allow' });
    expect(await ask(worker, OTHER)).toMatchObject({ verdict: 'deny', reason: 'not-listed' });
  });

  it('strict: no copy of the list decides', async () => {
    const { list, ask } = await including({ consistency: 'strict' });
    const worker = new TestWorker({ ACCOUNTS: withoutObject(listObjectName(list.name)) });
    expect(await ask(worker, OWN)).toMatchObject({ verdict: 'allow' });
    expect(await ask(worker, LISTED)).toMatchObject({ verdict: 'deny', reason: 'unavailable' });
  });

  it('an account that observes allows all the same, and counts no refusal', async () => {
    const { account, list, ask } = await including();
    await account.call('PATCH', '/allowlist', { body: { mode: 'observe' } });
    await account.publish();
    const objectId = env.ACCOUNTS.idFromName(listObjectName(list.name)).toString();
    const worker = new TestWorker({
      ACCOUNTS: withoutObject(listObjectName(list.name)),
      REPLICA: kvWith((get, key) =>
        key === objectId ? Promise.reject(new Error('KV is down')) : get(),
      ),
    });
    expect(await ask(worker, OTHER)).toMatchObject({ verdict: 'allow', reason: 'unavailable' });
  });
});

describe('a list stands once', () => {
  it('in an isolate: KV is read once for it, however many accounts include it', async () => {
    const { worker, list, account } = await including();
    const second = await TestAccount.create(worker);
    await attach(second, list);
    await second.publish();
    const objectId = env.ACCOUNTS.idFromName(listObjectName(list.name)).toString();
    let reads = 0;
    const counting = kvWith((get, key) => {
      if (key === objectId) reads++;
      return get();
    });
    const elsewhere = new TestWorker({ REPLICA: counting });
    for (const { name, manager } of [account, second]) {
      const body = { account: name, address: LISTED };
      const answer = await elsewhere.call<api.Decision>('POST /v1/check', { token: manager, body });
      expect(answer.body).toMatchObject({ verdict: 'allow' });
    }
    expect(reads).toBe(1);
  });

  it('in KV: an edit of it is one put, however many accounts include it, and all allow by it', async () => {
    const { list } = await including();
    const names = Array.from({ length: 50 }, (_, index) => `one-of-50-${index}@example.com`);
    const by = { tokenId: 'test', name: 'test' };
    const context = { by, revisions: undefined, idempotency: undefined, caller: undefined };
    const made = names.map(async (name) => {
      const stub = env.ACCOUNTS.getByName(name);
      await stub.create(name, {}, by);
      return (await stub.change({ kind: 'attach', list: list.name }, context)).ok;
    });
    expect(await Promise.all(made)).toEqual(names.map(() => true));
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 1_000 });
    const stubs = [list.stub, ...names.map((name) => env.ACCOUNTS.getByName(name))];
    await Promise.all(stubs.map((stub) => runDurableObjectAlarm(stub)));
    const puts: string[] = [];
    const counted = stubs.map((stub) =>
      giveBindings(stub, {
        REPLICA: kvPutting((put) => {
          puts.push(stub.id.toString());
          return put();
        }),
      }),
    );
    await Promise.all(counted);
    await list.add(OTHER);
    vi.setSystemTime(Date.now() + 1_000);
    await Promise.all(stubs.map((stub) => runDurableObjectAlarm(stub)));
    expect(puts).toEqual([list.stub.id.toString()]);
    const worker = new TestWorker();
    const token = await worker.relayToken();
    const checks = names.map((account) => ({ account, address: OTHER }));
    const answer = await worker.call<{ decisions: api.Decision[] }>('POST /v1/check/batch', {
      token,
      body: { checks },
    });
    const verdicts = answer.body.decisions.map(({ verdict }) => verdict);
    expect(verdicts).toEqual(names.map(() => 'allow'));
  });
});

describe('the token of a list', () => {
  it('asks about no account, in no protocol', async () => {
    const { worker, list, account } = await including();
    const body = { account: account.name, address: LISTED };
    const token = list.manager;
    const check = await worker.call<api.ProblemDocument>('POST /v1/check', { token, body });
    expect(check).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    const batch = await worker.call('POST /v1/check/batch', { token, body: { checks: [body] } });
    expect(batch.status).toBe(403);
    const policy = await worker.call('POST /v1/dovecot?command=allow', {
      token,
      body: { login: account.name, remote: LISTED },
    });
    expect(policy.body).not.toMatchObject({ status: 0 });
  });
});
