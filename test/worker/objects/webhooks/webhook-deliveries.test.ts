import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { Webhook } from 'standardwebhooks';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type * as api from '../../../../shared/api.ts';
import { openReplica } from '../../../../worker/replicas/replica-format.ts';
import { MailServer, OTHER } from '../../protocols/mail-server.ts';
import { publishThrough } from '../../support/faulty-bindings.ts';
import { leaveAsFirst } from '../../support/other-tables.ts';
import { answering, type Received, Receiver, silent, unreachable } from '../../support/receiver.ts';
import { env, type TestAccount } from '../../support/test-worker.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const HOOK = 'https://hooks.example.com/sendgate';

let receiver: Receiver;

beforeEach(() => {
  // The published library accepts a delivery only if its time is within five minutes of the real
  // one.
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
  receiver = new Receiver();
});
afterEach(() => {
  receiver.restore();
  vi.useRealTimers();
});

const pass = (milliseconds: number) => vi.setSystemTime(Date.now() + milliseconds);
const stubOf = (account: TestAccount) => env.ACCOUNTS.getByName(account.name);

async function ring(account: TestAccount, afterMs: number): Promise<void> {
  pass(afterMs);
  await runDurableObjectAlarm(stubOf(account));
}

/** Makes a mail server whose account has a webhook. */
async function hooked(body: object = { url: HOOK, form: 'standard' }) {
  const mail = await MailServer.create();
  const { account } = mail;
  const made = await account.call<api.IssuedWebhook>('POST', '/webhooks', { body });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  const { id, secret } = made.body;
  const deliveries = async () => {
    const answer = await account.call<api.DeliveryList>('GET', `/webhooks/${id}/deliveries`);
    expect(answer.status).toBe(200);
    return answer.body.deliveries;
  };
  const leak = (remote = OTHER) => mail.ask({ body: mail.login(remote) });
  return { mail, account, id, secret, deliveries, leak };
}

const settled = (
  deliveries: () => Promise<api.Delivery[]>,
  wanted: Partial<api.Delivery>,
  timeout = 5_000,
) => vi.waitFor(async () => expect((await deliveries())[0]).toMatchObject(wanted), { timeout });

function verified(secret: string, { body, headers }: Received): Record<string, unknown> {
  return new Webhook(secret).verify(body, headers) as Record<string, unknown>;
}

