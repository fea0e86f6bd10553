import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { expectFieldProblem } from '../support/expect-problem.ts';
import { TestAccount, TestWorker } from '../support/test-worker.ts';

const NOW = Date.UTC(2030, 0, 31, 8);
const HOUR = 3_600_000;
const worker = new TestWorker();

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: NOW });
});
afterEach(() => {
  vi.useRealTimers();
});

function add(account: TestAccount, terms: object) {
  const body = { format: 'address', values: ['198.51.100.7'], ...terms };
  return account.call('POST', '/allowlist/entries', { body });
}

describe('R13: an entry that expires', () => {
  it.each([
    [{ expiresInSeconds: 3600 }, '2030-01-31T09:00:00.000Z'],
    [{ expiresInSeconds: 31_536_000 }, '2031-01-31T08:00:00.000Z'],
    [{ expiresAt: '2030-01-31T08:00:01Z' }, '2030-01-31T08:00:01.000Z'],
    [{ expiresAt: '2030-02-01T00:00:00+05:30' }, '2030-01-31T18:30:00.000Z'],
    [{ expiresAt: '2030-01-31T04:00:00.5-05:00' }, '2030-01-31T09:00:00.500Z'],
    [{ expiresAt: null }, null],
    [{}, null],
  ])('with %j expires at %s', async (terms, expiresAt) => {
    const account = await TestAccount.create(worker);
    const answer = await add(account, terms);
    expect(answer.status).toBe(201);
    expect(answer.body.added[0]).toMatchObject({ expiresAt, expired: false });
  });

  it.each([
    [{ expiresInSeconds: 3599 }, 'invalid-request', '/expiresInSeconds'],
    [{ expiresInSeconds: 31_536_001 }, 'invalid-request', '/expiresInSeconds'],
    [{ expiresInSeconds: 3600.5 }, 'invalid-request', '/expiresInSeconds'],
    [{ expiresInSeconds: '3600' }, 'invalid-request', '/expiresInSeconds'],
    [{ expiresInSeconds: null }, 'invalid-request', '/expiresInSeconds'],
    [
      { expiresInSeconds: 3600, expiresAt: '2030-02-01T00:00:00Z' },
      'invalid-request',
      '/expiresInSeconds',
    ],
    [{ expiresAt: '2030-01-31T08:00:00Z' }, 'invalid-value', '/expiresAt'],
    [{ expiresAt: '2030-01-31T09:00:00+02:00' }, 'invalid-value', '/expiresAt'],
    [{ expiresAt: '2029-12-31' }, 'invalid-request', '/expiresAt'],
    [{ expiresAt: '2030-02-30T00:00:00Z' }, 'invalid-request', '/expiresAt'],
    [{ expiresAt: '2030-02-01T00:00:00' }, 'invalid-request', '/expiresAt'],
    [{ expiresAt: 'tomorrow' }, 'invalid-request', '/expiresAt'],
    [{ expiresAt: NOW + HOUR }, 'invalid-request', '/expiresAt'],
  ] as const)('is refused with %j', async (terms, code, pointer) => {
    const account = await TestAccount.create(worker);
    const problem = expectFieldProblem(await add(account, terms), code, pointer);
    expect(problem.detail).toContain(pointer);
    expect(await account.list()).toMatchObject({ count: 0, revision: 1 });
  });

  it('matches nothing from then on, stays on the list, and never turns it off', async () => {
    const account = await TestAccount.create(worker);
    const { added } = (await add(account, { expiresInSeconds: 3600 })).body;
    expect(await account.check('198.51.100.7')).toMatchObject({ verdict: 'allow' });
    vi.setSystemTime(NOW + HOUR - 1);
    expect(await account.check('198.51.100.7')).toMatchObject({ reason: 'listed' });
    vi.setSystemTime(NOW + HOUR);
    const entry = { id: added[0]?.id, value: '198.51.100.7', remark: '' };
    expect(await account.check('198.51.100.7')).toMatchObject({
      verdict: 'deny',
      reason: 'expired',
      entry,
    });
    expect(await account.check('198.51.100.8')).toMatchObject({
      verdict: 'deny',
      reason: 'not-listed',
    });
    const list = await account.list();
    expect(list).toMatchObject({ mode: 'enforce', count: 1, revision: 2 });
    expect(list.entries[0]).toMatchObject({ id: added[0]?.id, expired: true });
  });

  it('takes a new time or none, and then matches again', async () => {
    const account = await TestAccount.create(worker);
    const { added } = (await add(account, { expiresInSeconds: 3600 })).body;
    vi.setSystemTime(NOW + 2 * HOUR);
    const edit = (expiresAt: string | null) =>
      account.call('PATCH', `/allowlist/entries/${added[0]?.id}`, { body: { expiresAt } });
    expectFieldProblem(await edit('2030-01-31T09:30:00Z'), 'invalid-value', '/expiresAt');
    const extended = await edit('2030-01-31T12:00:00+01:00');
    expect(extended.body.updated[0]).toMatchObject({
      expiresAt: '2030-01-31T11:00:00.000Z',
      expired: false,
    });
    expect(await account.check('198.51.100.7')).toMatchObject({ verdict: 'allow' });
    vi.setSystemTime(NOW + 4 * HOUR);
    expect(await account.check('198.51.100.7')).toMatchObject({ reason: 'expired' });
    expect((await edit(null)).body.updated[0]).toMatchObject({ expiresAt: null, expired: false });
    expect(await account.check('198.51.100.7')).toMatchObject({ reason: 'listed' });
  });
});
