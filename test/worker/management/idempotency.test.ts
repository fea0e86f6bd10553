import { afterEach, describe, expect, it, vi } from 'vitest';
import { expectFieldProblem, expectProblem } from '../support/expect-problem.ts';
import { TestAccount, TestWorker } from '../support/test-worker.ts';

const worker = new TestWorker();
const ENTRIES = '/allowlist/entries';
const ADDITION = { format: 'address', values: ['198.51.100.7'] };

afterEach(() => {
  vi.useRealTimers();
});

function add(account: TestAccount, key: string, body: unknown = ADDITION, more: object = {}) {
  return account.call('POST', ENTRIES, { body, headers: { 'Idempotency-Key': key, ...more } });
}

describe('Idempotency-Key', () => {
  it('adds once, and gives the first answer again', async () => {
    const account = await TestAccount.create(worker);
    const first = await add(account, 'k-1');
    await account.add('198.51.100.8');
    const again = await add(account, 'k-1');
    expect(again.status).toBe(201);
    expect(again.body).toEqual(first.body);
    expect(again.headers.get('etag')).toBe(first.headers.get('etag'));
    expect(await account.list()).toMatchObject({ count: 2, revision: 3 });
  });

  it('gives it again where the retry’s If-Match is of before', async () => {
    const account = await TestAccount.create(worker);
    const first = await add(account, 'k-1', ADDITION, { 'If-Match': '"1"' });
    const again = await add(account, 'k-1', ADDITION, { 'If-Match': '"1"' });
    expect(again.status).toBe(201);
    expect(again.body).toEqual(first.body);
  });

  it('at another worker gives it too', async () => {
    const account = await TestAccount.create(worker);
    const first = await add(account, 'k-1');
    const again = await new TestWorker().call(`POST ${account.path(ENTRIES)}`, {
      token: account.manager,
      body: ADDITION,
      headers: { 'Idempotency-Key': 'k-1' },
    });
    expect(again.body).toEqual(first.body);
  });

  it('covers replacing and restoring', async () => {
    const account = await TestAccount.create(worker);
    const { added } = await account.add('198.51.100.7');
    const headers = { 'Idempotency-Key': 'k-1' };
    const replace = { remove: [added[0]?.id], add: { ...ADDITION, values: ['198.51.100.8'] } };
    const replaced = await account.call('POST', '/allowlist/replace', { body: replace, headers });
    expect(replaced.status).toBe(200);
    const retried = await account.call('POST', '/allowlist/replace', { body: replace, headers });
    expect(retried.body).toEqual(replaced.body);
    const restore = { body: { entries: [added[0]?.id] }, headers: { 'Idempotency-Key': 'k-2' } };
    const restored = await account.call('POST', '/allowlist/restore', restore);
    expect(restored.status).toBe(200);
    const reretried = await account.call('POST', '/allowlist/restore', restore);
    expect(reretried.body).toEqual(restored.body);
    expect(await account.list()).toMatchObject({ count: 2, revision: 4 });
  });

  it('with another request is refused, and changes nothing', async () => {
    const account = await TestAccount.create(worker);
    await add(account, 'k-1');
    const before = await account.list();
    const other = await add(account, 'k-1', { ...ADDITION, remark: 'other' });
    expect(expectProblem(other, 'invalid-value').errors[0]?.pointer.toLowerCase()).toBe(
      '/header/idempotency-key',
    );
    const body = { remove: [before.entries[0]?.id], add: ADDITION };
    const headers = { 'Idempotency-Key': 'k-1' };
    const route = await account.call('POST', '/allowlist/replace', { body, headers });
    expectProblem(route, 'invalid-value');
    expect(await account.list()).toEqual(before);
  });

  it('is of the token that sent it', async () => {
    const account = await TestAccount.create(worker);
    await add(account, 'k-1');
    const token = await account.token('manager');
    const body = { ...ADDITION, values: ['198.51.100.8'] };
    const headers = { 'Idempotency-Key': 'k-1' };
    const other = await account.call('POST', ENTRIES, { token, body, headers });
    expect(other.status).toBe(201);
    const operator = await worker.operator(`POST ${account.path(ENTRIES)}`, {
      body: { ...ADDITION, values: ['198.51.100.9'] },
      headers,
    });
    expect(operator.status).toBe(201);
    expect((await account.list()).count).toBe(3);
  });

  it('is of the account too', async () => {
    const [one, two] = [await TestAccount.create(worker), await TestAccount.create(worker)];
    const headers = { 'Idempotency-Key': 'k-1' };
    for (const account of [one, two]) {
      const call = { body: ADDITION, headers };
      expect((await worker.operator(`POST ${account.path(ENTRIES)}`, call)).status).toBe(201);
      expect((await account.list()).count).toBe(1);
    }
  });

  it('keeps no refusal: the same request may succeed later', async () => {
    const account = await TestAccount.create(worker, { limit: 1 });
    const { added } = await account.add('198.51.100.8');
    expectProblem(await add(account, 'k-1'), 'limit-reached');
    await account.delete(added[0]?.id);
    expect((await add(account, 'k-1')).status).toBe(201);
  });

  it('is forgotten after a day', async () => {
    const start = Date.UTC(2030, 0, 1);
    vi.useFakeTimers({ toFake: ['Date'], now: start });
    const account = await TestAccount.create(worker);
    await add(account, 'k-1');
    vi.setSystemTime(start + 86_400_000 - 1);
    expect((await add(account, 'k-1')).status).toBe(201);
    vi.setSystemTime(start + 86_400_000);
    expectProblem(await add(account, 'k-1'), 'duplicate-entry');
    const other = await add(account, 'k-1', { ...ADDITION, values: ['198.51.100.8'] });
    expect(other.status).toBe(201);
  });

  it.each(['', 'two words', 'x'.repeat(201), 'caf\u00e9'])('refuses the key %j', async (key) => {
    const account = await TestAccount.create(worker);
    expectFieldProblem(await add(account, key), 'invalid-request', '/header/idempotency-key');
    expect((await account.list()).count).toBe(0);
  });

  it('holds an answer of 10,000 entries', async () => {
    const account = await TestAccount.create(worker, { limit: 10_000 });
    const values = Array.from({ length: 10_000 }, (_, n) => `2001:db8::${n.toString(16)}:1`);
    const first = await add(account, 'k-1', { format: 'address', values, remark: 'ü'.repeat(200) });
    expect(first.status).toBe(201);
    const again = await add(account, 'k-1', { format: 'address', values, remark: 'ü'.repeat(200) });
    expect(again.body).toEqual(first.body);
  });
});
