/** What an agent tells of the checks that it answered from its copies. */
import { evictDurableObject, listDurableObjectIds, runDurableObjectAlarm } from 'cloudflare:test';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type * as api from '../../../shared/api.ts';
import { expectFieldProblem } from '../support/expect-problem.ts';
import { someAccountsWith } from '../support/faulty-bindings.ts';
import { env, TestAccount, TestWorker } from '../support/test-worker.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const NONE = { allowed: 0, refused: 0, observed: 0 };
const LISTED = '198.51.100.7';
const OTHER = '192.0.2.44';

const worker = new TestWorker();
let relay: api.IssuedToken;

beforeAll(async () => {
  const issued = await worker.operator<api.IssuedToken>('POST /v1/relay-tokens', {
    body: { name: 'mx', copies: true },
  });
  expect(issued.status).toBe(201);
  relay = issued.body;
});
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2030, 0, 31, 8) });
});
afterEach(() => {
  vi.useRealTimers();
});

const pass = (milliseconds: number) => vi.setSystemTime(Date.now() + milliseconds);
const ago = (milliseconds: number) => new Date(Date.now() - milliseconds).toISOString();

function sender(address: string, seen: object = {}): object {
  const at = ago(0);
  const times = { firstSeenAt: at, lastSeenAt: at };
  return { address, ...times, ...NONE, entryId: null, passwordWasRight: true, ...seen };
}

const observed = (account: string, seen: object = {}) => ({
  account,
  senders: [],
  leaks: [],
  others: NONE,
  ...seen,
});

const tell = (accounts: readonly object[], at = worker) =>
  at.call<api.RecordedObservations>('POST /v1/observations', {
    token: relay.token,
    body: { accounts },
  });

async function told(...accounts: readonly object[]): Promise<api.RecordedObservations> {
  const answer = await tell(accounts);
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.body;
}

const read = async <Body>(account: TestAccount, rest: string) =>
  (await account.call<Body>('GET', rest)).body;
const alertsOf = async (account: TestAccount) =>
  (await read<api.AlertPage>(account, '/alerts')).alerts;

it('senders are counted by entry, day and server, at the time they were seen', async () => {
  const account = await TestAccount.create(worker);
  const { added } = await account.add(LISTED);
  const entryId = added[0]?.id ?? '';
  const times = { firstSeenAt: ago(26 * HOUR), lastSeenAt: ago(25 * HOUR) };
  const seen = observed(account.name, {
    senders: [
      sender(LISTED, { ...times, allowed: 3, entryId }),
      sender('2001:DB8:0:0::7', { ...times, refused: 2 }),
    ],
  });
  expect(await told(seen)).toEqual({ recorded: 1, unrecorded: [] });
  const list = await read<api.SenderList>(account, '/senders');
  expect(list.days).toEqual([{ day: '2030-01-30', allowed: 3, refused: 2, observed: 0 }]);
  const server = { tokenId: relay.id, name: 'mx' };
  expect(list.senders).toMatchObject([
    { address: LISTED, ...times, allowed: 3, server, entry: { id: entryId } },
    { address: '2001:db8::7', ...times, refused: 2, server, entry: null },
  ]);
  expect((await read<api.Account>(account, '')).lastCheckAt).toBe(times.lastSeenAt);
});

it('a login of a domain is a sender of its own', async () => {
  const account = await TestAccount.create(worker, {}, '@observed.example');
  const login = 'desk@observed.example';
  const leaks = [{ address: OTHER, login, at: ago(HOUR), count: 1 }];
  await told(observed(account.name, { senders: [sender(OTHER, { login, refused: 1 })], leaks }));
  expect((await read<api.SenderList>(account, '/senders')).senders).toMatchObject([{ login }]);
  expect(await alertsOf(account)).toMatchObject([{ login, address: OTHER, at: ago(HOUR) }]);
});

