/** R20: a shared list tells its own admins that an entry is about to expire. The accounts that include it do not. */
import { evictDurableObject, runDurableObjectAlarm } from 'cloudflare:test';
import { Webhook } from 'standardwebhooks';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type * as api from '../../../shared/api.ts';
import { expectFieldProblem, expectProblem } from '../support/expect-problem.ts';
import { passTime } from '../support/pass-time.ts';
import { type Received, Receiver } from '../support/receiver.ts';
import { TestList } from '../support/test-list.ts';
import { env, TestAccount, TestWorker } from '../support/test-worker.ts';

const DAY = 86_400_000;
const HOOK = { url: 'https://hooks.example.com/sendgate', form: 'standard', name: 'Site desk' };
const worker = new TestWorker();
let receiver: Receiver;

beforeEach(() => {
  // The published library accepts a delivery only if its time is within five minutes of the real one.
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
  receiver = new Receiver();
});
afterEach(() => {
  receiver.restore();
  vi.useRealTimers();
});

/** Adds an entry that lasts so many days, and returns its id. */
async function addFor(holder: TestList | TestAccount, value: string, days: number) {
  const body = {
    format: 'address',
    values: [value],
    remark: 'Lease',
    expiresInSeconds: days * 86_400,
  };
  const added = await holder.call('POST', '/allowlist/entries', { body });
  expect(added.status, JSON.stringify(added.body)).toBe(201);
  return added.body.added[0]?.id ?? '';
}

async function hook(list: TestList, body: object = HOOK): Promise<api.IssuedWebhook> {
  const added = await list.call<api.IssuedWebhook>('POST', '/webhooks', { body });
  expect(added.status, JSON.stringify(added.body)).toBe(201);
  return added.body;
}

async function alertsOf(holder: TestList | TestAccount): Promise<api.Alert[]> {
  const read = await holder.call<api.AlertPage>('GET', '/alerts');
  expect(read.status, JSON.stringify(read.body)).toBe(200);
  return read.body.alerts;
}

/** Lets the time pass, and rings the alarm of the list as often as it is due. */
const pass = (list: TestList, milliseconds: number) => passTime(list.stub, milliseconds);

const delivered = (count: number) =>
  vi.waitFor(() => expect(receiver.received).toHaveLength(count), { timeout: 5_000 });

function verified(secret: string, { body, headers }: Received): unknown {
  return new Webhook(secret).verify(body, headers);
}

