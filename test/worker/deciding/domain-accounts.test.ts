/** R19: which account decides for a login, from every source that a check has. */
import { listDurableObjectIds } from 'cloudflare:test';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type * as api from '../../../shared/api.ts';
import { COPY_MS } from '../../../worker/replicas/replica.ts';
import {
  accountsWith,
  frozenKv,
  hangingKv,
  kvWith,
  missingKv,
  throwingKv,
} from '../support/faulty-bindings.ts';
import { env, TestAccount, TestWorker } from '../support/test-worker.ts';

afterEach(() => {
  vi.useRealTimers();
});

const LISTED = '192.0.2.1';
const OTHER = '198.51.100.9';

let domains = 0;

/** Makes a domain's account whose list is published, and a relay to ask with. */
async function enforcing(settings: object = {}) {
  const domain = `domain-${++domains}.example`;
  const account = await TestAccount.create(new TestWorker(), settings, `@${domain}`);
  await account.add(LISTED);
  const relay = await account.worker.relayToken();
  await account.publish();
  const ask = async (worker: TestWorker, login: string, address = LISTED) => {
    const body = { account: login, address };
    const answer = await worker.call<api.Decision>('POST /v1/check', { token: relay, body });
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    return answer.body;
  };
  return { domain, account, login: `user@${domain}`, ask };
}

/** Makes an account of a login whose domain's list is on. It is published. */
async function ownAccount(login: string, ...values: string[]): Promise<TestAccount> {
  const own = await TestAccount.create(new TestWorker(), { off: true }, login);
  if (values.length > 0) await own.add(...values);
  await own.publish();
  return own;
}

describe('R19: a login without an account of its own', () => {
  it('has the list of its domain, and the decision names both', async () => {
    const { account, login, ask } = await enforcing();
    expect(await ask(new TestWorker(), login)).toMatchObject({
      verdict: 'allow',
      reason: 'listed',
      account: login,
      decidedBy: account.name,
      entry: { value: LISTED, list: null },
    });
    const refused = { verdict: 'deny', reason: 'not-listed', decidedBy: account.name };
    expect(await ask(new TestWorker(), login, OTHER)).toMatchObject(refused);
  });

  it.each([
    ['has cached misses', missingKv],
    ['throws', throwingKv],
    ['never answers', hangingKv],
  ])('has it when KV %s', async (_fault, kv) => {
    const { login, ask } = await enforcing();
    const worker = new TestWorker({ REPLICA: kv() });
    expect(await ask(worker, login)).toMatchObject({ verdict: 'allow', reason: 'listed' });
    expect(await ask(worker, login, OTHER)).toMatchObject({ reason: 'not-listed' });
  });

  it('R7: an address that was just added to the domain is allowed by the next check', async () => {
    const { account, login, ask } = await enforcing();
    const elsewhere = new TestWorker({ REPLICA: frozenKv() });
    expect((await ask(elsewhere, login, OTHER)).verdict).toBe('deny');
    await account.add(OTHER);
    expect(await ask(elsewhere, login, OTHER)).toMatchObject({ verdict: 'allow' });
  });

  it('is suspended with its domain', async () => {
    const { account, login, ask } = await enforcing();
    await account.worker.operator(`PATCH ${account.path()}`, { body: { suspended: true } });
    expect(await ask(account.worker, login)).toMatchObject({ reason: 'suspended' });
  });

  it('is allowed from the domain’s copy without another question, as long as its miss is young', async () => {
    const { login, ask } = await enforcing();
    let reads = 0;
    const counting = kvWith((get) => {
      reads++;
      return get();
    });
    const silent = accountsWith(() => Promise.reject(new Error('no object is asked')));
    const worker = new TestWorker({ REPLICA: counting, ACCOUNTS: silent });
    expect((await ask(worker, login)).verdict).toBe('allow');
    const first = reads;
    expect((await ask(worker, login)).verdict).toBe('allow');
    expect(reads).toBe(first);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + COPY_MS });
    expect((await ask(worker, login)).verdict).toBe('allow');
    expect(reads).toBeGreaterThan(first);
  });

  it('makes no object and no row, however many are made up', async () => {
    const { domain, ask } = await enforcing();
    const before = (await listDurableObjectIds(env.ACCOUNTS)).length;
    const worker = new TestWorker();
    for (let index = 0; index < 30; index++) {
      const decision = await ask(worker, `nobody-${index}@${domain}`, OTHER);
      expect(decision.reason).toBe('not-listed');
    }
    expect((await listDurableObjectIds(env.ACCOUNTS)).length).toBe(before);
  });

  it('is unknown once the domain’s account is deleted', async () => {
    const { account, login, ask } = await enforcing();
    expect((await ask(account.worker, login)).verdict).toBe('allow');
    expect((await account.worker.operator(`DELETE ${account.path()}`)).status).toBe(204);
    expect(await ask(account.worker, login)).toMatchObject({ reason: 'unknown-account' });
  });
});

