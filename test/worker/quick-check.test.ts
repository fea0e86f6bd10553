/** What is answered at once must be what the chain that is for all calls answers, which a page's Origin leads to. */
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type * as api from '../../shared/api.ts';
import { Gate, TestAccount } from './gate.ts';

const PAGE = { Origin: 'https://page.example' };
const gate = new Gate();
let account: TestAccount;
let relay: string;

beforeAll(async () => {
  account = await TestAccount.create(gate);
  await account.add('192.0.2.7');
  await account.add('2001:db8::/64');
  relay = await gate.relayToken();
  await ask(`account=${account.name}&address=192.0.2.7`);
});

function ask(query: string, headers: Record<string, string> = {}, token = relay) {
  return gate.call<api.Decision>(`GET /v1/check?${query}`, { token, headers });
}

describe('an allowed check', () => {
  it('asked by a program has the headers that a program reads', async () => {
    const { status, headers } = await ask(`account=${account.name}&address=192.0.2.7`);
    expect(status).toBe(200);
    expect([...headers.keys()].sort()).toEqual(['cache-control', 'content-type', 'x-request-id']);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('content-type')).toBe('application/json');
    expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });
});

const spelled = (text: string) =>
  fc
    .array(fc.boolean(), { minLength: text.length, maxLength: text.length })
    .map((encoded) =>
      [...text]
        .map((char, index) =>
          encoded[index] ? `%${char.charCodeAt(0).toString(16).padStart(2, '0')}` : char,
        )
        .join(''),
    );

const odd = fc.constantFrom(
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
  '#',
);

it('however a question is spelled, a program is answered what a page is', async () => {
  const names = fc.constantFrom(
    account.name,
    account.name.toUpperCase(),
    ` ${account.name}`,
    'nobody@example.com',
    '.',
    '',
  );
  const addresses = fc.constantFrom(
    '192.0.2.7',
    '::ffff:192.0.2.7',
    '2001:DB8:0::1',
    '198.51.100.1',
    '192.0.2.07',
    '',
  );
  await fc.assert(
    fc.asyncProperty(
      names.chain(spelled),
      addresses.chain(spelled),
      odd,
      odd,
      fc.boolean(),
      async (name, address, tail, end, addressFirst) => {
        const pair = [`account=${name}${tail}`, `address=${address}`];
        const query = `${(addressFirst ? pair.reverse() : pair).join('&')}${end}`;
        const [program, page] = [await ask(query), await ask(query, PAGE)];
        expect(program.status, query).toBe(page.status);
        const { requestId: _, ...said } = { requestId: '', ...program.body };
        expect(page.body, query).toMatchObject(said);
      },
    ),
    { numRuns: 300 },
  );
});

describe('at once', () => {
  it('a token revoked through this isolate is refused', async () => {
    const issued = await account.call<api.IssuedToken>('POST', '/tokens', {
      body: { role: 'checker', name: 'mx' },
    });
    const { id, token } = issued.body;
    const query = `account=${account.name}&address=192.0.2.7`;
    expect((await ask(query, {}, token)).status).toBe(200);
    expect((await ask(query, {}, token)).status).toBe(200);
    expect((await account.call('DELETE', `/tokens/${id}`)).status).toBe(204);
    expect((await ask(query, {}, token)).status).toBe(401);
  });

  it('a text that differs from a known token in its secret is refused', async () => {
    const forged = relay.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'));
    const query = `account=${account.name}&address=192.0.2.7`;
    expect((await ask(query)).status).toBe(200);
    expect((await ask(query, {}, forged)).status).toBe(401);
  });
});