describe('a delivery', () => {
  it('goes out at once, signed as the published library wants it', async () => {
    const { account, secret, deliveries, leak } = await hooked();
    await leak();
    await settled(deliveries, { state: 'delivered', attempts: 1, status: 204, error: null });
    const [received, ...others] = receiver.take();
    expect(others).toEqual([]);
    expect(received?.url).toBe(HOOK);
    expect(received?.redirect).toBe('manual');
    if (!received) throw new Error('nothing was received');
    expect(verified(secret, received)).toEqual({
      type: 'alert.leaked_password',
      timestamp: expect.any(String),
      data: {
        account: account.name,
        id: received.headers['webhook-id'],
        kind: 'leaked-password',
        at: expect.any(String),
        login: null,
        address: OTHER,
        server: { tokenId: expect.any(String), name: 'mx' },
        entry: null,
        expiresAt: null,
        count: null,
        addresses: null,
        since: null,
      },
    });
    const tampered = { ...received, body: received.body.replace(OTHER, '192.0.2.1') };
    expect(() => verified(secret, tampered)).toThrow();
    const other = await hooked();
    expect(() => verified(other.secret, received)).toThrow();
  });

  it('carries neither a password nor a token, in body or headers', async () => {
    const { mail, secret, deliveries, leak } = await hooked();
    const body = { ...mail.login('192.0.2.77'), pwhash: 'a7', password: 'hunter2' };
    await mail.ask({ body });
    await leak();
    await settled(deliveries, { state: 'delivered' });
    const sent = JSON.stringify(receiver.take());
    for (const hidden of ['hunter2', 'pwhash', secret, mail.relay, mail.account.manager]) {
      expect(sent).not.toContain(hidden);
    }
    expect(sent).not.toMatch(/sg[ar]_/);
  });

  it('is of the kinds alone that the webhook wants', async () => {
    const kinds = ['entry-expiring'];
    const { account, deliveries, leak } = await hooked({ url: HOOK, form: 'text', kinds });
    const { body: other } = await account.call<api.IssuedWebhook>('POST', '/webhooks', {
      body: { url: `${HOOK}/all`, form: 'text' },
    });
    await leak();
    await vi.waitFor(() => expect(receiver.received.map(({ url }) => url)).toEqual([other.url]));
    expect(await deliveries()).toEqual([]);
    const expiring = { format: 'address', values: [OTHER], expiresInSeconds: 2 * 86_400 };
    await account.call('POST', '/allowlist/entries', { body: expiring });
    await ring(account, DAY);
    await settled(deliveries, { state: 'delivered', kind: 'entry-expiring' });
  });

  it('of a webhook that an earlier version added is of every kind', async () => {
    const { account, deliveries, leak } = await hooked();
    await leaveAsFirst(stubOf(account), { webhooks: 'kinds' });
    await leak();
    await settled(deliveries, { state: 'delivered', kind: 'leaked-password' });
    const { body } = await account.call<api.WebhookList>('GET', '/webhooks');
    expect(body.webhooks[0]?.kinds).toEqual(['leaked-password', 'refusals', 'entry-expiring']);
  });

  it('for Slack is a text in which nothing is a link or a mention', async () => {
    const { account, deliveries } = await hooked({ url: HOOK, form: 'slack' });
    const entry = { format: 'address', values: [OTHER], remark: '<!channel> & co' };
    const expiring = { ...entry, expiresInSeconds: 2 * 86_400 };
    await account.call('POST', '/allowlist/entries', { body: expiring });
    await ring(account, DAY);
    await settled(deliveries, { state: 'delivered', kind: 'entry-expiring' });
    const body = JSON.parse(receiver.take()[0]?.body ?? '');
    expect(Object.keys(body)).toEqual(['text']);
    expect(body.text).toContain(`${OTHER} (&lt;!channel&gt; &amp; co)`);
    expect(body.text).not.toContain('<');
  });

  it('for a mail gateway is a subject and a text', async () => {
    const { account, deliveries, leak } = await hooked({ url: HOOK, form: 'text' });
    await leak();
    await settled(deliveries, { state: 'delivered' });
    const body = JSON.parse(receiver.take()[0]?.body ?? '');
    expect(Object.keys(body)).toEqual(['subject', 'text']);
    expect(body.subject).toBe(`SMTP password of ${account.name} used from ${OTHER}`);
    expect(body.text).toContain('(asked by mx)');
  });
});

