import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { ASKERS, type Column } from './columns.ts';
import { describeMail } from './describe-mail.ts';
import { describeServers } from './describe-servers.ts';
import type { MailServer } from './mail-server.ts';
import { holdsPassword, PASSWORD, WRONG_PASSWORD } from './passwords.ts';
import { type Attempt, LISTED, sendMail, UNLISTED } from './smtp-client.ts';
import { openDialogue } from './smtp-dialogue.ts';
import { SmtpSession } from './smtp-session.ts';
import { type Surroundings, startSurroundings } from './surroundings.ts';
import { type Received, WebhookReceiver } from './webhook-receiver.ts';

/** A refused delivery is tried again after five seconds. */
const RETRIED_WITHIN = { timeout: 20_000, interval: 50 };
/** A leak is reported at once, so this is enough even when many programs share the machine. */
const RAISED_WITHIN = { timeout: 10_000, interval: 50 };

describeMail('a refusal after the right password', (mail) => {
  it('raises one alert, delivered and signed, even to a receiver that was down', async () => {
    const login = 'leaked@example.test';
    const { api } = mail();
    await using receiver = await WebhookReceiver.create();
    await api.createAccount(login);
    await api.addEntry(login, LISTED);
    const { id, secret } = await api.addWebhook(login, receiver.url);

    expect(await mail().send({ from: LISTED, login })).toMatchObject({ code: 250 });
    const wrong = { from: UNLISTED, login, password: WRONG_PASSWORD };
    expect(await mail().send(wrong)).toMatchObject({ code: 535 });
    expect(await api.readAlerts(login)).toEqual([]);

    for (let attempt = 0; attempt < 3; attempt++) {
      expect(await mail().send({ from: UNLISTED, login })).toMatchObject({ code: 535 });
    }
    const alerts = await vi.waitFor(async () => {
      const raised = await api.readAlerts(login);
      expect(raised).toHaveLength(1);
      return raised;
    });
    const server = { name: 'mail test' };
    expect(alerts).toMatchObject([{ kind: 'leaked-password', address: UNLISTED, server }]);
    await vi.waitFor(async () => {
      const [delivery] = await api.readDeliveries(login, id);
      expect(delivery).toMatchObject({ state: 'pending', error: 'could not be reached' });
    });

    await receiver.resume();
    await vi.waitFor(async () => {
      expect(await api.readDeliveries(login, id)).toMatchObject([{ state: 'delivered' }]);
    }, RETRIED_WITHIN);
    const [received, ...others] = receiver.received;
    expect(others).toEqual([]);
    if (!received) throw new Error('nothing was received');
    expect(verified(secret, received)).toMatchObject({
      type: 'alert.leaked_password',
      data: { account: login, id: alerts[0]?.id, address: UNLISTED, server },
    });
    expect(received.headers['webhook-id']).toBe(alerts[0]?.id);
    expectNoSecret(received, secret);
  });
});

for (const column of ASKERS)
  if (column.asksAt === '/v1/check')
    describeServers(`a refusal by ${column.name}`, column.obstacle, () => testAsker(column));

/**
 * Tests a server that asks after a login has succeeded, and says whether the login has shown a
 * password.
 */
function testAsker({ start, refused, takesCertificates }: Column): void {
  let surroundings: Surroundings;
  let server: MailServer;

  beforeAll(async () => {
    surroundings = await startSurroundings();
    server = await start(surroundings.setUp('server'));
  }, 60_000);
  afterAll(async () => {
    await server?.[Symbol.asyncDispose]();
    await surroundings?.[Symbol.asyncDispose]();
  }, 60_000);

  async function accountWithList(login: string): Promise<string> {
    await surroundings.api.createAccount(login);
    await surroundings.api.addEntry(login, LISTED);
    return login;
  }

  async function codeOf(attempt: Pick<Attempt, 'from' | 'login'> & Partial<Attempt>) {
    const { code } = await sendMail(server.port, surroundings.ca, {
      password: PASSWORD,
      ...attempt,
    });
    return code;
  }

  it('after the right password raises one alert', async () => {
    const login = await accountWithList('leaked@example.test');
    const { api } = surroundings;
    expect(await codeOf({ from: LISTED, login })).toBe(250);
    expect(await codeOf({ from: UNLISTED, login, password: WRONG_PASSWORD })).toBe(535);
    expect(await api.readAlerts(login)).toEqual([]);
    for (let attempt = 0; attempt < 3; attempt++)
      expect(await codeOf({ from: UNLISTED, login })).toBe(refused);
    const alerts = await vi.waitFor(async () => {
      const raised = await api.readAlerts(login);
      expect(raised).not.toEqual([]);
      return raised;
    }, RAISED_WITHIN);
    const server = { name: 'mail test' };
    expect(alerts).toMatchObject([{ kind: 'leaked-password', address: UNLISTED, server }]);
  });

  if (!takesCertificates) return;
  it('after a certificate raises none', async () => {
    const login = await accountWithList('certified@example.test');
    const { api, ca } = surroundings;
    const caller = { port: server.port, ca, from: UNLISTED };
    using session = new SmtpSession(await openDialogue(caller));
    await session.logInByCertificate(login);
    expect(await session.say(`MAIL FROM:<${login}>`)).toBe(false);
    // The later login raises an alert. The alerts of before would have come with it, so there were
    // none.
    const later = '127.0.0.4';
    expect(await codeOf({ from: later, login })).toBe(refused);
    await vi.waitFor(
      async () => expect(await api.readAlerts(login)).not.toEqual([]),
      RAISED_WITHIN,
    );
    expect(await api.readAlerts(login)).toMatchObject([{ address: later }]);
  });
}

function verified(secret: string, { headers, body }: Received): unknown {
  return new Webhook(secret).verify(body, headers as Record<string, string>);
}

function expectNoSecret(received: Received, secret: string): void {
  const sent = JSON.stringify(received);
  expect(holdsPassword(sent)).toBe(false);
  expect(sent).not.toContain(secret);
  expect(sent).not.toMatch(/sg[ar]_/);
}
