import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { connectExtension } from '../../local/demo/connect-extension.ts';
import { HOME } from './support/endpoint-front.ts';
import { describeExtension } from './support/extension-scene.ts';
import { button, sees } from './support/on-page.ts';
import { giveAccess } from './support/site.ts';

/**
 * The page reads the accounts page by page, by name. The other tests have made many, and this name
 * comes first.
 */
const FIRST = 'a';

describeExtension('The options with an operator’s token', (scene) => {
  const openOptions = async () => {
    const options = await scene().chromium.openPage('options');
    const endpoint = scene().front.url;
    await connectExtension(options, { endpoint, token: scene().operator.token });
    return options;
  };
  /** Opens the details of an account below its row. */
  const open = async (options: Page, account: string) => {
    const row = options.getByRole('button', { name: account, exact: true });
    if ((await row.getAttribute('aria-expanded')) !== 'true') await row.click();
    return options.getByRole('cell').filter({ hasText: `Tokens of ${account}` });
  };
  const answer = (options: Page, name: string) =>
    options.getByRole('dialog').getByRole('button', { name, exact: true }).click();
  const readSession = (token: string) =>
    fetch(new URL('/v1/session', scene().front.url), {
      headers: { authorization: `Bearer ${token}` },
    });

  it('have to say which accounts to show, which popup and panel say as well', async () => {
    await scene().connectOperator();
    for (const name of ['popup', 'sidepanel'] as const) {
      const page = await scene().chromium.openPage(name);
      await sees(page, 'Which accounts?');
      await button(page, 'Pick accounts').waitFor();
    }
  });

  it('tell when each account was last asked about, and which has alerts; by these it sorts them', async () => {
    // Both names sort first, so they are on the first page in spite of the other tests' accounts.
    const quiet = await giveAccess(scene(), 'manager', FIRST);
    const { account } = await giveAccess(scene(), 'manager', FIRST);
    await scene().operator.add(account, { format: 'address', values: [HOME] });
    for (const address of ['198.51.100.65', '198.51.100.66', '198.51.100.67']) {
      await scene().operator.seeLeak(account, address);
    }
    const options = await openOptions();
    const row = (name: string) => options.getByRole('row').filter({ hasText: name });
    await sees(options, account);
    expect(await row(account).textContent()).toMatch(/last check just now.*3 alerts in 24 hours/);
    expect(await row(quiet.account).textContent()).toContain('no check yet');
    // Accounts of other tests may lie between the two.
    const order = async () => {
      const names = await options.locator('tbody .opener .breaking').allTextContents();
      return names.filter((name) => name === account || name === quiet.account);
    };
    expect(await order()).toEqual([quiet.account, account]);
    await options.getByLabel('Order').selectOption('Most alerts');
    await expect.poll(order).toEqual([account, quiet.account]);
    await options.getByText('Metrics for Prometheus').click();
    await sees(options, `${scene().front.url}/v1/metrics`);
  });

  it('make an account', async () => {
    // The form opens by itself when there is no token yet.
    await giveAccess(scene(), 'manager', FIRST);
    const account = `made-${process.pid}@example.com`;
    const options = await openOptions();
    await options.getByText('Create an account').click();
    await options.getByLabel('Account', { exact: true }).fill(account);
    await button(options, 'Create').click();
    await sees(options, `${account} is created.`);
    expect((await scene().operator.allowlist(account)).mode).toBe('off');
  });

  it('issue a token, shown once, and revoke it', async () => {
    const { account } = await giveAccess(scene(), 'manager', FIRST);
    const options = await openOptions();
    const details = await open(options, account);
    await details.getByText('Issue a token').click();
    await details.getByRole('radio', { name: 'Viewer' }).check({ force: true });
    await details.getByLabel('Name', { exact: true }).fill('Grace');
    await details.getByRole('button', { name: 'Issue', exact: true }).click();
    const token = await options.getByLabel('Token, shown once').inputValue();
    const session = await readSession(token);
    expect(await session.json()).toMatchObject({ role: 'viewer', account, name: 'Grace' });
    // The token stands nowhere else, so neither Escape nor a click on what is behind takes it away.
    for (let time = 0; time < 3; time++) await options.keyboard.press('Escape');
    const row = options.locator('.opener', { hasText: account });
    await row.scrollIntoViewIfNeeded();
    const { x, y } = (await row.boundingBox()) ?? { x: 0, y: 0 };
    await options.mouse.click(x + 4, y + 4);
    const shown = options.getByLabel('Token, shown once');
    await expect.poll(() => shown.isVisible()).toBe(true);
    expect(await shown.inputValue()).toBe(token);
    await button(options, 'I have kept it').click();
    await shown.waitFor({ state: 'detached' });
    expect(await options.content()).not.toContain(token);

    await button(options, 'Revoke the token “Grace”').click();
    await answer(options, 'Revoke');
    await sees(options, '“Grace” is revoked.');
    scene().front.address = '198.51.100.203';
    expect((await readSession(token)).status).toBe(401);
  });

  it('set a limit, suspend, and let the popup have the account', async () => {
    const { account } = await giveAccess(scene(), 'manager', FIRST);
    const options = await openOptions();
    const details = await open(options, account);
    await details.getByLabel('Limit', { exact: true }).fill('25');
    await details.getByRole('button', { name: 'Save settings' }).click();
    await sees(options, 'The settings are saved.');
    expect((await scene().operator.allowlist(account)).limit).toBe(25);

    await options.getByLabel(`Offer ${account} in popup and panel`).check();
    const popup = await scene().chromium.openPage('popup');
    await button(popup, `Add ${HOME}`).click();
    await sees(popup, `Added ${HOME}.`);
    expect(await scene().operator.verdict(account, HOME)).toBe('allow');

    await details.getByRole('button', { name: 'Suspend…' }).click();
    await answer(options, 'Suspend');
    await sees(options, `${account} is suspended.`);
    const verdict = () => scene().operator.verdict(account, HOME);
    await expect.poll(verdict).toBe('deny');
  });
});