describe('a leak', () => {
  const leak = (agoMs: number, address = OTHER) => ({ address, at: ago(agoMs), count: 2 });
  const refused = (agoMs: number, ...addresses: string[]) => ({
    senders: addresses.map((address) => {
      const at = ago(agoMs);
      return sender(address, { firstSeenAt: at, lastSeenAt: at, refused: 2 });
    }),
    leaks: addresses.map((address) => leak(agoMs, address)),
  });

  it('is told after the outage, with its time, and once if it is sent twice', async () => {
    const account = await TestAccount.create(worker);
    const seen = observed(account.name, refused(3 * HOUR, OTHER));
    for (let times = 0; times < 2; times++) expect((await told(seen)).recorded).toBe(1);
    expect(await alertsOf(account)).toMatchObject([
      {
        kind: 'leaked-password',
        at: ago(3 * HOUR),
        address: OTHER,
        server: { tokenId: relay.id, name: 'mx' },
      },
    ]);
  });

  it('raises one alert in an hour, in whatever order and by whomever it is told', async () => {
    const account = await TestAccount.create(worker);
    const check = () =>
      worker.call('POST /v1/check', {
        token: relay.token,
        body: { account: account.name, address: OTHER },
        headers: { 'X-Sendgate-Password-Right': '1' },
      });
    await account.add(LISTED);
    await check();
    await told(observed(account.name, refused(HOUR / 2, OTHER)));
    expect(await alertsOf(account)).toMatchObject([{ at: ago(0) }]);
    await told(observed(account.name, refused(3 * HOUR, OTHER)));
    await told(observed(account.name, refused(2.5 * HOUR, OTHER)));
    const times = (await alertsOf(account)).map(({ at }) => at);
    expect(times).toEqual([ago(3 * HOUR), ago(0)]);
  });

  it('raises at most a hundred alerts for an hour', async () => {
    const account = await TestAccount.create(worker);
    for (const part of [0, 1]) {
      const addresses = Array.from({ length: 60 }, (_, n) => `2001:db8::${part}:${n}`);
      await told(observed(account.name, refused(3 * HOUR, ...addresses)));
    }
    expect((await read<api.Account>(account, '')).alerts).toBe(100);
  });

  it('of a suspended account raises none', async () => {
    const account = await TestAccount.create(worker, { suspended: true });
    expect((await told(observed(account.name, refused(0, OTHER)))).recorded).toBe(1);
    expect(await alertsOf(account)).toEqual([]);
  });

  it('that is told days later is delivered to webhooks with all attempts', async () => {
    const account = await TestAccount.create(worker);
    const webhook = await account.call<api.IssuedWebhook>('POST', '/webhooks', {
      body: { url: 'https://hooks.example.com/sendgate', form: 'standard' },
    });
    await told(observed(account.name, refused(3 * DAY, OTHER)));
    const rest = `/webhooks/${webhook.body.id}/deliveries`;
    const { deliveries } = await read<api.DeliveryList>(account, rest);
    expect(deliveries).toMatchObject([{ kind: 'leaked-password', createdAt: ago(0) }]);
  });
});

describe('what is sent again with its id', () => {
  const ID = 'a1'.repeat(16);

  it('counts once, also after the object has started anew', async () => {
    const account = await TestAccount.create(worker);
    const leaks = [{ address: OTHER, at: ago(0), count: 2 }];
    const seen = { id: ID, senders: [sender(OTHER, { refused: 2 })], leaks };
    const stub = env.ACCOUNTS.getByName(account.name);
    const again = observed(account.name, { ...seen, others: { ...NONE, allowed: 1 } });
    for (let times = 0; times < 2; times++) {
      expect(await told(again)).toEqual({ recorded: 1, unrecorded: [] });
      await runDurableObjectAlarm(stub);
      await evictDurableObject(stub);
    }
    const { days } = await read<api.SenderList>(account, '/senders');
    expect(days).toEqual([{ day: '2030-01-31', allowed: 1, refused: 2, observed: 0 }]);
  });

  it('counts again with another id, or with none', async () => {
    const account = await TestAccount.create(worker);
    const others = { ...NONE, allowed: 1 };
    for (const id of [ID, 'b2'.repeat(16), undefined, undefined])
      await told(observed(account.name, { id, others }));
    expect((await read<api.SenderList>(account, '/senders')).days).toMatchObject([{ allowed: 4 }]);
  });
});

it('times in the future become now, and what is older than eight days is dropped', async () => {
  const account = await TestAccount.create(worker);
  const seen = (firstSeenAt: string, lastSeenAt: string) => ({
    firstSeenAt,
    lastSeenAt,
    allowed: 1,
  });
  const old = ago(8 * DAY + 1_000);
  expect(
    await told(
      observed(account.name, {
        senders: [
          sender('192.0.2.1', seen(ago(-DAY), ago(-DAY))),
          sender('192.0.2.2', seen(ago(0), ago(HOUR))),
          sender('192.0.2.3', seen('1970-01-01T00:00:00Z', ago(2 * HOUR))),
          sender('192.0.2.4', seen(old, old)),
        ],
        leaks: [{ address: OTHER, at: old, count: 1 }],
      }),
    ),
  ).toEqual({ recorded: 1, unrecorded: [] });
  expect((await read<api.SenderList>(account, '/senders')).senders).toMatchObject([
    { address: '192.0.2.1', firstSeenAt: ago(0), lastSeenAt: ago(0) },
    { address: '192.0.2.2', firstSeenAt: ago(HOUR), lastSeenAt: ago(HOUR) },
    { address: '192.0.2.3', firstSeenAt: ago(8 * DAY), lastSeenAt: ago(2 * HOUR) },
  ]);
  expect(await alertsOf(account)).toEqual([]);
  const gone = observed(account.name, { senders: [sender('192.0.2.4', seen(old, old))] });
  expect(await told(gone)).toEqual({ recorded: 0, unrecorded: [] });
});