describe('R19: a login with an account of its own', () => {
  it('has its own list alone', async () => {
    const { login, ask } = await enforcing();
    await ownAccount(login, OTHER);
    const worker = new TestWorker();
    expect(await ask(worker, login)).toMatchObject({ reason: 'not-listed', decidedBy: login });
    expect(await ask(worker, login, OTHER)).toMatchObject({ verdict: 'allow', decidedBy: login });
  });

  it('is off or suspended for itself alone', async () => {
    const { login, ask } = await enforcing();
    const own = await ownAccount(login);
    expect(await ask(own.worker, login, OTHER)).toMatchObject({ reason: 'off', decidedBy: login });
    await own.worker.operator(`PATCH ${own.path()}`, { body: { suspended: true } });
    expect(await ask(own.worker, login)).toMatchObject({ reason: 'suspended', decidedBy: login });
  });

  it('has it at once where the domain would refuse, and where it was made', async () => {
    const { account, login, ask } = await enforcing();
    const elsewhere = new TestWorker({ REPLICA: frozenKv() });
    expect((await ask(elsewhere, login, OTHER)).verdict).toBe('deny');
    expect((await ask(account.worker, login)).verdict).toBe('allow');
    const own = await TestAccount.create(account.worker, { off: true }, login);
    await own.add(OTHER);
    expect(await ask(elsewhere, login, OTHER)).toMatchObject({
      verdict: 'allow',
      decidedBy: login,
    });
    expect(await ask(account.worker, login)).toMatchObject({ verdict: 'deny', decidedBy: login });
  });

  it('has it where it was made, though KV has cached there that the login has none', async () => {
    const { account, login, ask } = await enforcing();
    const here = new TestWorker({ REPLICA: frozenKv() });
    expect(await ask(here, login)).toMatchObject({ verdict: 'allow', decidedBy: account.name });
    const body = { account: login, suspended: true };
    expect((await here.operator('POST /v1/accounts', { body })).status).toBe(201);
    for (const _time of [1, 2])
      expect(await ask(here, login)).toMatchObject({ reason: 'suspended', decidedBy: login });
  });

  it('has it wherever it was seen, though the copy runs out before the miss does', async () => {
    const { domain, ask } = await enforcing();
    // Copies of different keys run out at different times. This one does so early.
    const names = Array.from({ length: 100 }, (_, index) => `early-${index}@${domain}`);
    const login = names.find((name) => /[ef].$/.test(env.ACCOUNTS.idFromName(name).toString()));
    if (login === undefined) throw new Error('no copy runs out early');
    await TestAccount.create(new TestWorker(), { suspended: true }, login);
    const elsewhere = new TestWorker({ REPLICA: missingKv() });
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
    // Nothing of the domain is in memory yet, so the objects are asked, and the login's own account is seen.
    expect(await ask(elsewhere, login)).toMatchObject({ decidedBy: login });
    vi.setSystemTime(Date.now() + COPY_MS - 500);
    // Another login makes the copy of the domain young.
    expect((await ask(elsewhere, `other@${domain}`)).verdict).toBe('allow');
    expect(await ask(elsewhere, login)).toMatchObject({ decidedBy: login });
  });

  it('has its domain’s list again when its account is deleted', async () => {
    const { account, login, ask } = await enforcing();
    const own = await ownAccount(login, OTHER);
    expect((await ask(own.worker, login)).verdict).toBe('deny');
    expect((await own.worker.operator(`DELETE ${own.path()}?off=true`)).status).toBe(204);
    const decided = { verdict: 'allow', decidedBy: account.name };
    expect(await ask(own.worker, login)).toMatchObject(decided);
    await own.publish();
    expect(await ask(new TestWorker(), login)).toMatchObject(decided);
  });

  it('is not opened by the domain while its own object is out of reach', async () => {
    const { account, login, ask } = await enforcing();
    const own = await ownAccount(login, OTHER);
    await own.worker.operator(`DELETE ${own.path()}?off=true`);
    await own.publish();
    // The copy says that the account was deleted. It may have been made again since.
    const ownId = env.ACCOUNTS.idFromName(login).toString();
    const failing = new Proxy(env.ACCOUNTS, {
      get(target, name) {
        const member = Reflect.get(target, name).bind(target);
        if (name !== 'get') return member;
        return (id: DurableObjectId) =>
          id.toString() === ownId
            ? { readReplica: () => Promise.reject(new Error('object overloaded')) }
            : member(id);
      },
    });
    const worker = new TestWorker({ ACCOUNTS: failing });
    expect(await ask(worker, login)).toMatchObject({ reason: 'unavailable', verdict: 'deny' });
    expect(await ask(new TestWorker(), login)).toMatchObject({ decidedBy: account.name });
  });
});

describe('R19: what is not of the domain', () => {
  it.each([
    ['a login of a subdomain', (domain: string) => `user@sub.${domain}`],
    ['a login of a longer domain', (domain: string) => `user@x${domain}`],
    ['a login without a domain', () => 'user'],
    ['a login that ends in @', () => 'user@'],
    ['the domain account written as a login', (domain: string) => `@${domain}`],
    ['the same in capitals', (domain: string) => ` @${domain.toUpperCase()}`],
  ])('%s is unknown', async (_what, loginOf) => {
    const { domain, ask } = await enforcing();
    const decision = await ask(new TestWorker(), loginOf(domain));
    expect(decision).toMatchObject({ reason: 'unknown-account', decidedBy: null, verdict: 'deny' });
  });
});

describe('a token of the domain’s account', () => {
  it('asks about each login that has no account of its own, and about no other', async () => {
    const { account, domain, login } = await enforcing();
    const own = `own@${domain}`;
    await ownAccount(own, OTHER);
    const checker = await account.token('checker');
    const ask = async (name: string, worker = new TestWorker()) => {
      const body = { account: name, address: LISTED };
      return worker.call<api.Decision>('POST /v1/check', { token: checker, body });
    };
    expect(await ask(login)).toMatchObject({ status: 200, body: { verdict: 'allow' } });
    expect(await ask(own)).toMatchObject({ status: 403 });
    expect(await ask('user@other.example')).toMatchObject({ status: 403 });
    expect(await ask(account.name)).toMatchObject({ body: { reason: 'unknown-account' } });
    expect(await account.check(OTHER)).toMatchObject({ reason: 'not-listed' });
  });
});
