import { describe, expect, it } from 'vitest';
import { WORKERS_ADDRESS } from '../../../shared/special-purpose.ts';
import { expectFieldProblem, expectProblem } from '../support/expect-problem.ts';
import { TestAccount, TestWorker } from '../support/test-worker.ts';

const worker = new TestWorker();

function addCurrent(account: TestAccount, from: string, more: object = {}) {
  return account.call('POST', '/allowlist/entries', { from, body: { current: true, ...more } });
}

describe('adding the address the request comes from', () => {
  it.each([
    ['198.51.100.7', {}, 'address', '198.51.100.7'],
    ['2001:DB8::7', {}, 'address', '2001:db8::7'],
    ['::ffff:198.51.100.7', {}, 'address', '198.51.100.7'],
    ['198.51.100.7', { prefixLength: 24 }, 'segment', '198.51.100.0/24'],
    ['198.51.100.7', { prefixLength: 32 }, 'segment', '198.51.100.7/32'],
    ['2001:db8::1:2:3:4', { prefixLength: 64 }, 'segment', '2001:db8::/64'],
    ['2001:db8::7', { prefixLength: 128 }, 'segment', '2001:db8::7/128'],
    ['::ffff:198.51.100.7', { prefixLength: 24 }, 'segment', '198.51.100.0/24'],
  ])('from %s with %j adds %s %s', async (from, more, format, value) => {
    const account = await TestAccount.create(worker);
    const { status, body } = await addCurrent(account, from, { ...more, remark: 'desk' });
    expect(status).toBe(201);
    expect(body.added).toHaveLength(1);
    expect(body.added[0]).toMatchObject({ format, value, remark: 'desk' });
    const codes = body.warnings.map(({ code }) => code);
    expect(codes).not.toContain('own-address-not-listed');
    expect(codes).not.toContain('host-bits-dropped');
    expect(await account.check(from)).toMatchObject({ verdict: 'allow', reason: 'listed' });
  });

  it.each([
    ['198.51.100.7', 33, 'invalid-value'],
    ['198.51.100.7', 64, 'invalid-value'],
    ['2001:db8::7', 129, 'invalid-request'],
    ['2001:db8::7', 0, 'invalid-request'],
    ['2001:db8::7', 64.5, 'invalid-request'],
    ['2001:db8::7', '64', 'invalid-request'],
  ] as const)('from %s refuses the prefix length %j', async (from, prefixLength, code) => {
    const account = await TestAccount.create(worker);
    const answer = await addCurrent(account, from, { prefixLength });
    expectFieldProblem(answer, code, '/prefixLength');
    expect((await account.list()).count).toBe(0);
  });

  it('is refused where the address is not known', async () => {
    const account = await TestAccount.create(worker);
    expectFieldProblem(await addCurrent(account, ''), 'invalid-value', '/current');
    const { added } = await account.add('198.51.100.1');
    const body = { remove: [added[0]?.id], add: { current: true } };
    const replaced = await account.call('POST', '/allowlist/replace', { from: '', body });
    expectFieldProblem(replaced, 'invalid-value', '/add/current');
  });

  it('is refused to a Cloudflare Worker, whose address every other one has, and listing that is warned of', async () => {
    const account = await TestAccount.create(worker);
    const refused = await addCurrent(account, WORKERS_ADDRESS);
    expect(expectFieldProblem(refused, 'invalid-value', '/current').detail).toContain('Worker');
    const asked = await worker.call('GET /v1/address', { from: WORKERS_ADDRESS });
    expect(expectProblem(asked, 'not-found').detail).toContain('Worker');
    const { warnings } = await account.add('2a06:98c0:3600::/48');
    const about = warnings.filter(({ code }) => code === 'special-purpose');
    expect(about.map(({ message }) => message)).toEqual([expect.stringContaining('Workers')]);
  });

  it('replaces an entry with it in one step', async () => {
    const account = await TestAccount.create(worker);
    const { added } = await account.add('198.51.100.1');
    const body = { remove: [added[0]?.id], add: { current: true, prefixLength: 28 } };
    const replaced = await account.call('POST', '/allowlist/replace', {
      from: '198.51.100.77',
      body,
    });
    expect(replaced.body.added[0]?.value).toBe('198.51.100.64/28');
    expect(replaced.body.removed).toEqual(added);
  });

  it.each([
    [{ current: false }, '/current'],
    [{ current: 'true' }, '/current'],
    [{ current: true, values: ['198.51.100.7'] }, '/values'],
    [{ current: true, address: '198.51.100.7' }, '/address'],
  ])('refuses %j', async (body, pointer) => {
    const account = await TestAccount.create(worker);
    const answer = await account.call('POST', '/allowlist/entries', { body });
    expectFieldProblem(answer, 'invalid-request', pointer);
  });
});
