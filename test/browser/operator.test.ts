import { expect, it } from 'vitest';
import { connectExtension } from '../../local/demo/connect-extension.ts';
import { HOME } from './support/endpoint-front.ts';
import { describeExtension } from './support/extension-scene.ts';
import { button, choose, hasRead, sees } from './support/on-page.ts';
import { openAccount, openOperator, account as rowOf, search } from './support/operator-page.ts';
import { giveAccess } from './support/site.ts';

describeExtension('The operator’s page', (scene) => {
  const open = () => openOperator(scene());
  const readSession = (token: string) =>
    fetch(new URL('/v1/session', scene().front.url), {
      headers: { authorization: `Bearer ${token}` },
    });

  it('is one press away from the options, which still tell where the accounts are', async () => {
    const options = await scene().chromium.openPage('options');
    const endpoint = scene().front.url;
    await connectExtension(options, { endpoint, token: scene().operator.token });
    await sees(options, 'Accounts, relay tokens and metrics have a page of their own.');
    const opened = scene().chromium.context.waitForEvent('page');
    await button(options, 'Open the operator’s page').click();
    const page = await opened;
    await page.getByRole('heading', { name: /^Operator of/ }).waitFor();
    // A second press brings the same page to the front.
    await button(options, 'Open the operator’s page').click();
    await expect.poll(() => page.evaluate(() => document.visibilityState)).toBe('visible');
    const pages = scene().chromium.context.pages();
    expect(pages.filter((one) => one.url().includes('/operator.html'))).toHaveLength(1);
  });

  it('is where popup and panel lead while no account is picked', async () => {
    await scene().connectOperator();
    for (const name of ['popup', 'sidepanel'] as const) {
      const page = await scene().chromium.openPage(name);
      await sees(page, 'Which accounts?');
      const opened = scene().chromium.context.waitForEvent('page');
      await button(page, 'Pick accounts').click();
      const operator = await opened;
      await operator.getByRole('heading', { name: /^Operator of/ }).waitFor();
      await operator.close();
    }
  });

  it('is offered in popup and panel to an operator’s token, and to no other', async () => {
    const { account } = await giveAccess(scene(), 'manager');
    await scene().connectOperator(account);
    const popup = await scene().chromium.openPage('popup');
    await button(popup, 'All accounts').waitFor();
    const panel = await scene().chromium.openPage('sidepanel');
    await button(panel, 'More').click();
    const opened = scene().chromium.context.waitForEvent('page');
    await panel.getByRole('menuitem', { name: 'All accounts' }).click();
    await (await opened).getByRole('heading', { name: /^Operator of/ }).waitFor();
    await scene().connect();
    const managed = await scene().chromium.openPage('popup');
    await button(managed, 'Options').waitFor();
    expect(await button(managed, 'All accounts').count()).toBe(0);
  });

  it('says without an operator’s token who has one, and leads to where it is entered', async () => {
    await scene().connect();
    const page = await scene().chromium.openPage('operator');
    await page.getByRole('heading', { name: 'This page is for the operator' }).waitFor();
    await sees(page, 'Whoever set up Sendgate has that token');
    const opened = scene().chromium.context.waitForEvent('page');
    await button(page, 'Enter a token in the options').click();
    expect((await opened).url()).toContain('/options.html');
  });

  it('tells when each account was last asked about, and which has alerts; by these it sorts', async () => {
    const tag = `sorted${process.pid}`;
    const quiet = await giveAccess(scene(), 'manager', tag);
    const { account } = await giveAccess(scene(), 'manager', tag);
    await scene().operator.add(account, { format: 'address', values: [HOME] });
    for (const address of ['198.51.100.65', '198.51.100.66', '198.51.100.67']) {
      await scene().operator.seeLeak(account, address);
    }
    const page = await open();
    await search(page, tag);
    await sees(page, '2 accounts found');
    await expect.poll(() => rowOf(page, account).textContent()).toContain('last check just now');
    expect(await rowOf(page, account).textContent()).toContain('3 alerts in 24 hours');
    expect(await rowOf(page, quiet.account).textContent()).toContain('no check yet');
    const order = () => page.locator('[data-account] .account-name').allTextContents();
    expect(await order()).toEqual([quiet.account, account]);
    await page.getByLabel('Order', { exact: true }).selectOption('Most alerts');
    await expect.poll(order).toEqual([account, quiet.account]);
  });

  it('makes an account, and opens it', async () => {
    const account = `made-${process.pid}@example.com`;
    const page = await open();
    await button(page, 'Create an account').click();
    await page.getByLabel('Account', { exact: true }).fill(account);
    await button(page, 'Create').click();
    await sees(page, `${account} is created.`);
    await page.getByRole('region', { name: account }).waitFor();
    await rowOf(page, account).waitFor();
    expect((await scene().operator.allowlist(account)).mode).toBe('off');
  });

  it('R19: makes and deletes an account that would open a login only if it is told so', async () => {
    const domain = `d${process.pid}.example.net`;
    const [desk, office] = [`desk@${domain}`, `office@${domain}`];
    await scene().operator.createAccount(`@${domain}`);
    await scene().operator.add(`@${domain}`, { format: 'address', values: ['192.0.2.1'] });
    const page = await open();
    await button(page, 'Create an account').click();
    const name = page.getByLabel('Account', { exact: true });
    await name.fill(`@${domain}`);
    await sees(page, `For everyone of ${domain} without an account of their own.`);
    await name.fill(desk);
    await button(page, 'Create').click();
    await sees(page, `The list of @${domain} closes this login.`);
    await button(page, 'Create it suspended').click();
    await sees(page, `${desk} is created. It is suspended`);

    await button(page, 'Create an account').click();
    await name.fill(office);
    await button(page, 'Create').click();
    await button(page, 'Create it without a list').click();
    await sees(page, `${office} is created. Its allowlist is off`);

    const details = await openAccount(page, desk);
    await details.getByRole('button', { name: 'Delete the account…' }).click();
    await page.getByLabel('Type the account’s name to delete it').fill(desk);
    await button(page, 'Delete for good').click();
    await sees(page, `It was not deleted. Without an account of its own, @${domain} decides`);
    await button(page, 'Delete all the same').click();
    await sees(page, `${desk} is deleted.`);
  });

  it('issues a token, shown once, and revokes it', async () => {
    const { account } = await giveAccess(scene(), 'manager');
    const page = await open();
    const details = await openAccount(page, account);
    await details.getByText('Issue a token').click();
    await details.getByRole('radio', { name: 'Viewer' }).check({ force: true });
    await details.getByLabel('Name', { exact: true }).fill('Grace');
    await details.getByRole('button', { name: 'Issue', exact: true }).click();
    const shown = page.getByLabel('Token, shown once');
    const token = await shown.inputValue();
    const session = await readSession(token);
    expect(await session.json()).toMatchObject({ role: 'viewer', account, name: 'Grace' });
    // The token stands nowhere else, so neither Escape nor a click on what is behind takes it away.
    for (let time = 0; time < 3; time++) await page.keyboard.press('Escape');
    const { x, y } = (await rowOf(page, account).boundingBox()) ?? { x: 0, y: 0 };
    await page.mouse.click(x + 4, y + 4);
    await expect.poll(() => shown.isVisible()).toBe(true);
    expect(await shown.inputValue()).toBe(token);
    await button(page, 'I have kept it').click();
    await shown.waitFor({ state: 'detached' });
    expect(await page.content()).not.toContain(token);

    await button(page, 'Revoke the token “Grace”').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke', exact: true }).click();
    await sees(page, '“Grace” is revoked.');
    scene().front.address = '198.51.100.203';
    expect((await readSession(token)).status).toBe(401);
  });

  it('sets a limit, suspends, and lets the popup have the account', async () => {
    const { account } = await giveAccess(scene(), 'manager');
    const page = await open();
    const details = await openAccount(page, account);
    await details.getByLabel('Limit', { exact: true }).fill('25');
    await details.getByRole('button', { name: 'Save settings' }).click();
    await sees(page, 'The settings are saved.');
    expect((await scene().operator.allowlist(account)).limit).toBe(25);
    expect(await rowOf(page, account).textContent()).toContain('0 of 25');

    await page.getByLabel(`Offer ${account} in popup and panel`).check();
    const popup = await scene().chromium.openPage('popup');
    await button(popup, `Turn the list on with ${HOME}`).click();
    await sees(popup, `Added ${HOME}.`);
    expect(await scene().operator.verdict(account, HOME)).toBe('allow');

    await details.getByRole('button', { name: 'Suspend…' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Suspend', exact: true }).click();
    await sees(page, `${account} is suspended.`);
    expect(await rowOf(page, account).textContent()).toContain('Suspended');
    const verdict = () => scene().operator.verdict(account, HOME);
    await expect.poll(verdict).toBe('deny');
  });

  it('R26: gives an account a fail mode of its own, and its history tells that in words', async () => {
    const { account } = await giveAccess(scene(), 'manager');
    const page = await open();
    const details = await openAccount(page, account);
    const choices = details.getByRole('group', { name: 'While nothing can be read' });
    const chosen = (name: string) => choices.getByRole('radio', { name });
    expect(await chosen('As the deployment').isChecked()).toBe(true);
    const warning = details.getByText('a stolen password is enough to send as this account');
    expect(await warning.count()).toBe(0);
    await chosen('Allow').check({ force: true });
    await warning.waitFor();
    await details.getByRole('button', { name: 'Save settings' }).click();
    await sees(page, 'The settings are saved.');
    expect(await scene().operator.account(account)).toMatchObject({ failMode: 'open', limit: 10 });

    await page.getByLabel(`Offer ${account} in popup and panel`).check();
    const panel = await scene().chromium.openPage('sidepanel');
    await panel.getByRole('tab', { name: 'History' }).click();
    await sees(panel, 'While nothing can be read: as the deployment → allow');

    await button(page, 'Create an account').click();
    const made = `closed-${process.pid}@example.com`;
    await page.getByLabel('Account', { exact: true }).fill(made);
    await choose(page, 'Refuse');
    await button(page, 'Create').click();
    await sees(page, `${made} is created.`);
    expect(await scene().operator.account(made)).toMatchObject({ failMode: 'closed' });
  });

  it('issues a relay token with the right to copies only if that is ticked', async () => {
    await giveAccess(scene(), 'manager');
    const page = await open();
    await page.getByRole('tab', { name: 'Relay tokens' }).click();
    const relays = page.getByRole('tabpanel', { name: 'Relay tokens' });
    await relays.getByText('Issue a token').click();
    const right = relays.getByRole('checkbox', { name: 'With the right to copies, for an agent' });
    for (const copies of [true, false]) {
      // The token stays, and other tests look for English words on the page. So its name has none.
      const name = `${copies ? 'ag' : 'mx'} ${process.pid}`;
      await relays.getByLabel('Name', { exact: true }).fill(name);
      // It is off again for the next token.
      expect(await right.isChecked()).toBe(false);
      if (copies) await right.check();
      await relays.getByRole('button', { name: 'Issue', exact: true }).click();
      const session = await readSession(await page.getByLabel('Token, shown once').inputValue());
      const said = await session.json();
      expect(said).toMatchObject({ role: 'relay', name });
      expect(said.copies).toBe(copies ? true : undefined);
      const dialog = page.getByRole('dialog');
      const warning = dialog.getByText('It can read the addresses of every account.');
      expect(await warning.count()).toBe(copies ? 1 : 0);
      await button(page, 'I have kept it').click();
      const row = relays.getByRole('listitem').filter({ hasText: name });
      await row.waitFor();
      const told = await row.getByText('Can read the addresses of every account.').count();
      expect(told).toBe(copies ? 1 : 0);
    }
  });

  it('deletes an account after its name was typed, and goes back to the list', async () => {
    const { account } = await giveAccess(scene(), 'manager');
    const page = await open();
    const details = await openAccount(page, account);
    await details.getByRole('button', { name: 'Delete the account…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox').fill(account);
    await dialog.getByRole('button', { name: 'Delete for good' }).click();
    await sees(page, `${account} is deleted.`);
    await details.waitFor({ state: 'detached' });
    await sees(page, 'No account is like this.');
    await button(page, 'Show all accounts').click();
    await page.locator('[data-account]').first().waitFor();
    expect(await page.getByLabel('Search all accounts').inputValue()).toBe('');
  });

  it('shows the relay tokens with their last use, and how Prometheus reads the metrics', async () => {
    const { account } = await giveAccess(scene(), 'manager');
    await scene().operator.verdict(account, HOME);
    const page = await open();
    await page.getByRole('tab', { name: 'Relay tokens' }).click();
    const relays = page.getByRole('tabpanel', { name: 'Relay tokens' });
    await relays.getByText('Mail server').first().waitFor();
    await relays
      .getByText(/last used/)
      .first()
      .waitFor();
    await page.getByRole('tab', { name: 'Metrics' }).click();
    await sees(page, `${scene().front.url}/v1/metrics`);
  });

  it('shows the figures that the metrics have now, and keeps them while the endpoint does not answer', async () => {
    await giveAccess(scene(), 'manager');
    const page = await open();
    await page.getByRole('tab', { name: 'Metrics' }).click();
    const figures = page.getByRole('region', { name: 'Figures now' });
    const countOf = async (name: string) =>
      Number(
        await figures
          .getByRole('row', { name: new RegExp(`^${name} \\d`) })
          .getByRole('cell')
          .textContent(),
      );
    await expect.poll(() => countOf('Accounts')).toBeGreaterThan(0);
    const before = await countOf('Accounts');
    const modes = ['Enforcing', 'Observing', 'Off'].map(countOf);
    expect(await figures.getByRole('row', { name: /^Entries on shared lists \d/ }).count()).toBe(1);
    expect((await Promise.all(modes)).reduce((sum, count) => sum + count)).toBe(before);

    await scene().operator.createAccount(`figure-${process.pid}@example.com`);
    scene().front.disorder = 'gone';
    await button(page, 'Read the figures again').click();
    await figures.getByRole('alert').getByText('Sendgate does not answer.').waitFor();
    expect(await countOf('Accounts')).toBe(before);
    scene().front.disorder = undefined;
    await button(page, 'Try again').click();
    // Tests of other files may make accounts at the same time.
    await expect.poll(() => countOf('Accounts')).toBeGreaterThan(before);
    expect(await page.getByText('Sendgate does not answer.').count()).toBe(0);
  });

  it('keeps what is known while the endpoint does not answer, and tries again', async () => {
    const { account } = await giveAccess(scene(), 'manager');
    const page = await open();
    await search(page, account);
    await rowOf(page, account).waitFor();
    scene().front.disorder = 'gone';
    await button(page, 'Read the accounts again').click();
    await sees(page, 'Sendgate does not answer.');
    expect(await rowOf(page, account).isVisible()).toBe(true);
    scene().front.disorder = undefined;
    await button(page, 'Try again').click();
    await page.getByText('Sendgate does not answer.').first().waitFor({ state: 'hidden' });
    await hasRead(page);
    expect(await rowOf(page, account).isVisible()).toBe(true);
  });
});
