import { describe, expect, it } from 'vitest';
import type * as api from '../../shared/api.ts';
import { expectFieldProblem, expectProblem } from './expect-problem.ts';
import { Gate, TestAccount } from './gate.ts';

const gate = new Gate();
const codes = ({ warnings }: api.Change) => warnings.map(({ code }) => code);

describe('turning a list on and off', () => {
  it('R6: the first entry turns it on', async () => {
    const account = await TestAccount.create(gate);
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
    const account = await TestAccount.create(gate);
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
    const account = await TestAccount.create(gate);
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
    const account = await TestAccount.create(gate);
    const { status, body } = await account.call('DELETE', '/allowlist');
    expect(status).toBe(200);
    expect(body).toMatchObject({ mode: 'off', revision: 1, removed: [], warnings: [] });
  });
});

describe('PATCH …/allowlist', () => {
  const setMode = (account: TestAccount, mode: unknown) =>
    account.call('PATCH', '/allowlist', { body: { mode } });

  it('observes without losing the list, and enforces again', async () => {
    const account = await TestAccount.create(gate);
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
    const account = await TestAccount.create(gate);
    await account.add('198.51.100.7');
    expect((await setMode(account, 'enforce')).body.revision).toBe(2);
  });

  it.each(['observe', 'enforce'])('has no %s for a list without entries', async (mode) => {
    const account = await TestAccount.create(gate);
    expectProblem(await setMode(account, mode), 'allowlist-empty');
    expect(await account.list()).toMatchObject({ mode: 'off', revision: 1 });
  });

  it.each(['off', 'OBSERVE', '', null, true, 1, ['observe'], undefined])(
    'refuses the mode %j',
    async (mode) => {
      const account = await TestAccount.create(gate);
      await account.add('198.51.100.7');
      expectFieldProblem(await setMode(account, mode), 'invalid-request', '/mode');
      expect(await account.list()).toMatchObject({ mode: 'enforce', revision: 2 });
    },
  );
});
