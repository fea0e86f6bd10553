import { describe, expect, it } from 'vitest';
import type * as api from '../../../shared/api.ts';
import { expectFieldProblem, expectProblem } from '../support/expect-problem.ts';
import { TestAccount, TestWorker } from '../support/test-worker.ts';

const worker = new TestWorker();
const ENTRIES = '/allowlist/entries';

function add(account: TestAccount, body: object) {
  return account.call('POST', ENTRIES, { body });
}

describe('POST …/allowlist/entries', () => {
  it.each([
    ['address', ['198.51.100.7', '2001:DB8::0:7'], ['198.51.100.7', '2001:db8::7']],
    ['address', ['::ffff:198.51.100.8'], ['198.51.100.8']],
    ['segment', ['198.51.100.0/24', '2001:db8:1::/48'], ['198.51.100.0/24', '2001:db8:1::/48']],
    ['segment', ['198.51.100.9/32', '2001:db8::9/128'], ['198.51.100.9/32', '2001:db8::9/128']],
    [
      'range',
      ['198.51.100.1-198.51.100.9', '2001:db8::1-2001:db8::F'],
      ['198.51.100.1-198.51.100.9', '2001:db8::1-2001:db8::f'],
    ],
  ] as const)('adds as %s %j', async (format, values, canonical) => {
    const account = await TestAccount.create(worker);
    const answer = await add(account, { format, values, remark: 'Büro 📮' });
    expect(answer.status).toBe(201);
    const { added, mode, revision, count, limit } = answer.body;
    expect({ mode, revision, count, limit }).toEqual({
      mode: 'enforce',
      revision: 2,
      count: values.length,
      limit: 10,
    });
    expect(added.map(({ value }) => value)).toEqual(canonical);
    for (const entry of added) {
      expect(entry).toMatchObject({ format, remark: 'Büro 📮', expiresAt: null, expired: false });
      expect(entry.createdBy.name).toBe('manager of the test');
      expect(entry.id).toMatch(/^[a-z0-9]{1,40}$/);
    }
    expect(answer.headers.get('etag')).toBe('"2"');
    expect((await account.list()).entries).toEqual(added);
  });

  it('R4: refuses a value of another format, names it, and adds none', async () => {
    const account = await TestAccount.create(worker);
    const values = ['198.51.100.1', '198.51.100.0/24', '198.51.100.3', '203.0.113.07'];
    const problem = expectProblem(
      await add(account, { format: 'address', values }),
      'invalid-value',
    );
    expect(problem.errors.map(({ pointer, value }) => [pointer, value])).toEqual([
      ['/values/1', '198.51.100.0/24'],
      ['/values/3', '203.0.113.07'],
    ]);
    expect(problem.errors[0]?.message).toContain('This is a segment, not an address.');
    expect(problem.errors[1]?.message).toContain('leading zero');
    expect(await account.list()).toMatchObject({ mode: 'off', count: 0, revision: 1, entries: [] });
  });

  it('R5: holds ten entries, then names the limit and the room, and adds nothing', async () => {
    const account = await TestAccount.create(worker);
    await account.add(...Array.from({ length: 8 }, (_, n) => `198.51.100.${n}`));
    const three = ['198.51.100.50', '198.51.100.51', '198.51.100.52'];
    const refused = await add(account, { format: 'address', values: three });
    const problem = expectProblem(refused, 'limit-reached');
    expect(problem).toMatchObject({ limit: 10, room: 2 });
    expect(problem.detail).toContain('10');
    expect((await account.list()).count).toBe(8);
    expect((await account.add('198.51.100.50', '198.51.100.51')).count).toBe(10);
    const full = expectProblem(
      await add(account, { format: 'address', values: ['198.51.100.52'] }),
      'limit-reached',
    );
    expect(full).toMatchObject({ limit: 10, room: 0 });
  });

  it('R5: follows the limit the operator sets', async () => {
    const account = await TestAccount.create(worker, { limit: 1 });
    const values = ['198.51.100.1', '198.51.100.2'];
    expectProblem(await add(account, { format: 'address', values }), 'limit-reached');
    await worker.operator(`PATCH ${account.path()}`, { body: { limit: 2 } });
    expect((await add(account, { format: 'address', values })).body).toMatchObject({
      count: 2,
      limit: 2,
    });
    await worker.operator(`PATCH ${account.path()}`, { body: { limit: 1 } });
    const over = await add(account, { format: 'address', values: ['198.51.100.3'] });
    expect(expectProblem(over, 'limit-reached')).toMatchObject({ limit: 1, room: 0 });
  });

  it.each([
    ['address', '198.51.100.7', 'segment', '198.51.100.7/32'],
    ['range', '198.51.100.0-198.51.100.255', 'segment', '198.51.100.77/24'],
    ['address', '2001:db8::7', 'address', '2001:DB8:0:0::7'],
    ['address', '198.51.100.7', 'address', '::ffff:198.51.100.7'],
  ])('refuses %s %s again as %s %s, naming the entry that stands', async (f, first, g, second) => {
    const account = await TestAccount.create(worker);
    const { added } = (await add(account, { format: f, values: [first] })).body;
    const refused = await add(account, { format: g, values: [second] });
    const problem = expectFieldProblem(refused, 'duplicate-entry', '/values/0');
    expect(problem.detail).toContain(first);
    expect(problem.errors[0]?.message).toContain(added[0]?.id);
    expect((await account.list()).revision).toBe(2);
  });

  it('refuses a value twice in one request', async () => {
    const account = await TestAccount.create(worker);
    const values = ['198.51.100.7', '198.51.100.8', '198.51.100.7'];
    const refused = await add(account, { format: 'address', values });
    expectFieldProblem(refused, 'duplicate-entry', '/values/2');
    expect((await account.list()).count).toBe(0);
  });

  it.each([
    ['segment', ['0.0.0.0/0'], '/values/0'],
    ['segment', ['::/0'], '/values/0'],
    ['segment', ['0.0.0.0/1', '128.0.0.0/1'], '/values'],
    ['range', ['0.0.0.0-255.255.255.255'], '/values/0'],
  ])('refuses every address there is: %s %j', async (format, values, pointer) => {
    const account = await TestAccount.create(worker);
    const refused = await add(account, { format, values });
    const problem = expectFieldProblem(refused, 'invalid-value', pointer);
    expect(problem.errors[0]?.message).toContain('disable the allowlist instead');
    expect((await account.list()).mode).toBe('off');
  });

  it('takes 10,000 entries at once', async () => {
    const account = await TestAccount.create(worker, { limit: 10_000 });
    const values = Array.from({ length: 10_000 }, (_, n) => `2001:db8::${n.toString(16)}:1`);
    const answer = await add(account, { format: 'address', values });
    expect(answer.status).toBe(201);
    expect(answer.body.count).toBe(10_000);
    const list = await account.call<api.Allowlist>('GET', '/allowlist');
    expect(list.body.entries).toHaveLength(10_000);
    expect(list.headers.get('etag')).toBe('"2"');
  });
});
