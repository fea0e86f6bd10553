import { describe, expect, it } from 'vitest';
import type * as api from '../../../shared/api.ts';
import { expectFieldProblem, expectProblem } from '../support/expect-problem.ts';
import { env, TestWorker } from '../support/test-worker.ts';
import { withoutPublication } from '../support/without-publication.ts';

const worker = new TestWorker();

const create = (account: string) =>
  worker.operator<api.Account>('POST /v1/accounts', { body: { account } });
const path = (account: string) => `/v1/accounts/${encodeURIComponent(account)}`;

describe('the name of an account in a path', () => {
  it.each([
    'realm/sender@example.com',
    '../accounts',
    'a//b',
    '100%@example.com',
    'a%2fb@example.com',
    'a%25b@example.com',
    'sender+tag@example.com',
    'sender name@example.com',
    '"quoted name"@example.com',
    'κωνσταντίνα@example.com',
    '送信者@example.com',
    '📮@example.com',
    'a?b#c@example.com',
    'a&b=c;d@example.com',
    'a\\b@example.com',
    'a:b*c@example.com',
    '{account}',
    "o'brien@example.com",
    'x'.repeat(254),
    '📮'.repeat(254),
  ])('leads to %s', async (name) => {
    const created = await create(name);
    expect(created.status, JSON.stringify(created.body)).toBe(201);
    expect(created.body.account).toBe(name);
    expect(created.headers.get('location')).toBe(path(name));
    const read = await worker.operator(`GET ${path(name)}`);
    expect(read.status).toBe(200);
    expect(withoutPublication(read.body)).toEqual(withoutPublication(created.body));
    const body = { format: 'address', values: ['198.51.100.7'] };
    const added = await worker.operator(`POST ${path(name)}/allowlist/entries`, { body });
    expect(added.status).toBe(201);
    const list = await worker.operator<api.Allowlist>(`GET ${path(name)}/allowlist`);
    expect(list.body).toMatchObject({ account: name, count: 1 });
    expect((await worker.operator(`DELETE ${path(name)}`)).status).toBe(204);
    expectProblem(await worker.operator(`GET ${path(name)}`), 'account-unknown');
  });

  it('R2: in another spelling leads to the same list', async () => {
    const { body } = await create('Spelt@Example.com');
    for (const spelling of ['SPELT@EXAMPLE.COM', ' spelt@example.com ', 'spelt@example.com']) {
      const read = await worker.operator(`GET ${path(spelling)}`);
      expect(withoutPublication(read.body)).toEqual(withoutPublication(body));
    }
  });

  it.each([
    ['x'.repeat(255), 'invalid-value'],
    ['📮'.repeat(255), 'invalid-value'],
    ['', 'invalid-value'],
    ['   ', 'invalid-value'],
    ['a\u0000b', 'invalid-value'],
    ['a\u0085b', 'invalid-value'],
    ['sender\u200b@example.com', 'invalid-value'],
    ['@exa mple.com', 'invalid-value'],
    ['sender@ä%61.example', 'invalid-value'],
    ['a\ud800b', 'invalid-value'],
    ['x'.repeat(5000), 'invalid-request'],
  ] as const)('is refused in a body as in a path: %j', async (name, code) => {
    expectFieldProblem(await create(name), code, '/account');
    // A path can carry neither an empty name nor a lone surrogate.
    if (name === '' || !name.isWellFormed()) return;
    expectFieldProblem(await worker.operator(`GET ${path(name)}`), code, '/path/account');
  });

  it.each(['%', '%zz', '%E0%A4%A', '%C3%28', '%FF'])(
    'that is no percent-encoding of a text is no account: %s',
    async (encoded) => {
      const answer = await worker.operator<api.ProblemDocument>(`GET /v1/accounts/${encoded}`);
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(answer.status).toBeLessThan(500);
      expectProblem(answer, answer.body.code);
    },
  );
});

describe('an account that the first version made under a name that is canonical no more', () => {
  const BY = { tokenId: 'test', name: 'test' };

  it.each(['sender\u200b@example.com', '@exa mple.com'])(
    'can be listed and deleted, and its login is unknown: %j',
    async (name) => {
      const made = await env.ACCOUNTS.getByName(name).create(name, {}, BY);
      expect(made.ok).toBe(true);
      const { accounts } = (await worker.operator<api.AccountPage>('GET /v1/accounts')).body;
      expect(accounts.map(({ account }) => account)).toContain(name);
      const paged = await worker.operator<api.AccountPage>(
        `GET /v1/accounts?cursor=${encodeURIComponent(name)}`,
      );
      expect(paged.status).toBe(200);
      const token = await worker.relayToken();
      const query = `account=${encodeURIComponent(name)}&address=198.51.100.7`;
      expectFieldProblem(
        await worker.call(`GET /v1/check?${query}`, { token }),
        'invalid-value',
        '/query/account',
      );
      const entries = `POST ${path(name)}/allowlist/entries`;
      const body = { format: 'address', values: ['198.51.100.7'] };
      expectFieldProblem(
        await worker.operator(entries, { body }),
        'invalid-value',
        '/path/account',
      );
      expect((await worker.operator(`DELETE ${path(name)}`)).status).toBe(204);
      const left = (await worker.operator<api.AccountPage>('GET /v1/accounts')).body;
      expect(left.accounts.map(({ account }) => account)).not.toContain(name);
    },
  );
});

it('an account whose domain is beyond ASCII is one account in both forms', async () => {
  expect((await create('test@exümple.example')).body.account).toBe('test@xn--exmple-4ya.example');
  expectProblem(await create('test@xn--exmple-4ya.example'), 'account-exists');
  expect((await worker.operator(`GET ${path('TEST@EXÜMPLE.example')}`)).status).toBe(200);
});