describe('an entry of a shared list that expires', () => {
  it('is told of once, by the list, though three accounts include it', async () => {
    const list = await TestList.create(worker);
    await hook(list);
    const accounts: TestAccount[] = [];
    for (const _account of [1, 2, 3]) {
      const account = await TestAccount.create(worker);
      await account.call('POST', '/webhooks', { body: { ...HOOK, url: `${HOOK.url}/account` } });
      const attached = await worker.operator(`PUT ${account.path(`/lists/${list.name}`)}`);
      expect(attached.status).toBe(200);
      accounts.push(account);
    }
    const id = await addFor(list, '203.0.113.7', 3);
    const expiresAt = new Date(Date.now() + 3 * DAY).toISOString();
    await pass(list, 2 * DAY - 1);
    expect(await alertsOf(list)).toEqual([]);
    await pass(list, 1);
    for (const account of accounts) await passTime(env.ACCOUNTS.getByName(account.name), DAY / 2);
    await pass(list, 2 * DAY);
    expect(await alertsOf(list)).toEqual([
      {
        ...{ id: expect.stringMatching(/^[0-9a-f]{32}$/), kind: 'entry-expiring' },
        ...{
          at: expect.any(String),
          login: null,
          address: null,
          server: null,
          expiresAt,
          count: 1,
        },
        ...{ entry: { id, value: '203.0.113.7', remark: 'Lease' }, addresses: null, since: null },
      },
    ]);
    for (const account of accounts) expect(await alertsOf(account)).toEqual([]);
    expect(receiver.received.map(({ url }) => url)).toEqual([HOOK.url]);
  });

  it('reaches the webhook signed, and names the list', async () => {
    const list = await TestList.create(worker);
    const { secret } = await hook(list);
    const id = await addFor(list, '203.0.113.7', 2);
    await pass(list, DAY);
    await delivered(1);
    const [received] = receiver.take();
    if (!received) throw new Error('nothing was received');
    const { data, type } = verified(secret, received) as { data: object; type: string };
    expect(type).toBe('alert.entry_expiring');
    expect(data).toMatchObject({
      ...{ list: list.name, id: received.headers['webhook-id'], kind: 'entry-expiring', count: 1 },
      entry: { id, value: '203.0.113.7', remark: 'Lease' },
    });
    expect(data).not.toHaveProperty('account');
    const tampered = { ...received, body: received.body.replace(list.name, 'another') };
    expect(() => verified(secret, tampered)).toThrow();
  });

  it.each(['slack', 'text'])('is told in words to a webhook of the form %s', async (form) => {
    const list = await TestList.create(worker);
    await hook(list, { ...HOOK, form });
    await addFor(list, '203.0.113.7', 2);
    await pass(list, DAY);
    await delivered(1);
    const [{ body } = { body: '' }] = receiver.take();
    expect(body).toContain(`Shared list ${list.name}: 203.0.113.7 expires`);
    expect(body).toContain(`203.0.113.7 (Lease) on the shared list ${list.name} will expire at`);
    expect(body).not.toContain('\\u0000');
  });

  it('is told of by an object that has ended in between', async () => {
    const list = await TestList.create(worker);
    await hook(list);
    await addFor(list, '203.0.113.7', 2);
    await evictDurableObject(list.stub);
    vi.setSystemTime(Date.now() + DAY);
    await runDurableObjectAlarm(list.stub);
    await delivered(1);
    expect(await alertsOf(list)).toMatchObject([{ kind: 'entry-expiring' }]);
  });

  it('is told of again if its expiry is changed, and not if it is deleted', async () => {
    const list = await TestList.create(worker);
    const kept = await addFor(list, '203.0.113.7', 2);
    const deleted = await addFor(list, '203.0.113.8', 3);
    await pass(list, DAY);
    expect(await alertsOf(list)).toHaveLength(1);
    const expiresAt = new Date(Date.now() + 5 * DAY).toISOString();
    await list.call('PATCH', `/allowlist/entries/${kept}`, { body: { expiresAt } });
    await list.call('DELETE', `/allowlist/entries/${deleted}`);
    await pass(list, 4 * DAY);
    expect((await alertsOf(list)).map(({ entry }) => entry?.id)).toEqual([kept, kept]);
  });

  it('is no business of the account that includes the list, which goes on with its own', async () => {
    const list = await TestList.create(worker);
    const account = await TestAccount.create(worker);
    await account.add('192.0.2.1');
    await worker.operator(`PUT ${account.path(`/lists/${list.name}`)}`);
    await addFor(list, '203.0.113.7', 2);
    await addFor(account, '203.0.113.8', 2);
    await passTime(env.ACCOUNTS.getByName(account.name), DAY);
    expect((await alertsOf(account)).map(({ entry }) => entry?.value)).toEqual(['203.0.113.8']);
  });
});

