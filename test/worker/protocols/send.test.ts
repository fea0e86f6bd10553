/**
 * The callers that may have a request passed on. A stand-in upstream answers every request that
 * gets that far with a 204.
 */
import { beforeAll, describe, expect, it } from 'vitest';
import type { ProblemCode } from '../../../shared/problem.ts';
import { WORKERS_ADDRESS } from '../../../shared/special-purpose.ts';
import { expectProblem } from '../support/expect-problem.ts';
import { missingKv, throwingAccounts, throwingKv } from '../support/faulty-bindings.ts';
import {
  newCallerAddress,
  OPERATOR_TOKEN,
  TestAccount,
  TestWorker,
  type WorkerCall,
} from '../support/test-worker.ts';

const LISTED = '198.51.100.7';
const OTHER = '198.51.100.8';
const UPSTREAM = 'https://api.example.com/v3';
const UPSTREAMS = {
  open: { url: UPSTREAM },
  calls: { url: UPSTREAM, calls: ['POST /messages', 'GET /messages/*'] },
  others: { url: UPSTREAM, accounts: ['someone@example.com'] },
};
const SETTINGS = { SEND_UPSTREAMS: JSON.stringify(UPSTREAMS) };

const worker = new TestWorker(SETTINGS);
let account: TestAccount;
let checker: string;

beforeAll(async () => {
  account = await TestAccount.create(worker);
  await account.add(LISTED, '2001:db8::7');
  checker = await account.token('checker');
});

interface Sending extends WorkerCall {
  readonly request?: string;
  readonly at?: TestWorker;
}

function send({ request = 'POST /send/open/messages', at = worker, token, ...call }: Sending = {}) {
  const headers = { 'X-Sendgate-Token': token ?? checker, ...call.headers };
  return at.call<unknown>(request, { from: LISTED, ...call, headers });
}

async function expectRefused(code: ProblemCode, sending: Sending) {
  const answer = await send(sending);
  const document = expectProblem(answer, code);
  expect(answer.headers.get('cache-control')).toBe('no-store');
  return document;
}

async function expectPassedOn(sending: Sending = {}): Promise<void> {
  expect((await send(sending)).status).toBe(204);
}

describe('a request to be passed on', () => {
  it('R1: is, from a listed address, and refused from another', async () => {
    await expectPassedOn();
    await expectPassedOn({ from: '2001:db8::7' });
    const refused = await expectRefused('address-not-allowed', { from: OTHER });
    expect(refused.detail).toContain(OTHER);
    await expectRefused('address-not-allowed', { from: '2001:db8::8' });
  });

  it('is judged by the address of its connection, whatever a client says', async () => {
    const headers = { 'X-Forwarded-For': LISTED, 'X-Real-IP': LISTED, Forwarded: `for=${LISTED}` };
    await expectRefused('address-not-allowed', { from: OTHER, headers });
    await expectRefused('address-not-allowed', { from: '', headers });
  });

  it('is, while the list is off or observes, and refused while the account is suspended', async () => {
    const other = await TestAccount.create(worker);
    const sending = { token: await other.token('checker'), from: OTHER };
    await expectPassedOn(sending);
    await other.add(LISTED);
    await expectRefused('address-not-allowed', sending);
    await other.call('PATCH', '/allowlist', { body: { mode: 'observe' } });
    await expectPassedOn(sending);
    await worker.operator(`PATCH ${other.path()}`, { body: { suspended: true } });
    await expectRefused('address-not-allowed', sending);
  });

  it('is refused from a Cloudflare Worker, whose address every other one has, even where it is listed', async () => {
    const other = await TestAccount.create(worker);
    await other.add(WORKERS_ADDRESS);
    const sending = { token: await other.token('checker'), from: WORKERS_ADDRESS };
    const { detail } = await expectRefused('address-not-allowed', sending);
    expect(detail).toContain('Worker');
  });

  it('R7: is, with the next request after its address was added', async () => {
    const other = await TestAccount.create(worker);
    await other.add(LISTED);
    const sending = { token: await other.token('checker'), from: OTHER };
    await expectRefused('address-not-allowed', sending);
    const { added } = await other.add(OTHER);
    await expectPassedOn(sending);
    await other.delete(added[0]?.id);
    await expectRefused('address-not-allowed', sending);
  });

  it('is refused once its token is revoked', async () => {
    const token = await account.token('checker');
    await expectPassedOn({ token });
    const listed = await account.call<{ tokens: { id: string }[] }>('GET', '/tokens');
    const id = listed.body.tokens.at(-1)?.id;
    expect(token).toContain(id);
    await account.call('DELETE', `/tokens/${id}`);
    await expectRefused('unauthorized', { token, from: newCallerAddress() });
  });
});

