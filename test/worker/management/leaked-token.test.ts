/**
 * A token that has leaked: everything made with it goes when it is revoked, and its changes of the
 * list can be undone.
 */
import { beforeEach, describe, expect, it } from 'vitest';
import type * as api from '../../../shared/api.ts';
import { expectFieldProblem, expectProblem } from '../support/expect-problem.ts';
import { TestAccount, TestWorker } from '../support/test-worker.ts';

const worker = new TestWorker();
let account: TestAccount;
let leaked: api.IssuedToken;
let child: api.IssuedToken;
let grandchild: api.IssuedToken;

const issue = async (name: string, token?: string) => {
  const body = { role: 'manager', name };
  const call = { body, ...(token === undefined ? {} : { token }) };
  return (await account.call<api.IssuedToken>('POST', '/tokens', call)).body;
};
const add = (value: string, token: string) => {
  const body = { format: 'address', values: [value] };
  return account.call('POST', '/allowlist/entries', { body, token });
};
const hook = (name: string, token: string) => {
  const body = { url: `https://hooks.example.com/${name}`, form: 'text', name };
  return account.call('POST', '/webhooks', { body, token });
};
const revokeAll = ({ id }: Pick<api.IssuedToken, 'id'>) =>
  worker.operator<api.Revoked>(`DELETE ${account.path(`/tokens/${id}?issued=true`)}`);
const revoke = async ({ id }: api.IssuedToken, token: string) => {
  expect((await account.call('DELETE', `/tokens/${id}`, { token })).status).toBe(204);
};
const status = async (token: string) => (await account.call('GET', '/allowlist', { token })).status;

beforeEach(async () => {
  account = await TestAccount.create(worker);
  await account.add('198.51.100.1');
  leaked = await issue('leaked');
  child = await issue('child', leaked.token);
  grandchild = await issue('grandchild', child.token);
});

