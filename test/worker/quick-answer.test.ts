/** What is answered at once must be what the chain that is for all calls answers, which a page's Origin leads to. */
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type * as api from '../../shared/api.ts';
import { type Call, Gate, TestAccount } from './gate.ts';

const PAGE = { Origin: 'https://page.example' };
const CLIENT_HEADER = 'X-Sendgate-Client-Address';
const LISTED = '192.0.2.7';
const gate = new Gate();
let account: TestAccount;
let relay: string;

beforeAll(async () => {
  account = await TestAccount.create(gate);
  await account.add(LISTED);
  await account.add('2001:db8::/64');
  await account.publish();
  const body = { name: 'mx', clientAddressHeader: CLIENT_HEADER };
  relay = (await gate.operator<api.IssuedToken>('POST /v1/relay-tokens', { body })).body.token;
  // From here on the isolate holds the list and knows the token.
  expect((await ask(`account=${account.name}&address=${LISTED}`)).status).toBe(200);
});

function ask(query: string, headers: Record<string, string> = {}, token = relay) {
  return gate.call<api.Decision>(`GET /v1/check?${query}`, { token, headers });
}

/** With its length, as every HTTP client of a mail server sends it. */
function withLength(body: string, headers: Record<string, string> = {}): Call {
  const length = String(new TextEncoder().encode(body).byteLength);
  return { body, headers: { 'Content-Length': length, ...headers } };
}

/** Each way to ask, about an address. */
const PROTOCOLS: Record<string, (address: string) => Call> = {
  'POST /v1/check': (address) => withLength(JSON.stringify({ account: account.name, address })),
  'POST /v1/dovecot?command=allow': (remote) =>
    withLength(JSON.stringify({ login: account.name, remote })),
  'POST /v1/stalwart': (ip) =>
    withLength(
      JSON.stringify({
        context: {
          stage: 'mail',
          client: { ip },
          sasl: { login: account.name },
          protocol: { version: 1 },
        },
      }),
    ),
  'GET /v1/nginx-mail': (address) => ({
    headers: {
      'Auth-User': account.name,
      'Client-IP': address,
      'X-Sendgate-Upstream': '127.0.0.1:10025',
    },
  }),
  'GET /v1/forward-auth': (address) => ({
    headers: { 'X-Sendgate-Account': account.name, [CLIENT_HEADER]: address },
  }),
};
const NAMES = Object.keys(PROTOCOLS);
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Headers that only a page reads, or that are new each time. */
const APART =
  /^(access-control-|cross-origin-|x-(?!sendgate)|content-security|origin-|referrer-|strict-)/;

function shown(headers: Headers): [string, string][] {
  return [...headers].filter(([name]) => !APART.test(name)).sort();
}

describe.each(NAMES)('%s', (name) => {
  it.each([LISTED, '::ffff:192.0.2.7', '2001:DB8:0:0::9', '198.51.100.1', '192.0.2.07', ''])(
    'about “%s” answers a program what it answers a page',
    async (address) => {
      const call = PROTOCOLS[name]?.(address) ?? {};
      const program = await gate.call<object>(name, { token: relay, ...call });
      const headers = { ...call.headers, ...PAGE };
      const page = await gate.call<object>(name, { token: relay, ...call, headers });
      expect(program.status).toBe(page.status);
      expect(withoutId(program.body)).toEqual(withoutId(page.body));
      expect(shown(program.headers)).toEqual(shown(page.headers));
    },
  );

  it.each(['manager', 'checker'] as const)('takes a %s’s token as before', async (role) => {
    const token = await account.token(role);
    const call = PROTOCOLS[name]?.(LISTED) ?? {};
    await gate.call(`GET /v1/check?account=${account.name}&address=${LISTED}`, { token });
    const program = await gate.call<object>(name, { token, ...call });
    const page = await gate.call<object>(name, {
      token,
      ...call,
      headers: { ...call.headers, ...PAGE },
    });
    expect(program.status).toBe(page.status);
    expect(withoutId(program.body)).toEqual(withoutId(page.body));
  });
});

describe.each(NAMES)('%s, of a new isolate, then of one that holds the list,', (name) => {
  const askTwice = async (address: string) => {
    const isolate = new Gate();
    const call = PROTOCOLS[name]?.(address) ?? {};
    const first = await isolate.call(name, { token: relay, ...call });
    const second = await isolate.call(name, { token: relay, ...call });
    return [first, second].map(({ headers }) => headers.get('x-request-id'));
  };

  it('names no allow, of which the log says nothing', async () => {
    expect(await askTwice(LISTED)).toEqual([null, null]);
  });

  it('names each refusal', async () => {
    const ids = await askTwice('198.51.100.1');
    expect(ids).toEqual([expect.stringMatching(UUID), expect.stringMatching(UUID)]);
    expect(new Set(ids).size).toBe(2);
  });
});

