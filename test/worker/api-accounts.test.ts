import { describe, expect, it } from 'vitest';
import type * as api from '../../shared/api.ts';
import { expectFieldProblem, expectProblem } from './expect-problem.ts';
import { Gate, TestAccount } from './gate.ts';

const gate = new Gate();

describe('POST /v1/accounts', () => {
  it('provisions an account with the defaults, its list off', async () => {
    const before = Date.now();
    const answer = await gate.operator<api.Account>('POST /v1/accounts', {
      body: { account: 'plain@example.com' },
    });
    expect(answer.status).toBe(201);
    const { createdAt, ...rest } = answer.body;
    expect(rest).toEqual({
      account: 'plain@example.com',
      mode: 'off',
      revision: 1,
      count: 0,
      limit: 10,
      consistency: 'default',
      suspended: false,
      note: '',
    });
    expect(createdAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    expect(Date.parse(createdAt)).toBeGreaterThanOrEqual(before);
    expect(answer.headers.get('etag')).toBe('"1"');
    expect(answer.headers.get('location')).toBe('/v1/accounts/plain%40example.com');
  });

  it('takes every setting', async () => {
    const settings = { limit: 10_000, consistency: 'strict', note: 'invoices; Köln' };
    const answer = await gate.operator('POST /v1/accounts', {
      body: { account: 'set@example.com', ...settings },
    });
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({ account: 'set@example.com', ...settings });
    const read = await gate.operator('GET /v1/accounts/set%40example.com');
    expect(read.body).toEqual(answer.body);
  });

  it.each([
    ['  Sender@Example.COM ', 'sender@example.com'],
    ['Jose\u0301@example.com', 'jos\u00e9@example.com'],
    ['PLAIN-LOGIN', 'plain-login'],
  ])('makes %j canonical', async (account, canonical) => {
    const { status, body } = await gate.operator<api.Account>('POST /v1/accounts', {
      body: { account },
    });
    expect(status).toBe(201);
    expect(body.account).toBe(canonical);
  });

  it('refuses one that exists, also in another spelling, and leaves it as it is', async () => {
    const { name, path } = { ...(await TestAccount.create(gate)), path: '' };
    const before = await gate.operator(`GET /v1/accounts/${encodeURIComponent(name)}${path}`);
    for (const account of [name, name.toUpperCase(), ` ${name}\t`]) {
      const body = { account, limit: 99, note: 'second' };
      const answer = await gate.operator('POST /v1/accounts', { body });
      expect(expectProblem(answer, 'account-exists').detail).toContain(name);
    }
    const after = await gate.operator(`GET /v1/accounts/${encodeURIComponent(name)}`);
    expect(after.body).toEqual(before.body);
  });

  it.each([
    ['limit', 0],
    ['limit', 10_001],
    ['limit', 1.5],
    ['limit', '10'],
    ['consistency', 'eventual'],
    ['note', 'x'.repeat(1001)],
    ['note', 'line\nbreak'],
    ['suspended', true],
  ])('refuses the %s %j and provisions nothing', async (field, value) => {
    const body = { account: 'refused@example.com', [field]: value };
    const answer = await gate.operator('POST /v1/accounts', { body });
    expectFieldProblem(answer, 'invalid-request', `/${field}`);
    const read = await gate.operator('GET /v1/accounts/refused%40example.com');
    expectProblem(read, 'account-unknown');
  });
});

describe('GET /v1/accounts/{account}', () => {
  it('is the same to the operator and to every token of the account', async () => {
    const account = await TestAccount.create(gate, { note: 'seen' });
    await account.add('198.51.100.1', '198.51.100.2');
    const read = await gate.operator<api.Account>(`GET ${account.path()}`);
    expect(read.status).toBe(200);
    expect(read.body).toMatchObject({
      mode: 'enforce',
      count: 2,
      revision: 2,
      limit: 10,
      note: 'seen',
    });
    expect(read.headers.get('etag')).toBe('"2"');
    for (const role of ['manager', 'viewer', 'checker'] as const) {
      const answer = await account.call('GET', '', { token: await account.token(role) });
      expect(answer.status).toBe(200);
      expect(answer.body).toEqual(read.body);
    }
  });

  it('knows no account that was not provisioned', async () => {
    const answer = await gate.operator('GET /v1/accounts/nobody%40example.com');
    expectProblem(answer, 'account-unknown');
  });
});

describe('GET /v1/accounts', () => {
  const page = (query: string) => gate.operator<PageBody>(`GET /v1/accounts${query}`);
  interface PageBody {
    readonly accounts: readonly api.Account[];
    readonly cursor: string | null;
  }

  it.each([1, 2, 3, 100])(
    'pages by %i to the end, each account once and by name',
    async (limit) => {
      const fresh = await TestAccount.create(gate);
      const names: string[] = [];
      let cursor: string | null = '';
      let pages = 0;
      while (cursor !== null) {
        const after = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
        const { status, body }: { status: number; body: PageBody } = await page(
          `?limit=${limit}${after}`,
        );
        expect(status).toBe(200);
        expect(body.accounts.length).toBeGreaterThan(0);
        expect(body.accounts.length).toBeLessThanOrEqual(limit);
        names.push(...body.accounts.map(({ account }) => account));
        cursor = body.cursor;
        pages++;
      }
      expect(pages).toBe(Math.ceil(names.length / limit));
      expect(names).toContain(fresh.name);
      expect(new Set(names).size).toBe(names.length);
      expect(names).toEqual(names.toSorted());
    },
  );

  it('shows each account as reading it does, and not one that was deleted', async () => {
    const kept = await TestAccount.create(gate, { limit: 3 });
    const gone = await TestAccount.create(gate);
    expect((await gate.operator(`DELETE ${gone.path()}`)).status).toBe(204);
    const { accounts } = (await page('?limit=100')).body;
    const read = await gate.operator<api.Account>(`GET ${kept.path()}`);
    expect(accounts).toContainEqual(read.body);
    expect(accounts.map(({ account }) => account)).not.toContain(gone.name);
  });

  it.each(['?limit=0', '?limit=101', '?limit=x', '?limit=1&limit=2', '?limit=', '?limit=1.5'])(
    'refuses %s',
    async (query) => {
      expectFieldProblem(await page(query), 'invalid-request', '/query/limit');
    },
  );

  it('refuses what it does not know', async () => {
    expectFieldProblem(await page('?offset=3'), 'invalid-request', '/query/offset');
    expectFieldProblem(await page('?cursor=%00x'), 'invalid-value', '/query/cursor');
  });
});
