import { afterEach, describe, expect, it, vi } from 'vitest';
import type * as api from '../../../shared/api.ts';
import { expectFieldProblem, expectProblem } from '../support/expect-problem.ts';
import { newCallerAddress, TestAccount, TestWorker } from '../support/test-worker.ts';

const NOW = Date.UTC(2030, 0, 31, 8);
const worker = new TestWorker();

afterEach(() => {
  vi.useRealTimers();
});

interface TokenList {
  readonly tokens: readonly api.Token[];
}

/** The two places that issue tokens: an account, and the relays. */
async function places() {
  const account = await TestAccount.create(worker);
  const manager = { role: 'manager' };
  return [
    { path: account.path('/tokens'), terms: manager, account },
    { path: '/v1/relay-tokens', terms: {}, account },
  ] as const;
}

describe.each([
  ['an account', 0],
  ['a relay', 1],
] as const)('a token of %s', (_of, place) => {
  const at = async () => (await places())[place];
  const issue = (path: string, body: object) =>
    worker.operator<api.IssuedToken>(`POST ${path}`, { body });
  const list = async (path: string) =>
    (await worker.operator<TokenList>(`GET ${path}`)).body.tokens;
  const session = (token: string) =>
    worker.call('GET /v1/session', { token, from: newCallerAddress() });

  it('is issued, listed, and good until it is revoked', async () => {
    const { path, terms } = await at();
    const { status, body } = await issue(path, { name: 'Köln 📮', ...terms });
    expect(status).toBe(201);
    const { token, ...shown } = body;
    expect(shown).toMatchObject({ name: 'Köln 📮', expiresAt: null });
    expect(token).toMatch(/^sg[ar]_/);
    const listed = (await list(path)).find(({ id }) => id === body.id);
    const createdBy = { tokenId: 'operator', name: 'operator' };
    expect(listed).toEqual({ ...shown, createdBy, expired: false, lastUsedAt: null });
    expect((await session(token)).status).toBe(200);
    const revoked = await worker.operator(`DELETE ${path}/${body.id}`);
    expect(revoked.status).toBe(204);
    expect(revoked.body).toBe('');
    expectProblem(await session(token), 'unauthorized');
    expect((await list(path)).map(({ id }) => id)).not.toContain(body.id);
    expectProblem(await worker.operator(`DELETE ${path}/${body.id}`), 'token-unknown');
  });

  it('expires when it was to, and stays listed as expired', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: NOW });
    const { path, terms } = await at();
    const { body } = await issue(path, { name: 'brief', expiresInSeconds: 3600, ...terms });
    expect(body.expiresAt).toBe('2030-01-31T09:00:00.000Z');
    vi.setSystemTime(NOW + 3_599_999);
    expect((await session(body.token)).status).toBe(200);
    vi.setSystemTime(NOW + 3_600_000);
    expectProblem(await session(body.token), 'unauthorized');
    const listed = (await list(path)).find(({ id }) => id === body.id);
    expect(listed).toMatchObject({ expired: true, expiresAt: body.expiresAt });
  });

  it('shows when it was used last', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: NOW });
    const { path, terms } = await at();
    const { body } = await issue(path, { name: 'used', ...terms });
    vi.setSystemTime(NOW + 5_000);
    await session(body.token);
    const lastUsed = async () => (await list(path)).find(({ id }) => id === body.id)?.lastUsedAt;
    expect(await lastUsed()).toBe('2030-01-31T08:00:05.000Z');
    vi.setSystemTime(NOW + 3_600_000);
    await session(body.token);
    expect(await lastUsed()).toBe('2030-01-31T09:00:00.000Z');
  });

  it('is shown as used by a check, too', async () => {
    const { path, terms, account } = await at();
    const { body } = await issue(path, { name: 'checks', ...terms });
    const check = { account: account.name, address: '198.51.100.7' };
    const answer = await worker.call('POST /v1/check', { token: body.token, body: check });
    expect(answer.status).toBe(200);
    const listed = (await list(path)).find(({ id }) => id === body.id);
    expect(listed?.lastUsedAt).toMatch(/Z$/);
  });

  it.each([
    [{}, '/name'],
    [{ name: '' }, '/name'],
    [{ name: 'x'.repeat(101) }, '/name'],
    [{ name: 'tab\there' }, '/name'],
    [{ name: 7 }, '/name'],
    [{ name: 'x', expiresInSeconds: 3599 }, '/expiresInSeconds'],
    [{ name: 'x', expiresInSeconds: 31_536_001 }, '/expiresInSeconds'],
    [{ name: 'x', expiresAt: '2099-01-01T00:00:00Z' }, '/expiresAt'],
    [{ name: 'x', role: 'operator' }, '/role'],
    [{ name: 'x', token: 'mine' }, '/token'],
  ])('is not issued for %j', async (wrong, pointer) => {
    const { path, terms } = await at();
    const before = (await list(path)).length;
    expectFieldProblem(await issue(path, { ...terms, ...wrong }), 'invalid-request', pointer);
    expect(await list(path)).toHaveLength(before);
  });

  it('is none of a hundred and first', async () => {
    const { path, terms } = await at();
    const room = 100 - (await list(path)).length;
    for (let issued = 0; issued < room; issued++) {
      expect((await issue(path, { name: `n${issued}`, ...terms })).status).toBe(201);
    }
    const refused = expectProblem(await issue(path, { name: 'more', ...terms }), 'limit-reached');
    expect(refused).toMatchObject({ limit: 100, room: 0 });
    const spare = (await list(path)).find(({ name }) => name === 'n0');
    await worker.operator(`DELETE ${path}/${spare?.id}`);
    expect((await issue(path, { name: 'more', ...terms })).status).toBe(201);
  });
});

describe('a manager', () => {
  it('issues and revokes tokens of its account, and may revoke its own', async () => {
    const account = await TestAccount.create(worker);
    const issued = await account.call<api.IssuedToken>('POST', '/tokens', {
      body: { role: 'checker', name: 'mx' },
    });
    expect(issued.status).toBe(201);
    const { tokens } = (await account.call<TokenList>('GET', '/tokens')).body;
    const own = tokens.find(({ role }) => role === 'manager');
    const made = tokens.find(({ id }) => id === issued.body.id);
    expect(made?.createdBy).toEqual({ tokenId: own?.id, name: 'manager of the test' });
    expect((await account.call('DELETE', `/tokens/${own?.id}`)).status).toBe(204);
    const from = newCallerAddress();
    expectProblem(await account.call('GET', '/tokens', { from }), 'unauthorized');
  });

  it('cannot revoke another account’s token by its id', async () => {
    const [one, two] = [await TestAccount.create(worker), await TestAccount.create(worker)];
    const { tokens } = (await two.call<TokenList>('GET', '/tokens')).body;
    expectProblem(await one.call('DELETE', `/tokens/${tokens[0]?.id}`), 'token-unknown');
    expect((await two.call('GET', '/tokens')).status).toBe(200);
  });
});
