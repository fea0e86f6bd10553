import { describe, expect, it } from 'vitest';
import type * as api from '../../../shared/api.ts';
import { expectFieldProblem, expectProblem } from '../support/expect-problem.ts';
import { TestAccount, TestWorker } from '../support/test-worker.ts';

const worker = new TestWorker();
const codes = ({ warnings }: api.Change) => warnings.map(({ code }) => code);

describe('turning a list on and off', () => {
  it('R6: the first entry turns it on', async () => {
    const account = await TestAccount.create(worker);
    expect(await account.check('198.51.100.8')).toMatchObject({ verdict: 'allow', reason: 'off' });
    const change = await account.add('198.51.100.7');
    expect(change.mode).toBe('enforce');
    expect(codes(change)).toContain('allowlist-on');
    expect(await account.check('198.51.100.8')).toMatchObject({
      verdict: 'deny',
      reason: 'not-listed',
      revision: 2,
    });
    expect(codes(await account.add('198.51.100.9'))).not.toContain('allowlist-on');
  });

  it('R10: deleting the last entry turns it off and says so', async () => {
    const account = await TestAccount.create(worker);
    const { added } = await account.add('198.51.100.7', '198.51.100.8');
    const first = await account.delete(added[0]?.id);
    expect(first).toMatchObject({ mode: 'enforce', count: 1 });
    expect(codes(first)).not.toContain('allowlist-off');
    const last = await account.delete(added[1]?.id);
    expect(last).toMatchObject({ mode: 'off', count: 0, revision: 4, removed: [added[1]] });
    expect(last.warnings).toEqual([
      { code: 'allowlist-off', message: expect.stringContaining('any address can send') },
    ]);
    expect(await account.check('198.51.100.99')).toMatchObject({ verdict: 'allow', reason: 'off' });
  });

  it('R11: disabling clears every entry and lets any address send', async () => {
    const account = await TestAccount.create(worker);
    const { added } = await account.add('198.51.100.7', '198.51.100.8');
    const { status, body, headers } = await account.call('DELETE', '/allowlist');
    expect(status).toBe(200);
    expect(body).toMatchObject({ mode: 'off', count: 0, revision: 3, added: [], updated: [] });
    expect(body.removed).toEqual(added);
    expect(codes(body)).toEqual(['allowlist-off']);
    expect(headers.get('etag')).toBe('"3"');
    expect(await account.list()).toMatchObject({ mode: 'off', entries: [] });
    expect(await account.check('198.51.100.99')).toMatchObject({ verdict: 'allow', reason: 'off' });
    expect((await account.add('198.51.100.9')).mode).toBe('enforce');
    expect(await account.check('198.51.100.99')).toMatchObject({ verdict: 'deny' });
  });

  it('R11: disabling a list that is off changes nothing', async () => {
    const account = await TestAccount.create(worker);
    const { status, body } = await account.call('DELETE', '/allowlist');
    expect(status).toBe(200);
    expect(body).toMatchObject({ mode: 'off', revision: 1, removed: [], warnings: [] });
  });
});

describe('PATCH …/allowlist', () => {
  const setMode = (account: TestAccount, mode: unknown) =>
    account.call('PATCH', '/allowlist', { body: { mode } });

  it('observes without losing the list, and enforces again', async () => {
    const account = await TestAccount.create(worker);
    const { added } = await account.add('198.51.100.7');
    const observed = await setMode(account, 'observe');
    expect(observed.status).toBe(200);
    expect(observed.body).toMatchObject({ mode: 'observe', revision: 3, count: 1 });
    expect(await account.check('198.51.100.8')).toMatchObject({
      verdict: 'allow',
      reason: 'observed',
      mode: 'observe',
    });
    expect(await account.check('198.51.100.7')).toMatchObject({ reason: 'listed' });
    await account.add('198.51.100.9');
    expect(await account.list()).toMatchObject({ mode: 'observe', count: 2 });
    expect((await setMode(account, 'enforce')).body).toMatchObject({
      mode: 'enforce',
      revision: 5,
    });
    expect(await account.check('198.51.100.8')).toMatchObject({ verdict: 'deny' });
    expect((await account.list()).entries[0]).toEqual(added[0]);
  });

  it('keeps the revision when the mode is that already', async () => {
    const account = await TestAccount.create(worker);
    await account.add('198.51.100.7');
    expect((await setMode(account, 'enforce')).body.revision).toBe(2);
  });

  it.each(['observe', 'enforce'])('has no %s for a list without entries', async (mode) => {
    const account = await TestAccount.create(worker);
    expectProblem(await setMode(account, mode), 'allowlist-empty');
    expect(await account.list()).toMatchObject({ mode: 'off', revision: 1 });
  });

  it.each(['off', 'OBSERVE', '', null, true, 1, ['observe'], undefined])(
    'refuses the mode %j',
    async (mode) => {
      const account = await TestAccount.create(worker);
      await account.add('198.51.100.7');
      expectFieldProblem(await setMode(account, mode), 'invalid-request', '/mode');
      expect(await account.list()).toMatchObject({ mode: 'enforce', revision: 2 });
    },
  );
});

