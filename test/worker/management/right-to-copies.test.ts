import { expect, it } from 'vitest';
import type * as api from '../../../shared/api.ts';
import { directoryOf } from '../../../worker/platform/objects.ts';
import { expectFieldProblem } from '../support/expect-problem.ts';
import { runInside } from '../support/faulty-bindings.ts';
import { leaveAsFirst } from '../support/other-tables.ts';
import { env, TestAccount, TestWorker } from '../support/test-worker.ts';

const worker = new TestWorker();

const issue = (rights: object = {}) =>
  worker.operator<api.IssuedToken>('POST /v1/relay-tokens', { body: { name: 'mx', ...rights } });
const sessionOf = async (token: string) =>
  (await worker.call<api.Session>('GET /v1/session', { token })).body;

async function listed(id: string): Promise<api.Token | undefined> {
  const { body } = await worker.operator<{ tokens: api.Token[] }>('GET /v1/relay-tokens');
  return body.tokens.find((token) => token.id === id);
}

it('is shown with the token, in its session and in the events', async () => {
  const { status, body } = await issue({ copies: true });
  expect(status).toBe(201);
  expect(body.copies).toBe(true);
  expect((await listed(body.id))?.copies).toBe(true);
  expect(await sessionOf(body.token)).toMatchObject({ role: 'relay', copies: true });
  await worker.operator(`DELETE /v1/relay-tokens/${body.id}`);
  const { events } = (await worker.operator<api.DeploymentEventPage>('GET /v1/events')).body;
  expect(events.slice(0, 2)).toMatchObject([
    { kind: 'relay-token-revoked', before: { tokenId: body.id, copies: true } },
    { kind: 'relay-token-issued', after: { tokenId: body.id, copies: true } },
  ]);
});

it.each([{}, { copies: false }])('is nowhere if a token is issued with %j', async (rights) => {
  const { body } = await issue(rights);
  const shown = [body, await listed(body.id), await sessionOf(body.token)];
  for (const one of shown) expect(one).not.toHaveProperty('copies');
  const { events } = (await worker.operator<api.DeploymentEventPage>('GET /v1/events')).body;
  expect(events[0]?.after).not.toHaveProperty('copies');
});

it.each([1, 'true', null])('can’t be %j', async (copies) => {
  expectFieldProblem(await issue({ copies }), 'invalid-request', '/copies');
});

it('is no term of an account’s token', async () => {
  const account = await TestAccount.create(worker);
  const body = { role: 'viewer', name: 'desk', copies: true };
  expectFieldProblem(await account.call('POST', '/tokens', { body }), 'invalid-request', '/copies');
  expect(await sessionOf(account.manager)).not.toHaveProperty('copies');
});

it('is no right of a token that was issued before, or by version 0.2.0 after a rollback', async () => {
  const before = (await issue()).body;
  await leaveAsFirst(directoryOf(env));
  const after = (await issue({ copies: true })).body;
  await runInside(directoryOf(env), (_object, { storage: { sql } }) => {
    // Version 0.2.0 names the columns that it knows.
    sql.exec(`INSERT INTO tokens (id, role, name, digest, created_at, created_by_id, created_by_name)
      SELECT 'rolled-back', role, name, digest, created_at, created_by_id, created_by_name FROM tokens
      WHERE id = '${after.id}'`);
  });
  expect(await sessionOf(before.token)).not.toHaveProperty('copies');
  expect(await listed('rolled-back')).not.toHaveProperty('copies');
  expect((await listed(after.id))?.copies).toBe(true);
});