describe('DELETE …/tokens/{id}?issued=true', () => {
  it('revokes all that the token issued, stops their webhooks, and names their entries', async () => {
    await add('203.0.113.1', leaked.token);
    await account.add('198.51.100.2');
    await add('203.0.113.2', grandchild.token);
    await hook('own', account.manager);
    await hook('theirs', child.token);
    const answer = await worker.operator<api.Revoked>(
      `DELETE ${account.path(`/tokens/${leaked.id}?issued=true`)}`,
    );
    expect(answer.status).toBe(200);
    const { revoked, stopped, entries, restore } = answer.body;
    expect(revoked.map(({ name }) => name).sort()).toEqual(['child', 'grandchild', 'leaked']);
    expect(stopped.map(({ name }) => name)).toEqual(['theirs']);
    expect(entries.map(({ value }) => value)).toEqual(['203.0.113.1', '203.0.113.2']);
    for (const { token } of [leaked, child, grandchild]) expect(await status(token)).toBe(401);
    expect(await status(account.manager)).toBe(200);
    const { body } = await account.call<api.WebhookList>('GET', '/webhooks');
    const stoppedAt = body.webhooks.map(({ name, stoppedAt }) => [name, stoppedAt !== null]);
    expect(Object.fromEntries(stoppedAt)).toEqual({ own: false, theirs: true });
    const restored = await account.call('POST', '/allowlist/restore', { body: restore });
    expect(restored.status).toBe(200);
    const list = await account.list();
    expect(list.entries.map(({ value }) => value)).toEqual(['198.51.100.1']);
  });

  it('is in the history, token by token and webhook by webhook', async () => {
    await hook('theirs', child.token);
    await worker.operator(`DELETE ${account.path(`/tokens/${leaked.id}?issued=true`)}`);
    const { body } = await worker.operator<api.HistoryPage>(`GET ${account.path('/history')}`);
    const newest = body.events.slice(0, 4).map(({ action, by }) => [action, by.name]);
    expect(newest).toEqual([
      ['webhook-stopped', 'operator'],
      ['token-revoked', 'operator'],
      ['token-revoked', 'operator'],
      ['token-revoked', 'operator'],
    ]);
  });

  it('has nothing to restore where the tokens changed nothing', async () => {
    const path = account.path(`/tokens/${child.id}?issued=true`);
    const { body } = await worker.operator<api.Revoked>(`DELETE ${path}`);
    expect(body).toMatchObject({ stopped: [], entries: [], restore: null });
    expect(await status(leaked.token)).toBe(200);
  });

  it('reaches past a token that one of its own revoked', async () => {
    await account.add('198.51.100.2');
    await add('203.0.113.1', child.token);
    await hook('theirs', child.token);
    await revoke(child, grandchild.token);
    await add('203.0.113.2', grandchild.token);
    const { status: code, body } = await revokeAll(leaked);
    expect(code).toBe(200);
    expect(body.revoked.map(({ name }) => name).sort()).toEqual(['grandchild', 'leaked']);
    expect(body.stopped.map(({ name }) => name)).toEqual(['theirs']);
    expect(body.entries.map(({ value }) => value)).toEqual(['203.0.113.1', '203.0.113.2']);
    expect(await status(grandchild.token)).toBe(401);
    expect(await status(account.manager)).toBe(200);
    expect((await account.call('POST', '/allowlist/restore', { body: body.restore })).status).toBe(
      200,
    );
    const { entries } = await account.list();
    expect(entries.map(({ value }) => value)).toEqual(['198.51.100.1', '198.51.100.2']);
  });

  it('reaches what a token issued that revoked itself', async () => {
    await add('203.0.113.1', leaked.token);
    await hook('theirs', leaked.token);
    await revoke(leaked, leaked.token);
    const { status: code, body } = await revokeAll(leaked);
    expect(code).toBe(200);
    expect(body.revoked.map(({ name }) => name).sort()).toEqual(['child', 'grandchild']);
    expect(body.stopped.map(({ name }) => name)).toEqual(['theirs']);
    expect(body.entries.map(({ value }) => value)).toEqual(['203.0.113.1']);
    for (const { token } of [child, grandchild]) expect(await status(token)).toBe(401);
    const { body: history } = await worker.operator<api.HistoryPage>(
      `GET ${account.path('/history')}`,
    );
    const gone = history.events.filter(({ action }) => action === 'token-revoked');
    expect(gone.map(({ before }) => before.name).sort()).toEqual(['child', 'grandchild', 'leaked']);
    expect((await revokeAll(leaked)).body).toMatchObject({ revoked: [], stopped: [] });
  });

  it('reaches past more revoked tokens than a statement takes values', async () => {
    let last = grandchild;
    for (let count = 0; count < 100; count++) {
      const next = await issue(`step ${count}`, last.token);
      await revoke(last, next.token);
      last = next;
    }
    const { status: code, body } = await revokeAll(leaked);
    expect(code).toBe(200);
    expect(body.revoked.map(({ id }) => id).sort()).toEqual([leaked.id, child.id, last.id].sort());
    expect(await status(last.token)).toBe(401);
  });

  it('takes the operator for no token, though the history names it as an issuer', async () => {
    expectProblem(await revokeAll({ id: 'operator' }), 'token-unknown');
    for (const token of [account.manager, leaked.token]) expect(await status(token)).toBe(200);
  });

  it('without it revokes the one token alone', async () => {
    const answer = await worker.operator(`DELETE ${account.path(`/tokens/${leaked.id}`)}`);
    expect(answer.status).toBe(204);
    expect(await status(leaked.token)).toBe(401);
    expect(await status(child.token)).toBe(200);
  });

  it('refuses what it does not know, and changes nothing', async () => {
    const wrong = await worker.operator(
      `DELETE ${account.path(`/tokens/${leaked.id}?issued=yes`)}`,
    );
    expectFieldProblem(wrong, 'invalid-request', '/query/issued');
    const unknown = account.path('/tokens/0123456789abcdef?issued=true');
    expectProblem(await worker.operator(`DELETE ${unknown}`), 'token-unknown');
    expect(await status(leaked.token)).toBe(200);
  });
});
