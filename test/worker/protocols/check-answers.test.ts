/**
 * The special parts of single protocols, and cases that an isolate with the list must not mix up.
 */
import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import type * as api from '../../../shared/api.ts';
import { TestAccount, TestWorker } from '../support/test-worker.ts';

const LISTED = '192.0.2.7';
const OTHER = '198.51.100.1';
const worker = new TestWorker();
let account: TestAccount;
let relay: string;

beforeAll(async () => {
  account = await TestAccount.create(worker);
  await account.add(LISTED);
  await account.add('2001:db8::/64');
  await account.publish();
  relay = await worker.relayToken();
  // From here on the isolate holds the list and knows the token.
  expect((await ask(`account=${account.name}&address=${LISTED}`)).status).toBe(200);
});

function ask(query: string, token = relay) {
  return worker.call<api.Decision>(`GET /v1/check?${query}`, { token });
}

it('an allowed check has the headers that a program reads, and no other', async () => {
  const { status, headers } = await ask(`account=${account.name}&address=${LISTED}`);
  expect(status).toBe(200);
  expect([...headers.keys()].sort()).toEqual(['cache-control', 'content-type']);
  expect(headers.get('cache-control')).toBe('no-store');
  expect(headers.get('content-type')).toBe('application/json');
});

it('HEAD is answered like GET, without a body', async () => {
  const query = `account=${account.name}&address=${LISTED}`;
  const { status, body } = await worker.call<string>(`HEAD /v1/check?${query}`, { token: relay });
  expect(status).toBe(200);
  expect(body).toBe('');
});

it('the place a login is taken to is in its own answer alone', async () => {
  const askNginx = (address: string, port: number) =>
    worker.call('GET /v1/nginx-mail', {
      token: relay,
      headers: {
        'Auth-User': account.name,
        'Client-IP': address,
        'X-Sendgate-Upstream': `127.0.0.1:${port}`,
      },
    });
  const ports = [10_025, 10_026];
  const answers = await Promise.all(ports.map((port) => askNginx(LISTED, port)));
  expect(answers.map(({ headers }) => headers.get('auth-port'))).toEqual(ports.map(String));
  expect((await askNginx(OTHER, 10_027)).headers.has('auth-port')).toBe(false);
});

/** The text with any of its characters percent-encoded. */
function spelled(text: string): fc.Arbitrary<string> {
  const { length } = text;
  return fc.array(fc.boolean(), { minLength: length, maxLength: length }).map((encoded) => {
    const encode = (char: string) => `%${char.charCodeAt(0).toString(16).padStart(2, '0')}`;
    return [...text]
      .map((char, index) => (encoded[index] || char === ' ' ? encode(char) : char))
      .join('');
  });
}

it('however a query is spelled, it is read as a form, and answered as its fields are by POST', async () => {
  const { name } = account;
  const names = fc.constantFrom(name, name.toUpperCase(), ` ${name}`, 'nobody@example.com');
  const addresses = fc.constantFrom(LISTED, '::ffff:192.0.2.7', '2001:DB8:0::1', OTHER);
  const question = fc.record({
    name: names.chain(spelled),
    address: addresses.chain(spelled),
    middle: fc.constantFrom('', '', '%2B', '+', '&', '&&'),
    addressFirst: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(question, async ({ name, address, middle, addressFirst }) => {
      const pair = [`account=${name}${middle}`, `address=${address}`];
      const query = (addressFirst ? pair.reverse() : pair).join('&');
      const body = Object.fromEntries(new URLSearchParams(query));
      const posted = await worker.call<api.Decision>('POST /v1/check', { token: relay, body });
      const asked = await ask(query);
      expect(asked.status).toBe(posted.status);
      expect(asked.body).toEqual(posted.body);
    }),
    { numRuns: 200 },
  );
});

it.each(['%', '%4', '%ff', '%2540', '=', '&x=1', '&account=b', '&address'])(
  'a query that ends in %s lets no one in by mistake',
  async (end) => {
    const { status, body } = await ask(`address=${LISTED}&account=${account.name}${end}`);
    expect(status === 200 && body.verdict === 'allow').toBe(false);
  },
);

it('a text that differs from a known token in its secret is refused', async () => {
  const forged = relay.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'));
  const query = `account=${account.name}&address=${LISTED}`;
  expect((await ask(query)).status).toBe(200);
  expect((await ask(query, forged)).status).toBe(401);
});

it('a token revoked here is refused at the next check', async () => {
  const body = { name: 'old' };
  const issued = await worker.operator<api.IssuedToken>('POST /v1/relay-tokens', { body });
  const { id, token } = issued.body;
  const query = `account=${account.name}&address=${LISTED}`;
  for (const _ of [1, 2]) expect((await ask(query, token)).status).toBe(200);
  expect((await worker.operator(`DELETE /v1/relay-tokens/${id}`)).status).toBe(204);
  expect((await ask(query, token)).status).toBe(401);
});