describe('R14: a list that is off can begin by observing', () => {
  const values = { format: 'address', values: ['198.51.100.7'] };
  const imported = { entries: [{ format: 'address', value: '198.51.100.7' }] };

  it.each([
    ['an add', '/allowlist/entries', values],
    ['an add of where one is', '/allowlist/entries', { current: true }],
    ['an import', '/allowlist/import', imported],
  ])('with %s, and refuses no one then', async (_what, path, body) => {
    const account = await TestAccount.create(worker);
    const change = await account.call('POST', path, { body: { ...body, mode: 'observe' } });
    expect(change.status).toBe(201);
    expect(change.body).toMatchObject({ mode: 'observe', count: 1 });
    expect(change.body.warnings[0]).toMatchObject({
      code: 'allowlist-on',
      message: expect.stringContaining('observes'),
    });
    expect(await account.check('192.0.2.1')).toMatchObject({
      verdict: 'allow',
      reason: 'observed',
    });
    const history = await account.call<api.HistoryPage>('GET', '/history?limit=1');
    expect(history.body.events).toMatchObject([
      { before: { mode: 'off' }, after: { mode: 'observe' } },
    ]);
    await account.call('DELETE', '/allowlist');
    expect((await account.call('POST', path, { body })).body.mode).toBe('enforce');
  });

  it.each(['enforce', 'observe'] as const)(
    'a list that is on and set to %s stays so',
    async (mode) => {
      const account = await TestAccount.create(worker);
      const { added } = await account.add('198.51.100.1');
      await account.call('PATCH', '/allowlist', { body: { mode } });
      const otherMode = { mode: mode === 'enforce' ? 'observe' : 'enforce' };
      const replacing = { format: 'address', values: ['198.51.100.2'], ...otherMode };
      const changes = [
        await account.call('POST', '/allowlist/entries', { body: { ...values, ...otherMode } }),
        await account.call('POST', '/allowlist/import', {
          body: { entries: [{ format: 'address', value: '198.51.100.8' }], ...otherMode },
        }),
        await account.call('POST', '/allowlist/replace', {
          body: { remove: [added[0]?.id], add: replacing },
        }),
      ];
      expect(changes.map(({ body }) => body.mode)).toEqual([mode, mode, mode]);
      expect(changes.map(({ body }) => body.added.length)).toEqual([1, 1, 1]);
      expect((await account.list()).mode).toBe(mode);
    },
  );

  it('a replacement that leaves nothing of the list before keeps its mode, too', async () => {
    const account = await TestAccount.create(worker);
    const { added } = await account.add('198.51.100.1');
    const body = { remove: [added[0]?.id], add: { ...values, mode: 'observe' } };
    expect((await account.call('POST', '/allowlist/replace', { body })).body.mode).toBe('enforce');
  });

  it.each(['off', 'OBSERVE', null])('there is no beginning with the mode %j', async (mode) => {
    const account = await TestAccount.create(worker);
    for (const [path, body] of [
      ['entries', values],
      ['import', imported],
    ] as const) {
      const answer = await account.call('POST', `/allowlist/${path}`, { body: { ...body, mode } });
      expectFieldProblem(answer, 'invalid-request', '/mode');
    }
    expect(await account.list()).toMatchObject({ mode: 'off', revision: 1 });
  });
});
