import { describe, expect, it } from 'vitest';
import type * as api from '../../../shared/api.ts';
import { expectFieldProblem } from '../support/expect-problem.ts';
import { env, TestAccount, TestWorker } from '../support/test-worker.ts';

const worker = new TestWorker();

describe('GET /v1/accounts', () => {
  const page = (query: string) => worker.operator<PageBody>(`GET /v1/accounts${query}`);
  interface PageBody {
    readonly accounts: readonly api.Account[];
    readonly cursor: string | null;
  }

  it.each([1, 2, 3, 100])(
    'pages by %i to the end, each account once and by name',
    async (limit) => {
      const fresh = await TestAccount.create(worker);
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
    const kept = await TestAccount.create(worker, { limit: 3 });
    const gone = await TestAccount.create(worker);
    expect((await worker.operator(`DELETE ${gone.path()}`)).status).toBe(204);
    await kept.publish();
    const { accounts } = (await page('?limit=100')).body;
    const read = await worker.operator<api.Account>(`GET ${kept.path()}`);
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

it('an account whose object can’t be reached stands on its page, and hides no other', async () => {
  const names = await Promise.all(
    [1, 2, 3].map(async () => (await TestAccount.create(worker)).name),
  );
  const lost = env.ACCOUNTS.idFromName(names[1] ?? '').toString();
  const wrap = (stub: object) =>
    new Proxy(stub, {
      get: (target, name) =>
        name === 'describe' && String(Reflect.get(target, 'id')) === lost
          ? () => Promise.reject(Object.assign(new Error('of the platform'), { retryable: true }))
          : Reflect.get(target, name),
    });
  const ACCOUNTS = new Proxy(env.ACCOUNTS, {
    get: (target, name) =>
      name === 'getByName'
        ? (account: string) => wrap(target.getByName(account))
        : Reflect.get(target, name).bind(target),
  });
  const answer = await new TestWorker({ ACCOUNTS }).operator<api.AccountPage>(
    'GET /v1/accounts?limit=100',
  );
  expect(answer.status).toBe(200);
  const found = answer.body.accounts.filter(({ account }) => names.includes(account));
  expect(found).toHaveLength(3);
  for (const account of found) {
    if (account.account === names[1])
      expect(account).toEqual({ account: names[1], unreadable: true });
    else expect(account).toMatchObject({ mode: 'off', revision: 1 });
  }
});