function withoutId(body: object): object {
  return body instanceof Object ? { ...body, requestId: null } : body;
}

it('an allowed check that a program asks has the headers that a program reads', async () => {
  const { status, headers } = await ask(`account=${account.name}&address=${LISTED}`);
  expect(status).toBe(200);
  expect([...headers.keys()].sort()).toEqual(['cache-control', 'content-type']);
  expect(headers.get('cache-control')).toBe('no-store');
  expect(headers.get('content-type')).toBe('application/json');
});

it('what a login is taken to is in its own answer alone', async () => {
  const ports = [10_025, 10_026];
  const answers = await Promise.all(
    ports.map((port) => {
      const call = PROTOCOLS['GET /v1/nginx-mail']?.(LISTED);
      const headers = { ...call?.headers, 'X-Sendgate-Upstream': `127.0.0.1:${port}` };
      return gate.call('GET /v1/nginx-mail', { token: relay, headers });
    }),
  );
  expect(answers.map(({ headers }) => headers.get('auth-port'))).toEqual(ports.map(String));
  const refused = PROTOCOLS['GET /v1/nginx-mail']?.('198.51.100.1') ?? {};
  const { headers } = await gate.call('GET /v1/nginx-mail', { token: relay, ...refused });
  expect(headers.has('auth-port')).toBe(false);
});

it.each(['', '{', '[]', 'null', '{"account":1,"address":2}', '{"account":"a","x":"b"}'])(
  'a body of %s is refused as it was',
  async (text) => {
    const program = await gate.call<object>('POST /v1/check', {
      token: relay,
      ...withLength(text),
    });
    const page = await gate.call<object>('POST /v1/check', {
      token: relay,
      ...withLength(text, PAGE),
    });
    expect(program.status).toBeGreaterThanOrEqual(400);
    expect(program.status).toBe(page.status);
    expect(withoutId(program.body)).toEqual(withoutId(page.body));
  },
);

/** Any of the characters percent-encoded. */
function spelled(text: string): fc.Arbitrary<string> {
  const { length } = text;
  return fc.array(fc.boolean(), { minLength: length, maxLength: length }).map((encoded) => {
    const encode = (char: string) => `%${char.charCodeAt(0).toString(16).padStart(2, '0')}`;
    return [...text].map((char, index) => (encoded[index] ? encode(char) : char)).join('');
  });
}

it('however a query is spelled, a program is answered what a page is', async () => {
  const { name } = account;
  const names = fc.constantFrom(
    name,
    name.toUpperCase(),
    ` ${name}`,
    'nobody@example.com',
    '.',
    '',
  );
  const addresses = fc.constantFrom(
    LISTED,
    '::ffff:192.0.2.7',
    '2001:DB8:0::1',
    '198.51.100.1',
    '',
  );
  const odd = fc.constantFrom(
    '',
    '',
    '%',
    '%4',
    '%2540',
    '%ff',
    '+',
    '=',
    '&',
    '&x=1',
    '&account=b',
  );
  const question = fc.record({
    name: names.chain(spelled),
    address: addresses.chain(spelled),
    middle: odd,
    end: odd,
    addressFirst: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(question, async ({ name, address, middle, end, addressFirst }) => {
      const pair = [`account=${name}${middle}`, `address=${address}`];
      const query = `${(addressFirst ? pair.reverse() : pair).join('&')}${end}`;
      const [program, page] = [await ask(query), await ask(query, PAGE)];
      expect(program.status).toBe(page.status);
      expect(withoutId(program.body)).toEqual(withoutId(page.body));
    }),
    { numRuns: 200 },
  );
});

it('a text that differs from a known token in its secret is refused', async () => {
  const forged = relay.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'));
  const query = `account=${account.name}&address=${LISTED}`;
  expect((await ask(query)).status).toBe(200);
  expect((await ask(query, {}, forged)).status).toBe(401);
});

it('a token revoked here is refused at the next check', async () => {
  const revoked = (
    await gate.operator<api.IssuedToken>('POST /v1/relay-tokens', { body: { name: 'old' } })
  ).body;
  const query = `account=${account.name}&address=${LISTED}`;
  for (const _ of [1, 2]) expect((await ask(query, {}, revoked.token)).status).toBe(200);
  expect((await gate.operator(`DELETE /v1/relay-tokens/${revoked.id}`)).status).toBe(204);
  expect((await ask(query, {}, revoked.token)).status).toBe(401);
});