describe('a webhook of a shared list', () => {
  it('gets the one kind that a list has, which it may name', async () => {
    const list = await TestList.create(worker);
    const { secret, ...webhook } = await hook(list);
    expect(webhook).toMatchObject({ ...HOOK, kinds: ['entry-expiring'], stoppedAt: null });
    const named = await hook(list, { ...HOOK, kinds: ['entry-expiring'] });
    expect(named.kinds).toEqual(['entry-expiring']);
    const read = await list.call<api.WebhookList>('GET', '/webhooks');
    expect(read.body.webhooks.map(({ kinds }) => kinds)).toEqual([webhook.kinds, named.kinds]);
    expect(JSON.stringify(read.body)).not.toContain(secret);
  });

  it.each([
    [['leaked-password'], '/kinds/0', 'invalid-value'],
    [['entry-expiring', 'refusals'], '/kinds/1', 'invalid-value'],
    [['test'], '/kinds/0', 'invalid-request'],
    [[], '/kinds', 'invalid-request'],
  ] as const)('refuses the kinds %j, and nothing is added', async (kinds, pointer, code) => {
    const list = await TestList.create(worker);
    const refused = await list.call('POST', '/webhooks', { body: { ...HOOK, kinds } });
    const problem = expectFieldProblem(refused, code, pointer);
    if (code === 'invalid-value')
      expect(problem.detail).toContain('Its kinds are: entry-expiring.');
    expect((await list.call('GET', '/webhooks')).body).toEqual({ webhooks: [] });
  });

  it('is tested, rotated and deleted, and its history says so', async () => {
    const list = await TestList.create(worker);
    const { id, secret } = await hook(list, { ...HOOK, form: 'text' });
    const tested = await list.call<api.Delivery>('POST', `/webhooks/${id}/test`);
    expect(tested.body).toMatchObject({ kind: 'test', state: 'delivered', status: 204 });
    expect(receiver.take()[0]?.body).toContain(`alerts about the shared list ${list.name} will`);
    const log = await list.call<api.DeliveryList>('GET', `/webhooks/${id}/deliveries`);
    expect(log.body.deliveries).toEqual([tested.body]);
    const rotated = await list.call<api.IssuedWebhook>('POST', `/webhooks/${id}/rotate`);
    expect(rotated.body.secret).not.toBe(secret);
    expect((await list.call('DELETE', `/webhooks/${id}`)).status).toBe(204);
    const gone = expectProblem(await list.call('DELETE', `/webhooks/${id}`), 'webhook-unknown');
    expect(gone.detail).toBe(`The shared list has no webhook with the id ${id}.`);
    const { body } = await list.call<api.HistoryPage>('GET', '/history?limit=3');
    expect(body.events.map(({ action }) => action)).toEqual([
      'webhook-deleted',
      'webhook-rotated',
      'webhook-added',
    ]);
  });

  it('has room for ten', async () => {
    const list = await TestList.create(worker);
    for (let turn = 0; turn < 10; turn++) await hook(list);
    const full = expectProblem(
      await list.call('POST', '/webhooks', { body: HOOK }),
      'limit-reached',
    );
    expect(full).toMatchObject({ limit: 10, room: 0 });
    expect(full.detail).toContain('A shared list has at most 10 webhooks');
  });

  it('is stopped with the leaked token that added it', async () => {
    const list = await TestList.create(worker);
    const token = await list.token('manager');
    const added = await list.call<api.IssuedWebhook>('POST', '/webhooks', { token, body: HOOK });
    const { tokenId } = added.body.createdBy;
    const revoked = await list.call<api.Revoked>('DELETE', `/tokens/${tokenId}?issued=true`);
    expect(revoked.body.stopped).toMatchObject([{ id: added.body.id }]);
  });
});

describe('alerts and webhooks of a shared list', () => {
  it('are for the operator and its own tokens; a viewer reads the alerts alone', async () => {
    const list = await TestList.create(worker);
    const other = await TestList.create(worker);
    const account = await TestAccount.create(worker);
    const viewer = await list.token('viewer');
    for (const path of ['/alerts', '/webhooks'])
      expect((await worker.operator(`GET ${list.path(path)}`)).status).toBe(200);
    expect((await list.call('GET', '/alerts', { token: viewer })).status).toBe(200);
    expectProblem(await list.call('GET', '/webhooks', { token: viewer }), 'forbidden');
    expectProblem(await list.call('POST', '/webhooks', { token: viewer, body: HOOK }), 'forbidden');
    for (const token of [other.manager, account.manager])
      for (const path of ['/alerts', '/webhooks'])
        expectProblem(await list.call('GET', path, { token }), 'forbidden');
    expectProblem(await account.call('GET', '/alerts', { token: list.manager }), 'forbidden');
  });

  it.each(['/alerts', '/webhooks'])('are unknown of a list that is none: %s', async (path) => {
    expectProblem(await worker.operator(`GET /v1/lists/never-made${path}`), 'list-unknown');
  });

  it('are deleted with the list, and one made again has none', async () => {
    const list = await TestList.create(worker);
    await hook(list);
    await addFor(list, '203.0.113.7', 2);
    await addFor(list, '203.0.113.8', 3);
    await pass(list, DAY);
    await delivered(1);
    expect((await worker.operator(`DELETE ${list.path()}`)).status).toBe(204);
    for (const path of ['/alerts', '/webhooks'])
      expectProblem(await worker.operator(`GET ${list.path(path)}`), 'list-unknown');
    const again = await worker.operator('POST /v1/lists', { body: { list: list.name } });
    expect(again.status).toBe(201);
    await pass(list, 3 * DAY);
    const alerts = await worker.operator(`GET ${list.path('/alerts')}`);
    expect(alerts.body).toEqual({ alerts: [], cursor: null });
    expect((await worker.operator(`GET ${list.path('/webhooks')}`)).body).toEqual({ webhooks: [] });
    expect(receiver.received).toHaveLength(1);
  });
});
