import { describe, expect, it } from 'vitest';
import type * as api from '../../../shared/api.ts';
import { expectFieldProblem, expectProblem } from '../support/expect-problem.ts';
import { giveBindings } from '../support/faulty-bindings.ts';
import { env, TestAccount, TestWorker } from '../support/test-worker.ts';

const HOOK = { url: 'https://hooks.example.com/T0/B0/key', form: 'slack', name: 'Mail desk' };
const SECRET = /^whsec_[A-Za-z0-9+/]{43}=$/;
const worker = new TestWorker();

async function add(account: TestAccount, body: object = HOOK): Promise<api.IssuedWebhook> {
  const answer = await account.call<api.IssuedWebhook>('POST', '/webhooks', { body });
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return answer.body;
}

const list = async (account: TestAccount) =>
  (await account.call<api.WebhookList>('GET', '/webhooks')).body.webhooks;

describe('POST …/webhooks', () => {
  it('answers the webhook with its secret, which is in no other answer', async () => {
    const account = await TestAccount.create(worker);
    const { secret, ...webhook } = await add(account);
    expect(secret).toMatch(SECRET);
    expect(webhook).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{16}$/),
      ...HOOK,
      kinds: ['leaked-password', 'refusals', 'entry-expiring'],
      createdAt: expect.any(String),
      createdBy: { tokenId: expect.any(String), name: 'manager of the test' },
      oldSecretUntil: null,
      stoppedAt: null,
      refused: null,
    });
    expect(await list(account)).toEqual([webhook]);
    for (const [method, rest] of [
      ['GET', '/webhooks'],
      ['GET', `/webhooks/${webhook.id}/deliveries`],
      ['POST', `/webhooks/${webhook.id}/test`],
      ['GET', '/history'],
      ['GET', '/alerts'],
    ] as const) {
      const { status, body } = await account.call<unknown>(method, rest);
      expect(status).toBe(200);
      expect(JSON.stringify(body)).not.toContain(secret);
    }
  });

  it.each([
    [{ ...HOOK, url: 'http://hooks.example.com/' }, 'invalid-value', '/url'],
    [{ ...HOOK, url: 'https://127.0.0.1/' }, 'invalid-value', '/url'],
    [{ ...HOOK, url: 'nonsense' }, 'invalid-value', '/url'],
    [{ ...HOOK, url: `https://hooks.example.com/${'x'.repeat(2_000)}` }, 'invalid-request', '/url'],
    [{ ...HOOK, form: 'teams' }, 'invalid-request', '/form'],
    [{ url: HOOK.url }, 'invalid-request', '/form'],
    [{ ...HOOK, name: 'x'.repeat(101) }, 'invalid-request', '/name'],
    [{ ...HOOK, secret: 'whsec_mine' }, 'invalid-request', '/secret'],
    [{ ...HOOK, kinds: [] }, 'invalid-request', '/kinds'],
    [{ ...HOOK, kinds: ['refusals', 'test'] }, 'invalid-request', '/kinds/1'],
  ] as const)('refuses %j, and nothing is added', async (body, code, pointer) => {
    const account = await TestAccount.create(worker);
    expectFieldProblem(await account.call('POST', '/webhooks', { body }), code, pointer);
    expect(await list(account)).toEqual([]);
  });

  it('keeps the kinds of alerts that are wanted, and tells them in the history', async () => {
    const account = await TestAccount.create(worker);
    const kinds = ['refusals', 'leaked-password'];
    expect((await add(account, { ...HOOK, kinds })).kinds).toEqual(kinds);
    expect((await list(account))[0]?.kinds).toEqual(kinds);
    const { body } = await account.call<api.HistoryPage>('GET', '/history?limit=1');
    expect(body.events[0]?.after).toMatchObject({ kinds: 'refusals, leaked-password' });
  });

  it('has room for ten an account', async () => {
    const account = await TestAccount.create(worker);
    for (let turn = 0; turn < 10; turn++) await add(account);
    const refused = expectProblem(
      await account.call('POST', '/webhooks', { body: HOOK }),
      'limit-reached',
    );
    expect(refused).toMatchObject({ limit: 10, room: 0 });
    const [first] = await list(account);
    expect((await account.call('DELETE', `/webhooks/${first?.id}`)).status).toBe(204);
    await add(account);
    expect(await list(account)).toHaveLength(10);
  });

  it('takes HTTP and loopback where the deployment allows any target', async () => {
    const account = await TestAccount.create(new TestWorker({ WEBHOOK_TARGETS: 'any' }));
    await add(account, { url: 'http://127.0.0.1:9/', form: 'text' });
  });
});