describe('who may not send', () => {
  // biome-ignore format: a table
  it.each<[string, ProblemCode, () => Sending | Promise<Sending>]>([
    ['no token', 'unauthorized', () => ({ headers: { 'X-Sendgate-Token': '' } })],
    ['a wrong token', 'unauthorized', () => ({ token: checker.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')) })],
    ['a token in Authorization', 'unauthorized', () => ({ headers: { 'X-Sendgate-Token': '', Authorization: `Bearer ${checker}` } })],
    ['the operator’s token', 'unauthorized', () => ({ token: OPERATOR_TOKEN })],
    ['a relay’s token', 'forbidden', async () => ({ token: await worker.relayToken() })],
    ['a manager’s token', 'forbidden', () => ({ token: account.manager })],
    ['a viewer’s token', 'forbidden', async () => ({ token: await account.token('viewer') })],
  ])('%s', async (_what, code, make) => {
    const answer = await send({ from: newCallerAddress(), ...(await make()) });
    expectProblem(answer, code);
  });

  it('is slowed down after too many attempts', async () => {
    const from = newCallerAddress();
    for (let attempt = 0; attempt < 20; attempt++) {
      await expectRefused('unauthorized', { token: 'wrong', from });
    }
    const refused = await send({ token: 'wrong', from });
    expectProblem(refused, 'rate-limited');
  });
});

describe('an upstream', () => {
  it('that is not configured is none, and without any the whole route is not there', async () => {
    await expectRefused('not-found', { request: 'POST /send/nowhere/messages' });
    await expectRefused('not-found', { request: 'POST /send/constructor/messages' });
    for (const at of [new TestWorker(), new TestWorker({ SEND_UPSTREAMS: ' ' })]) {
      await expectRefused('not-found', { at });
      await expectRefused('not-found', { at, token: 'wrong' });
    }
  });

  it('that names accounts is for these alone', async () => {
    await expectRefused('forbidden', { request: 'POST /send/others/messages' });
  });

  it.each([
    'POST /send/calls/messages',
    'POST /send/calls/messages?dry=1',
    'GET /send/calls/messages/7',
  ])('takes a call it is open for: %s', async (request) => {
    await expectPassedOn({ request });
  });

  it.each([
    'GET /send/calls/messages',
    'POST /send/calls/Messages',
    'POST /send/calls',
    'DELETE /send/calls/messages/7',
    'GET /send/calls/keys',
  ])('refuses a call it is not open for: %s', async (request) => {
    await expectRefused('forbidden', { request });
  });

  // biome-ignore format: a table
  it.each([
    '..%2fkeys', '%2e%2e%2fkeys', 'a/..%2f..%2fkeys', '..%5ckeys', 'a%5c..', '%', '..;/keys', '..%3b/keys', '%252e%252e/keys', '%25252e%25252e/keys',
    '..%00/keys', '..%09/keys', '/keys', 'a//keys', 'a/', 'a%2fb', 'a%252fb', 'a;b=c', '%7f', '%ff', '100%25', `${'%25'.repeat(12)}41`,
  ])('is not left by a path that an upstream may read otherwise: %s', async (path) => {
    await expectRefused('invalid-request', { request: `GET /send/open/${path}` });
    await expectRefused('invalid-request', { request: `GET /send/calls/messages/${path}` });
  });

  it.each(['7%40example.com', 'a%20b', 'J%C3%B6rg', 'a+b', "it's", '...a', '.well-known'])(
    'gets a path whose parts are plain: %s',
    async (path) => {
      await expectPassedOn({ request: `GET /send/calls/messages/${path}` });
    },
  );

  it.each(['_method=DELETE', 'a=1&_method=DELETE', '_METHOD=DELETE', '%5fmethod=DELETE'])(
    'is not asked for another method by the query: %s',
    async (query) => {
      const request = `POST /send/open/messages?${query}`;
      const { errors } = await expectRefused('invalid-request', { request });
      expect(errors.map(({ pointer }) => pointer)).toEqual(['/query/_method']);
    },
  );
});

describe('when something is down', () => {
  const down = { ...SETTINGS, REPLICA: throwingKv(), ACCOUNTS: throwingAccounts() };

  it('and no token can be verified, nothing is passed on, whatever the fail mode', async () => {
    await expectRefused('unavailable', { at: new TestWorker(down) });
    await expectRefused('unavailable', { at: new TestWorker({ ...down, FAIL_MODE: 'open' }) });
  });

  it('one of KV and the object suffices', async () => {
    await account.publish();
    for (const faults of [
      { REPLICA: throwingKv() },
      { REPLICA: missingKv() },
      { ACCOUNTS: throwingAccounts() },
    ]) {
      const at = new TestWorker({ ...SETTINGS, ...faults });
      await expectPassedOn({ at });
      await expectRefused('address-not-allowed', { at, from: OTHER });
    }
  });
});
