import { describe, expect, it } from 'vitest';
import type * as api from '../../../shared/api.ts';
import { expectFieldProblem, expectProblem } from '../support/expect-problem.ts';
import { OPERATOR_TOKEN, TestAccount, TestWorker } from '../support/test-worker.ts';
import { withoutPublication } from '../support/without-publication.ts';

const worker = new TestWorker();

describe('POST /v1/accounts', () => {
  it('provisions an account with the defaults, its list off', async () => {
    const before = Date.now();
    const answer = await worker.operator<api.Account>('POST /v1/accounts', {
      body: { account: 'plain@example.com' },
    });
    expect(answer.status).toBe(201);
    const { createdAt, ...rest } = answer.body;
    expect(rest).toEqual({
      account: 'plain@example.com',
      mode: 'off',
      revision: 1,
      count: 0,
      expired: 0,
      limit: 10,
      lists: [],
      consistency: 'default',
      failMode: 'default',
      suspended: false,
      note: '',
      lastCheckAt: null,
      alerts: 0,
      publishedRevision: null,
      unpublishedSince: createdAt,
    });
    expect(createdAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    expect(Date.parse(createdAt)).toBeGreaterThanOrEqual(before);
    expect(answer.headers.get('etag')).toBe('"1"');
    expect(answer.headers.get('location')).toBe('/v1/accounts/plain%40example.com');
  });

  it('takes every setting', async () => {
    const note = 'invoices; Köln';
    const settings = { limit: 10_000, consistency: 'strict', failMode: 'open', note };
    const answer = await worker.operator('POST /v1/accounts', {
      body: { account: 'set@example.com', ...settings },
    });
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({ account: 'set@example.com', ...settings });
    const read = await worker.operator('GET /v1/accounts/set%40example.com');
    expect(withoutPublication(read.body)).toEqual(withoutPublication(answer.body));
  });

  it.each([
    ['  Sender@Example.COM ', 'sender@example.com'],
    ['Jose\u0301@example.com', 'jos\u00e9@example.com'],
    ['PLAIN-LOGIN', 'plain-login'],
  ])('makes %j canonical', async (account, canonical) => {
    const { status, body } = await worker.operator<api.Account>('POST /v1/accounts', {
      body: { account },
    });
    expect(status).toBe(201);
    expect(body.account).toBe(canonical);
  });

  it('refuses one that exists, also in another spelling, and leaves it as it is', async () => {
    const { name } = await TestAccount.create(worker);
    const before = await worker.operator(`GET /v1/accounts/${encodeURIComponent(name)}`);
    for (const account of [name, name.toUpperCase(), ` ${name}\t`]) {
      const body = { account, limit: 99, note: 'second' };
      const answer = await worker.operator('POST /v1/accounts', { body });
      expect(expectProblem(answer, 'account-exists').detail).toContain(name);
    }
    const after = await worker.operator(`GET /v1/accounts/${encodeURIComponent(name)}`);
    expect(after.body).toEqual(before.body);
  });

  it.each([
    ['limit', 0],
    ['limit', 10_001],
    ['limit', 1.5],
    ['limit', '10'],
    ['consistency', 'eventual'],
    ['failMode', 'ajar'],
    ['note', 'x'.repeat(1001)],
    ['note', 'line\nbreak'],
    ['suspended', 'yes'],
    ['off', 1],
  ])('refuses the %s %j and provisions nothing', async (field, value) => {
    const body = { account: 'refused@example.com', [field]: value };
    const answer = await worker.operator('POST /v1/accounts', { body });
    expectFieldProblem(answer, 'invalid-request', `/${field}`);
    const read = await worker.operator('GET /v1/accounts/refused%40example.com');
    expectProblem(read, 'account-unknown');
  });
});

describe('GET /v1/accounts/{account}', () => {
  it('is the same to the operator and to who reads the account, but for the operator’s note', async () => {
    const account = await TestAccount.create(worker, { note: 'seen' });
    await account.add('198.51.100.1', '198.51.100.2');
    const read = await worker.operator<api.Account>(`GET ${account.path()}`);
    expect(read.status).toBe(200);
    expect(read.body).toMatchObject({
      mode: 'enforce',
      count: 2,
      revision: 2,
      limit: 10,
      note: 'seen',
    });
    expect(read.headers.get('etag')).toBe('"2"');
    const { note: _note, ...shown } = read.body;
    for (const role of ['manager', 'viewer'] as const) {
      const answer = await account.call('GET', '', { token: await account.token(role) });
      expect(answer.status).toBe(200);
      expect(withoutPublication(answer.body)).toEqual(withoutPublication(shown));
    }
  });

  it('knows no account that was not provisioned', async () => {
    const answer = await worker.operator('GET /v1/accounts/nobody%40example.com');
    expectProblem(answer, 'account-unknown');
  });
});

describe('the operator’s note', () => {
  it('is shown to the operator alone, in the account and in its history', async () => {
    const account = await TestAccount.create(worker);
    await worker.operator(`PATCH ${account.path()}`, { body: { note: 'pays late', limit: 20 } });
    const read = async (token: string) => {
      const [one, history] = await Promise.all([
        worker.call<api.Account>(`GET ${account.path()}`, { token }),
        worker.call<api.HistoryPage>(`GET ${account.path('/history')}`, { token }),
      ]);
      expect([one.status, history.status]).toEqual([200, 200]);
      const changed = history.body.events.find(({ action }) => action === 'account-changed');
      expect(changed?.after.limit).toBe(20);
      return JSON.stringify([one.body, history.body]);
    };
    expect(await read(OPERATOR_TOKEN)).toContain('pays late');
    for (const token of [account.manager, await account.token('viewer')]) {
      expect(await read(token)).not.toContain('note');
    }
  });

  it('is not read by a checker, who reads no account at all', async () => {
    const account = await TestAccount.create(worker);
    const token = await account.token('checker');
    expectProblem(await worker.call(`GET ${account.path()}`, { token }), 'forbidden');
  });
});
