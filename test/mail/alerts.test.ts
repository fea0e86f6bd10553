import { Webhook } from 'standardwebhooks';
import { expect, it, vi } from 'vitest';
import { describeMail } from './describe-mail.ts';
import { holdsPassword, WRONG_PASSWORD } from './passwords.ts';
import { LISTED, UNLISTED } from './smtp-client.ts';
import { type Received, WebhookReceiver } from './webhook-receiver.ts';

/** A refused delivery is tried again after five seconds. */
const RETRIED_WITHIN = { timeout: 20_000, interval: 50 };

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

function verified(secret: string, { headers, body }: Received): unknown {
  return new Webhook(secret).verify(body, headers as Record<string, string>);
}

function expectNoSecret(received: Received, secret: string): void {
  const sent = JSON.stringify(received);
  expect(holdsPassword(sent)).toBe(false);
  expect(sent).not.toContain(secret);
  expect(sent).not.toMatch(/sg[ar]_/);
}
