/** Webhooks in the panel, with a receiver on this machine that checks what it gets. */
import { Webhook } from 'standardwebhooks';
import { expect, it } from 'vitest';
import { WebhookReceiver } from '../mail/webhook-receiver.ts';
import { HOME } from './support/endpoint-front.ts';
import { describeExtension } from './support/extension-scene.ts';
import { button, choose, sees } from './support/on-page.ts';

const STRANGER = '198.51.100.66';

describeExtension('Webhooks in the panel', (scene) => {
  const openWebhooks = async () => {
    const { account } = await scene().connect();
    await scene().operator.add(account, { format: 'address', values: [HOME] });
    const panel = await scene().chromium.openPage('sidepanel');
    await panel.getByRole('tab', { name: /^Alerts/ }).click();
    await button(panel, 'Webhooks').click();
    await panel.getByLabel('URL').waitFor();
    return { account, panel };
  };

  it('are added, tested, and get the alerts, signed; the log tells what came of each', async () => {
    await using receiver = await WebhookReceiver.create();
    const { account, panel } = await openWebhooks();
    await panel.getByLabel('URL').fill(receiver.url);
    await panel.getByLabel('Name').fill('On call');
    await button(panel, 'Add the webhook').click();
    const secret = await panel.getByLabel('Secret, shown once').inputValue();
    expect(secret).toMatch(/^whsec_/);
    await button(panel, 'I have kept it').click();

    await button(panel, 'Send a test to On call').click();
    await sees(panel, /The test was not delivered.*could not be reached/);
    await receiver.resume();
    await button(panel, 'Send a test to On call').click();
    await sees(panel, /The test was delivered.*answered 204/);
    await scene().operator.verdictAfterPassword(account, STRANGER);
    await expect.poll(() => receiver.received).toHaveLength(2);
    const verified = receiver.received.map(({ body, headers }) =>
      new Webhook(secret).verify(body, headers as Record<string, string>),
    );
    expect(verified).toMatchObject([
      { type: 'alert.test' },
      { type: 'alert.leaked_password', data: { account, address: STRANGER } },
    ]);
    await button(panel, 'Deliveries').click();
    const log = panel.getByRole('list', { name: 'Deliveries' }).getByRole('listitem');
    await expect
      .poll(() => log.allTextContents())
      .toEqual([
        expect.stringMatching(/delivered.*Leaked passwords.*1 attempt · answered 204/),
        expect.stringMatching(/delivered.*Test/),
        expect.stringMatching(/given up.*Test.*could not be reached/),
      ]);
  });

  it('are of a form and of some kinds, get a new secret, and are deleted', async () => {
    const { account, panel } = await openWebhooks();
    await panel.getByLabel('URL').fill('https://hooks.example.com/T0/B0/key');
    await choose(panel, 'Slack');
    for (const kind of ['Refused logins, once a day', 'Entries about to expire']) {
      await panel.getByLabel(kind).uncheck();
    }
    await button(panel, 'Add the webhook').click();
    const first = await panel.getByLabel('Secret, shown once').inputValue();
    await button(panel, 'I have kept it').click();
    await sees(panel, 'Slack · Leaked passwords');
    await button(panel, 'New secret…').click();
    await panel.getByRole('dialog').getByRole('button', { name: 'Make a new secret' }).click();
    expect(await panel.getByLabel('Secret, shown once').inputValue()).not.toBe(first);
    await button(panel, 'I have kept it').click();
    // Looks into the row: the dialog that was just answered had the same sentence.
    const row = panel.getByRole('listitem').filter({ hasText: 'Slack' });
    await row.getByText(/The secret before signs as well until/).waitFor();
    await button(panel, 'Delete…').click();
    await panel.getByRole('dialog').getByRole('button', { name: 'Delete the webhook' }).click();
    await sees(panel, 'Alerts are sent nowhere yet.');
    expect(await scene().operator.webhooks(account)).toEqual([]);
  });

  it('with something wrong are not added, and it is said at its field', async () => {
    const { account, panel } = await openWebhooks();
    const url = panel.getByLabel('URL');
    const add = () => button(panel, 'Add the webhook').click();
    await add();
    await sees(panel, 'The URL is missing.');
    await url.fill('https://ada:secret@hooks.example.com/');
    await add();
    await sees(panel, /Leave out the user and the password/);
    // The Worker, not the page, finds this fault.
    await url.fill(`https://hooks.example.com/${'x'.repeat(2_000)}`);
    for (const kind of [
      'Leaked passwords',
      'Refused logins, once a day',
      'Entries about to expire',
    ]) {
      await panel.getByLabel(kind).uncheck();
    }
    await add();
    await sees(panel, 'Choose at least one.');
    await panel.getByLabel('Leaked passwords').check();
    await add();
    await expect.poll(() => url.getAttribute('aria-invalid')).toBe('true');
    expect(await scene().operator.webhooks(account)).toEqual([]);
  });
});