describe('a receiver that fails', () => {
  it.each([
    ['is down', unreachable, null, 'could not be reached'],
    ['answers 500', answering(500), 500, 'refused'],
    ['answers 404', answering(404), 404, 'refused'],
    ['redirects', answering(302), 302, 'it redirects, which is not followed'],
  ] as const)(
    'and %s is tried again with the same webhook-id, until it takes it',
    async (_, fault, status, error) => {
      const { account, secret, deliveries, leak } = await hooked();
      receiver.respond = fault;
      await leak();
      await settled(deliveries, { state: 'pending', attempts: 1, status, error });
      receiver.respond = answering(200);
      await ring(account, 5_000);
      await settled(deliveries, {
        state: 'delivered',
        attempts: 2,
        status: 200,
        nextAttemptAt: null,
      });
      const received = receiver.take();
      expect(received).toHaveLength(2);
      expect(new Set(received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
      for (const one of received) verified(secret, one);
      await ring(account, HOUR);
      expect(await deliveries()).toMatchObject([{ state: 'delivered', attempts: 2 }]);
      expect(receiver.take()).toEqual([]);
    },
  );

  it('and is silent is given up after ten seconds, and holds up no other', async () => {
    const { account, id, deliveries, leak } = await hooked();
    const body = { url: 'https://other.example.com/', form: 'standard' };
    const other = await account.call<api.IssuedWebhook>('POST', '/webhooks', { body });
    receiver.respond = (attempt, signal) =>
      attempt.url === HOOK ? silent(attempt, signal) : new Response(null, { status: 200 });
    await leak();
    const logOf = (webhook: string) => stubOf(account).readDeliveries(webhook);
    await vi.waitFor(async () =>
      expect(await logOf(other.body.id)).toMatchObject({ value: [{ state: 'delivered' }] }),
    );
    expect(await logOf(id)).toMatchObject({ value: [{ state: 'pending', error: null }] });
    const wanted = { state: 'pending', status: null, error: 'no answer in 10 s' } as const;
    await settled(deliveries, wanted, 15_000);
  }, 20_000);

  it('for a day gets no more of this alert; the next one is tried anew', async () => {
    const { account, deliveries, leak } = await hooked();
    receiver.respond = unreachable;
    await leak();
    await settled(deliveries, { state: 'pending', attempts: 1 });
    const began = Date.now();
    let last = 0;
    while ((await deliveries())[0]?.state === 'pending') {
      const { nextAttemptAt, attempts } = (await deliveries())[0] ?? {};
      expect(Date.parse(nextAttemptAt ?? '')).toBeGreaterThan(Date.now());
      last = attempts ?? 0;
      await ring(account, Date.parse(nextAttemptAt ?? '') - Date.now());
      await vi.waitFor(async () => expect((await deliveries())[0]?.attempts).toBe(last + 1));
    }
    expect(Date.now() - began).toBeGreaterThan(DAY - 2 * HOUR);
    expect(Date.now() - began).toBeLessThanOrEqual(DAY);
    expect(last).toBeGreaterThan(10);
    expect(last).toBeLessThan(25);
    expect(await deliveries()).toMatchObject([{ state: 'failed', nextAttemptAt: null }]);
    receiver.respond = answering(204);
    await leak('192.0.2.77');
    await settled(deliveries, { state: 'delivered' });
  });

  it('and says 410 gets no more, until a test reaches it', async () => {
    const { account, id, deliveries, leak } = await hooked();
    receiver.respond = answering(410);
    await leak();
    await settled(deliveries, { state: 'failed', status: 410 });
    const read = async () =>
      (await account.call<api.WebhookList>('GET', '/webhooks')).body.webhooks[0];
    expect((await read())?.stoppedAt).not.toBeNull();
    receiver.take();
    receiver.respond = answering(204);
    await leak('192.0.2.77');
    await ring(account, HOUR);
    expect(await deliveries()).toMatchObject([{ state: 'failed', attempts: 1 }]);
    expect(receiver.take()).toEqual([]);
    const tested = await account.call<api.Delivery>('POST', `/webhooks/${id}/test`);
    expect(tested.body).toMatchObject({ kind: 'test', state: 'delivered', status: 204 });
    expect((await read())?.stoppedAt).toBeNull();
    await leak('192.0.2.78');
    await settled(deliveries, { kind: 'leaked-password', state: 'delivered' });
  });
});

describe('many alerts', () => {
  /** Limits the object's connections as the platform does: a seventh one waits. */
  class Connections {
    readonly #account: string;
    readonly deliveries: string[] = [];
    most = 0;
    #open = 0;
    #delivering = 0;

    constructor(account: string) {
      this.#account = account;
    }

    async connect<Answer>(call: () => Promise<Answer>): Promise<Answer> {
      await vi.waitUntil(() => this.#open < 6, { interval: 1, timeout: 30_000 });
      this.#open++;
      try {
        return await call();
      } finally {
        this.#open--;
      }
    }

    /** Plays a receiver: takes a delivery, and answers when it may. */
    async receive(url: string, mayAnswer: () => boolean): Promise<Response> {
      // Alarms of other accounts still deliver in the meantime.
      if (!url.includes(this.#account)) return new Response(null, { status: 204 });
      return this.connect(async () => {
        this.deliveries.push(url);
        this.most = Math.max(this.most, ++this.#delivering);
        await vi.waitUntil(mayAnswer, { interval: 1, timeout: 30_000 });
        this.#delivering--;
        return new Response(null, { status: 204 });
      });
    }
  }

  /** Makes an account with so many webhooks, and counts the connections of its object. */
  async function counted(webhooks: number) {
    const { account, id, leak } = await hooked();
    expect((await account.call('DELETE', `/webhooks/${id}`)).status).toBe(204);
    const connections = new Connections(account.name);
    const urls = Array.from({ length: webhooks }, (_, index) => `${HOOK}/${account.name}/${index}`);
    for (const url of urls) {
      const body = { url, form: 'text' };
      expect((await account.call('POST', '/webhooks', { body })).status).toBe(201);
    }
    await publishThrough(account.name, (put) => connections.connect(put));
    return { account, leak, urls, connections };
  }

  const published = async (account: TestAccount) => {
    const bytes = await env.REPLICA.get(stubOf(account).id.toString(), 'arrayBuffer');
    return bytes === null ? undefined : openReplica(bytes)?.revision;
  };

  it('for many webhooks go four at a time, and publishing waits for none of them', async () => {
    const { account, leak, urls, connections } = await counted(9);
    let released = false;
    receiver.respond = ({ url }) => connections.receive(url, () => released);
    for (let last = 1; last <= 8; last++) await leak(`192.0.2.${last}`);
    await vi.waitFor(() => expect(connections.deliveries).toHaveLength(4));
    await ring(account, 2_000);
    pass(2_000);
    const { revision } = await account.add('198.51.100.99');
    await vi.waitFor(async () => expect(await published(account)).toBe(revision));
    expect(connections.most).toBe(4);
    released = true;
    await vi.waitFor(async () => {
      await ring(account, 1_000);
      expect(connections.deliveries).toHaveLength(8 * urls.length);
    }, 20_000);
    expect(connections.most).toBe(4);
    const { webhooks } = (await account.call<api.WebhookList>('GET', '/webhooks')).body;
    for (const { id } of webhooks) {
      const { body } = await account.call<api.DeliveryList>('GET', `/webhooks/${id}/deliveries`);
      expect(body.deliveries.map(({ state, attempts }) => [state, attempts])).toEqual(
        Array(8).fill(['delivered', 1]),
      );
    }
  });

  it('for a webhook that is slow hold up no other', async () => {
    const { leak, urls, connections } = await counted(2);
    const [slow, quick] = urls;
    let released = false;
    receiver.respond = ({ url }) => connections.receive(url, () => released || url === quick);
    for (let last = 1; last <= 5; last++) await leak(`192.0.2.${last}`);
    const sentTo = (wanted: string | undefined) =>
      connections.deliveries.filter((url) => url === wanted).length;
    await vi.waitFor(() => expect(sentTo(quick)).toBe(5));
    expect(sentTo(slow)).toBe(2);
    released = true;
    await vi.waitFor(() => expect(sentTo(slow)).toBe(5));
  });

  it('that wait for a slow receiver do not ring the alarm without end', async () => {
    const { account, leak, connections } = await counted(1);
    let released = false;
    receiver.respond = ({ url }) => connections.receive(url, () => released);
    for (let last = 1; last <= 6; last++) await leak(`192.0.2.${last}`);
    await ring(account, 1_000);
    await vi.waitFor(() => expect(connections.most).toBe(2));
    const alarm = await runInDurableObject(stubOf(account), (_object, state) =>
      state.storage.getAlarm(),
    );
    expect(alarm).toBeGreaterThanOrEqual(Date.now() + 1_000);
    released = true;
    await vi.waitFor(() => expect(connections.deliveries).toHaveLength(6), 5_000);
  });

  it('leave room for a test of a webhook, which waits for its turn', async () => {
    const { account, leak, urls, connections } = await counted(3);
    let released = false;
    receiver.respond = ({ url }) => connections.receive(url, () => released);
    for (let last = 1; last <= 4; last++) await leak(`192.0.2.${last}`);
    await vi.waitFor(() => expect(connections.deliveries).toHaveLength(4));
    const { webhooks } = (await account.call<api.WebhookList>('GET', '/webhooks')).body;
    const tested = stubOf(account).testWebhook(webhooks[0]?.id ?? '');
    released = true;
    expect(await tested).toMatchObject({ ok: true, value: { state: 'delivered', attempts: 1 } });
    await vi.waitFor(() => expect(connections.deliveries).toHaveLength(4 * urls.length + 1));
    expect(connections.most).toBe(4);
  });
});

describe('an alert', () => {
  it('survives the end of the object before its delivery, and is delivered once', async () => {
    const { account, deliveries, leak } = await hooked();
    receiver.respond = unreachable;
    await leak();
    await settled(deliveries, { state: 'pending', attempts: 1 });
    await evictDurableObject(stubOf(account));
    receiver.take();
    receiver.respond = answering(204);
    await ring(account, 5_000);
    await settled(deliveries, { state: 'delivered', attempts: 2 });
    await evictDurableObject(stubOf(account));
    await ring(account, DAY);
    expect(await deliveries()).toMatchObject([{ state: 'delivered', attempts: 2 }]);
    expect(receiver.take()).toHaveLength(1);
  });

  it('reaches every webhook, and none that was deleted', async () => {
    const { account, id, leak } = await hooked();
    const body = { url: 'https://other.example.com/', form: 'slack' };
    await account.call('POST', '/webhooks', { body });
    await leak();
    await vi.waitFor(() => expect(receiver.received).toHaveLength(2));
    receiver.respond = unreachable;
    await leak('192.0.2.77');
    await vi.waitFor(() => expect(receiver.received).toHaveLength(4));
    expect((await account.call('DELETE', `/webhooks/${id}`)).status).toBe(204);
    receiver.take();
    receiver.respond = answering(204);
    await ring(account, 5_000);
    await vi.waitFor(() => expect(receiver.received).toHaveLength(1));
    expect(receiver.take().map(({ url }) => url)).toEqual(['https://other.example.com/']);
  });

  it('is not sent to a URL that the deployment no longer allows', async () => {
    const { account, deliveries, leak, id } = await hooked();
    await runInDurableObject(stubOf(account), (_object, state) => {
      const query = 'UPDATE webhooks SET url = ? WHERE id = ?';
      state.storage.sql.exec(query, 'http://127.0.0.1:8787/v1/accounts', id);
    });
    await leak();
    await settled(deliveries, { state: 'pending', error: 'its URL is not allowed here' });
    expect(receiver.take()).toEqual([]);
  });

  it('that waits for a slow receiver holds up no publishing', async () => {
    const { account, leak } = await hooked();
    let released = false;
    receiver.respond = async () => {
      await vi.waitUntil(() => released, { interval: 1, timeout: 5_000 });
      return new Response(null, { status: 204 });
    };
    await leak();
    await vi.waitFor(() => expect(receiver.received).toHaveLength(1));
    await account.add('192.0.2.1');
    await ring(account, 6_000);
    const key = env.ACCOUNTS.idFromName(account.name).toString();
    const bytes = await env.REPLICA.get(key, 'arrayBuffer');
    expect(bytes && openReplica(bytes)?.revision).toBe((await account.list()).revision);
    released = true;
  });

  it('is answered for before it is delivered: a check waits for no receiver', async () => {
    const { deliveries, leak } = await hooked();
    let released = false;
    receiver.respond = async () => {
      await vi.waitUntil(() => released, { interval: 1, timeout: 5_000 });
      return new Response(null, { status: 204 });
    };
    expect(await leak()).toMatchObject({ status: -1 });
    expect((await deliveries())[0]).toMatchObject({ state: 'pending' });
    await vi.waitFor(() => expect(receiver.received).toHaveLength(1));
    released = true;
    await settled(deliveries, { state: 'delivered' });
  });
});

describe('a new secret', () => {
  it('signs beside the old one for 24 hours, then alone', async () => {
    const { account, id, secret, deliveries, leak } = await hooked();
    const rotated = await account.call<api.IssuedWebhook>('POST', `/webhooks/${id}/rotate`);
    expect(rotated.status).toBe(200);
    expect(rotated.body.secret).not.toBe(secret);
    await leak();
    await settled(deliveries, { state: 'delivered' });
    const [both] = receiver.take();
    if (!both) throw new Error('nothing was received');
    verified(secret, both);
    verified(rotated.body.secret, both);
    expect(both.headers['webhook-signature']?.split(' ')).toHaveLength(2);
    pass(DAY);
    await leak('192.0.2.77');
    await settled(deliveries, {
      state: 'delivered',
      alertId: expect.not.stringMatching(both.headers['webhook-id'] ?? ''),
    });
    const [alone] = receiver.take();
    expect(alone?.headers['webhook-signature']?.split(' ')).toHaveLength(1);
  });
});

describe('the log of deliveries', () => {
  it('has the newest hundred', async () => {
    const { account, id, deliveries } = await hooked();
    for (let turn = 0; turn < 103; turn++) await stubOf(account).testWebhook(id);
    const log = await deliveries();
    expect(log).toHaveLength(100);
    expect(log.map((one) => Number(one.id))).toEqual(
      Array.from({ length: 100 }, (_, index) => 103 - index),
    );
  });
});
