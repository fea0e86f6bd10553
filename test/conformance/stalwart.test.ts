import { beforeAll, describe, expect, it } from 'vitest';
import { missingKv, throwingAccounts, throwingKv } from '../worker/support/faulty-bindings.ts';
import {
  newCallerAddress,
  OPERATOR_TOKEN,
  TestAccount,
  TestWorker,
  type WorkerCall,
} from '../worker/support/test-worker.ts';
import { type Consequence, consequenceOf, hookRequest, type Session } from './stalwart-session.ts';

const LISTED = '198.51.100.7';
const OTHER = '198.51.100.8';
const GOES_ON: Consequence = { reply: undefined, disconnects: false };
const REFUSED: Consequence = {
  reply: '550 5.7.1 This address may not send for this account.\r\n',
  disconnects: false,
};
const LATER: Consequence = {
  reply: '451 4.3.5 The address cannot be checked now, try again later.\r\n',
  disconnects: false,
};

const worker = new TestWorker();
let account: TestAccount;
let relay: string;

beforeAll(async () => {
  account = await TestAccount.create(worker);
  await account.add(LISTED, '2001:db8::7');
  relay = await worker.relayToken();
});

interface HookCall extends WorkerCall {
  readonly request?: string;
  readonly at?: TestWorker;
}

/**
 * Asks, and returns what the answer does to the session. Whatever the question is, Stalwart must be
 * able to act on the answer.
 */
async function ask({ request = 'POST /v1/stalwart', at = worker, ...call }: HookCall) {
  const sent = { token: relay, from: newCallerAddress(), ...call };
  const { status, headers, body } = await at.call<unknown>(request, sent);
  expect(status).toBe(200);
  expect(headers.get('content-type')).toMatch(/^application\/json/);
  return consequenceOf(status, body);
}

function mail(session: Partial<Session> = {}, call: HookCall = {}) {
  const body = hookRequest({ ip: LISTED, login: account.name, ...session });
  return ask({ body, ...call });
}

describe('MAIL FROM of a session with a login', () => {
  it('R1: goes on from a listed address, and is refused from another', async () => {
    expect(await mail()).toEqual(GOES_ON);
    expect(await mail({ ip: '2001:db8::7' })).toEqual(GOES_ON);
    expect(await mail({ ip: `::ffff:${LISTED}` })).toEqual(GOES_ON);
    expect(await mail({ ip: OTHER })).toEqual(REFUSED);
    expect(await mail({ ip: '2001:db8::8' })).toEqual(REFUSED);
  });

  it('is judged by the login, not by the sender it writes', async () => {
    expect(await mail({ login: account.name.toUpperCase() })).toEqual(GOES_ON);
    expect(await mail({ login: 'nobody@example.com' })).toEqual(REFUSED);
  });

  it('goes on while the list is off or observes, and is refused while the account is suspended', async () => {
    const other = await TestAccount.create(worker);
    const session = { login: other.name, ip: OTHER };
    expect(await mail(session)).toEqual(GOES_ON);
    await other.add(LISTED);
    expect(await mail(session)).toEqual(REFUSED);
    await other.call('PATCH', '/allowlist', { body: { mode: 'observe' } });
    expect(await mail(session)).toEqual(GOES_ON);
    await worker.operator(`PATCH ${other.path()}`, { body: { suspended: true } });
    expect(await mail(session)).toEqual(REFUSED);
  });

  it('R2: for an unknown account gets what the deployment says', async () => {
    const at = new TestWorker({ UNKNOWN_ACCOUNTS: 'allow' });
    expect(await mail({ login: 'nobody@example.com' }, { at })).toEqual(GOES_ON);
  });
});

describe('MAIL FROM of a session without a login', () => {
  it('goes on: it is mail that comes in', async () => {
    expect(await mail({ login: undefined, ip: OTHER })).toEqual(GOES_ON);
  });
});

describe('what can’t be told to be allowed is put off', () => {
  const good = () => hookRequest({ ip: LISTED, login: account.name });

  // biome-ignore format: a table
  it.each<[string, () => HookCall | Promise<HookCall>]>([
    ['no token', () => ({ body: good(), headers: { Authorization: '' } })],
    ['a wrong token', () => ({ body: good(), token: relay.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')) })],
    ['the operator’s token', () => ({ body: good(), token: OPERATOR_TOKEN })],
    ['a manager’s token', () => ({ body: good(), token: account.manager })],
    ['no body', () => ({})],
    ['no JSON', () => ({ body: 'stage=mail' })],
    ['half of it', () => ({ body: JSON.stringify(good()).slice(0, -1) })],
    ['null', () => ({ body: 'null' })],
    ['an array', () => ({ body: [good()] })],
    ['an empty object', () => ({ body: {} })],
    ['the stage before a login', () => ({ body: hookRequest({ stage: 'ehlo', ip: LISTED }) })],
    ['the stage of the login', () => ({ body: hookRequest({ stage: 'auth', ip: LISTED, login: account.name }) })],
    ['a later stage', () => ({ body: hookRequest({ stage: 'data', ip: LISTED, login: account.name }) })],
    ['another version of the protocol', () => ({ body: JSON.stringify(good()).replace('"version":1', '"version":2') })],
    ['an empty login', () => ({ body: hookRequest({ ip: LISTED, login: '' }) })],
    ['a login that is an object', () => ({ body: JSON.stringify(good()).replace(/"login":"[^"]*"/, '"login":{}') })],
    ['an address that is a name', () => ({ body: hookRequest({ ip: 'localhost', login: account.name }) })],
    ['an address with a port', () => ({ body: hookRequest({ ip: `${LISTED}:25`, login: account.name }) })],
    ['GET', () => ({ request: 'GET /v1/stalwart' })],
    ['PUT', () => ({ body: good(), request: 'PUT /v1/stalwart' })],
    ['a path below', () => ({ request: 'POST /v1/stalwart/mail', body: 'none' })],
    ['a huge body', () => ({ body: { ...good(), padding: 'x'.repeat(1_000_000) } })],
    ['a wrong configuration', () => ({ body: good(), at: new TestWorker({ FAIL_MODE: 'ajar' }) })],
    ['a binding that is missing', () => ({ body: good(), at: new TestWorker({ ACCOUNTS: undefined, REPLICA: undefined } as object) })],
    ['a store that can’t be read', () => ({ body: good(), at: new TestWorker({ REPLICA: throwingKv(), ACCOUNTS: throwingAccounts() }) })],
  ])('%s', async (_what, make) => {
    expect(await ask(await make())).toEqual(LATER);
  });
});

describe('when something is down', () => {
  it('one of KV and the object suffices', async () => {
    await account.publish();
    for (const at of [
      new TestWorker({ REPLICA: throwingKv() }),
      new TestWorker({ REPLICA: missingKv() }),
      new TestWorker({ ACCOUNTS: throwingAccounts() }),
    ]) {
      expect(await mail({}, { at })).toEqual(GOES_ON);
      expect(await mail({ ip: OTHER }, { at })).toEqual(REFUSED);
    }
  });

  it('and nothing can be read, it goes on where the deployment fails open', async () => {
    const down = { REPLICA: throwingKv(), ACCOUNTS: throwingAccounts() };
    expect(await mail({}, { at: new TestWorker({ ...down, FAIL_MODE: 'open' }) })).toEqual(GOES_ON);
  });
});