it('accounts that there are not, or no more, are passed over, and none is made', async () => {
  const account = await TestAccount.create(worker);
  const deleted = await TestAccount.create(worker);
  await worker.operator(`DELETE ${deleted.path()}`);
  const others = { ...NONE, allowed: 1 };
  const names = ['unobserved@example.com', '@unobserved.example', deleted.name, account.name];
  expect(await told(...names.map((name) => observed(name, { others })))).toEqual({
    recorded: 1,
    unrecorded: [],
  });
  const made = (await listDurableObjectIds(env.ACCOUNTS)).map(String);
  const idOf = (name: string) => env.ACCOUNTS.idFromName(name).toString();
  expect(names.filter((name) => made.includes(idOf(name)))).toEqual([deleted.name, account.name]);
  expect((await worker.operator('GET /v1/accounts/unobserved@example.com')).status).toBe(404);
});

it('an account that fails or hangs is named, and holds up no other', async () => {
  const accounts = await Promise.all([1, 2, 3, 4].map(() => TestAccount.create(worker)));
  const idOf = ({ name }: TestAccount) => env.ACCOUNTS.idFromName(name).toString();
  const [failing, hanging] = accounts as [TestAccount, TestAccount];
  let calls = 0;
  const ACCOUNTS = someAccountsWith(
    (id) => id === idOf(failing) || id === idOf(hanging),
    () => (calls++ === 0 ? Promise.reject(new Error('overloaded')) : new Promise(() => undefined)),
  );
  const others = { ...NONE, allowed: 1 };
  const seen = accounts.map(({ name }) => observed(name, { others }));
  const answer = await tell(seen, new TestWorker({ ACCOUNTS }));
  expect([answer.status, answer.body]).toEqual([
    200,
    { recorded: 2, unrecorded: [failing.name, hanging.name] },
  ]);
});

describe('no relay can forge', () => {
  const NAME = 'sender@example.com';
  const one = (seen: object) => [observed(NAME, seen)];
  const withSender = (seen: object) => one({ senders: [sender(OTHER, seen)] });
  const ofDomain = (seen: object) => [observed('@example.com', { senders: [sender(OTHER, seen)] })];
  const FIRST = '/accounts/0/senders/0';

  // biome-ignore format: a table
  it.each<[what: string, code: 'invalid-request' | 'invalid-value', pointer: string, accounts: () => object[]]>([
    ['an address that is none', 'invalid-value', `${FIRST}/address`, () => withSender({ address: '203.0.113.0/24' })],
    ['the login of a single account', 'invalid-value', `${FIRST}/login`, () => withSender({ login: NAME })],
    ['the login of another domain', 'invalid-value', `${FIRST}/login`, () => ofDomain({ login: 'a@example.net' })],
    ['the login of a domain beyond it', 'invalid-value', `${FIRST}/login`, () => ofDomain({ login: 'a@b.example.com' })],
    ['a domain without the login', 'invalid-value', `${FIRST}/login`, () => ofDomain({})],
    ['a leak of a domain without the login', 'invalid-value', '/accounts/0/leaks/0/login', () => [observed('@example.com', { leaks: [{ address: OTHER, at: ago(0), count: 1 }] })]],
    ['the server', 'invalid-request', `${FIRST}/serverId`, () => withSender({ serverId: 'other' })],
    ['an entry id of another form', 'invalid-request', `${FIRST}/entryId`, () => withSender({ entryId: 'x'.repeat(32) })],
    ['an id that is none', 'invalid-request', '/accounts/0/id', () => one({ id: 'first' })],
    ['a negative count', 'invalid-request', `${FIRST}/allowed`, () => withSender({ allowed: -1 })],
    ['a count beyond all bounds', 'invalid-request', `${FIRST}/refused`, () => withSender({ refused: 1_000_000_001 })],
    ['half a check', 'invalid-request', '/accounts/0/others/allowed', () => one({ others: { ...NONE, allowed: 0.5 } })],
    ['a time that is none', 'invalid-request', `${FIRST}/lastSeenAt`, () => withSender({ lastSeenAt: 'yesterday' })],
    ['an account twice', 'invalid-value', '/accounts/1/account', () => [observed(NAME), observed('SENDER@example.com')]],
    ['a shared list', 'invalid-value', '/accounts/0/account', () => [observed('\u0000office')]],
    ['too many accounts', 'invalid-request', '/accounts', () => Array.from({ length: 501 }, (_, n) => observed(`a${n}@example.com`))],
    ['too many leaks', 'invalid-request', '/accounts/0/leaks', () => one({ leaks: Array.from({ length: 101 }, () => ({ address: OTHER, at: ago(0), count: 1 })) })],
  ])('%s', async (_what, code, pointer, accounts) => {
    expectFieldProblem(await tell(accounts()), code, pointer);
  });
});

it('checks that are counted together are of the day on which they are told', async () => {
  const account = await TestAccount.create(worker);
  pass(HOUR);
  await told(observed(account.name, { others: { allowed: 1, refused: 2, observed: 3 } }));
  const { senders, days } = await read<api.SenderList>(account, '/senders');
  expect(senders).toEqual([]);
  expect(days).toEqual([{ day: '2030-01-31', allowed: 1, refused: 2, observed: 3 }]);
  expect((await read<api.Account>(account, '')).lastCheckAt).toBe(ago(0));
});
