import { runDurableObjectAlarm } from 'cloudflare:test';
import { expect, it, vi } from 'vitest';
import type * as api from '../../../shared/api.ts';
import { openReplica } from '../../../worker/replicas/replica-format.ts';
import { env, TestAccount, TestWorker } from '../support/test-worker.ts';

it('R5: of 50 adds at once to a list with room for 10, exactly 10 stand, and KV ends up with those', async () => {
  const account = await TestAccount.create();
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, index) =>
      account.call<api.Change & api.ProblemDocument>('POST', '/allowlist/entries', {
        body: { format: 'address', values: [`192.0.2.${index + 1}`] },
      }),
    ),
  );
  const added = answers.filter(({ status }) => status === 201);
  const refused = answers.filter(({ status }) => status === 409);
  expect([added.length, refused.length]).toEqual([10, 40]);
  for (const { body } of refused)
    expect(body).toMatchObject({ code: 'limit-reached', limit: 10, room: 0 });
  const listed = added.flatMap(({ body }) => body.added.map((entry) => entry.value)).sort();
  const list = await account.list();
  expect(list.entries.map((entry) => entry.value).sort()).toEqual(listed);
  expect(new Set(added.map(({ body }) => body.revision)).size).toBe(10);

  const stub = env.ACCOUNTS.getByName(account.name);
  await vi.waitFor(
    async () => {
      await runDurableObjectAlarm(stub);
      const bytes = await env.REPLICA.get(stub.id.toString(), 'arrayBuffer');
      const replica = bytes && openReplica(bytes);
      expect(replica?.revision).toBe(list.revision);
      const ids = Array.from({ length: 10 }, (_, index) => replica?.entryAt(index, '').id);
      expect(ids.sort()).toEqual(list.entries.map(({ id }) => id).sort());
    },
    { timeout: 5_000 },
  );
});

it('the same edit raced under If-Match: one wins, the others learn the list has changed', async () => {
  const account = await TestAccount.create();
  const { added, revision } = await account.add('192.0.2.1');
  const id = added[0]?.id;
  const answers = await Promise.all(
    ['first', 'second', 'third'].map((remark) =>
      account.call('PATCH', `/allowlist/entries/${id}`, {
        body: { remark },
        headers: { 'If-Match': `"${revision}"` },
      }),
    ),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 412, 412]);
  const winner = answers.find(({ status }) => status === 200);
  const list = await account.list();
  expect(list.entries[0]?.remark).toBe(winner?.body.updated[0]?.remark);
  expect(list.revision).toBe(revision + 1);
});

it('the same add retried at once with one Idempotency-Key adds once', async () => {
  const account = await TestAccount.create();
  const body = { format: 'address', values: ['192.0.2.1'] };
  const headers = { 'Idempotency-Key': 'retry-1' };
  const answers = await Promise.all(
    Array.from({ length: 8 }, () => account.call('POST', '/allowlist/entries', { body, headers })),
  );
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
  expect(new Set(answers.map((answer) => JSON.stringify(answer.body))).size).toBe(1);
  expect((await account.list()).count).toBe(1);
});

it('accounts made at once in several spellings are one account', async () => {
  const worker = new TestWorker();
  const spellings = ['Race@Example.com', ' race@example.com', 'RACE@EXAMPLE.COM '];
  const answers = await Promise.all(
    spellings.map((account) => worker.operator('POST /v1/accounts', { body: { account } })),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
});