describe('one webhook', () => {
  it.each([
    ['DELETE', ''],
    ['POST', '/test'],
    ['POST', '/rotate'],
    ['GET', '/deliveries'],
  ])('%s …/{id}%s of one that is none, or another account’s, is refused', async (method, rest) => {
    const account = await TestAccount.create(worker);
    const theirs = await add(await TestAccount.create(worker));
    for (const id of ['0123456789abcdef', theirs.id]) {
      expectProblem(await account.call(method, `/webhooks/${id}${rest}`), 'webhook-unknown');
    }
  });

  it('that is rotated has another secret; the old one goes on for 24 hours', async () => {
    const account = await TestAccount.create(worker);
    const { id, secret } = await add(account);
    const before = Date.now();
    const { body } = await account.call<api.IssuedWebhook>('POST', `/webhooks/${id}/rotate`);
    expect(body.secret).toMatch(SECRET);
    expect(body.secret).not.toBe(secret);
    const until = Date.parse(body.oldSecretUntil ?? '');
    expect(until).toBeGreaterThanOrEqual(before + 86_400_000);
    expect(until).toBeLessThanOrEqual(Date.now() + 86_400_000);
  });

  it('is tested with one delivery, whose outcome is the answer and in the log', async () => {
    const account = await TestAccount.create(worker);
    const { id } = await add(account);
    const tested = await account.call<api.Delivery>('POST', `/webhooks/${id}/test`);
    expect(tested.body).toMatchObject({
      kind: 'test',
      state: 'delivered',
      attempts: 1,
      status: 204,
    });
    const log = await account.call<api.DeliveryList>('GET', `/webhooks/${id}/deliveries`);
    expect(log.body.deliveries).toEqual([tested.body]);
    expect((await account.call<api.AlertPage>('GET', '/alerts')).body.alerts).toEqual([]);
  });
});

describe('the history', () => {
  it('tells of webhooks that came, went and were rotated, with the host and no more of the URL', async () => {
    const account = await TestAccount.create(worker);
    const { id } = await add(account);
    await account.call('POST', `/webhooks/${id}/rotate`);
    await account.call('DELETE', `/webhooks/${id}`);
    const { revision } = await account.list();
    const { body } = await account.call<api.HistoryPage>('GET', '/history?limit=3');
    const described = {
      webhookId: id,
      name: 'Mail desk',
      form: 'slack',
      host: 'hooks.example.com',
    };
    expect(body.events).toMatchObject([
      { action: 'webhook-deleted', before: described, after: {}, revision },
      { action: 'webhook-rotated', after: described, revision },
      { action: 'webhook-added', before: {}, after: described, revision },
    ]);
    expect(JSON.stringify(body)).not.toContain('/T0/B0/key');
  });
});

describe('an account that is made again', () => {
  it('has no webhook of the one before', async () => {
    const account = await TestAccount.create(worker);
    await add(account);
    await worker.operator(`DELETE ${account.path()}`);
    await worker.operator('POST /v1/accounts', { body: { account: account.name } });
    const { body } = await worker.operator(`GET ${account.path('/webhooks')}`);
    expect(body).toEqual({ webhooks: [] });
  });
});

it('a webhook to where this deployment sends nothing any more shows as stopped, and why', async () => {
  const account = await TestAccount.create(worker);
  const stub = env.ACCOUNTS.getByName(account.name);
  await giveBindings(stub, { WEBHOOK_TARGETS: 'any' });
  const lenient = new TestWorker({ WEBHOOK_TARGETS: 'any' });
  const body = { url: 'https://mail.example.com:25/', form: 'text', name: 'old' };
  const call = { token: account.manager, body };
  const request = `POST ${account.path('/webhooks')}`;
  const added = await lenient.call<api.IssuedWebhook>(request, call);
  expect(added.body).toMatchObject({ stoppedAt: null, refused: null });
  await giveBindings(stub, { WEBHOOK_TARGETS: 'public' });
  const { webhooks } = (await account.call<api.WebhookList>('GET', '/webhooks')).body;
  expect(webhooks[0]).toMatchObject({
    stoppedAt: added.body.createdAt,
    refused: expect.stringContaining('443'),
  });
});
