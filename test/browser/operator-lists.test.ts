/** The operator makes shared lists, and lets accounts include them (R20). */
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { findFaults } from './support/axe.ts';
import { HOME } from './support/endpoint-front.ts';
import { describeExtension } from './support/extension-scene.ts';
import { shiftsOf } from './support/layout-shifts.ts';
import { button, choose, entry, hasRead, sees } from './support/on-page.ts';
import {
  openAccount,
  openList,
  openLists,
  openOperator,
  search,
  searchLists,
} from './support/operator-page.ts';
import { giveAccess } from './support/site.ts';

const OFFICE = '198.51.100.20';

describeExtension('The operator’s page', (scene) => {
  let made = 0;
  const makeList = async (...values: string[]) => {
    made += 1;
    const list = `office-${process.pid}-${made}`;
    await scene().operator.createList(list);
    if (values.length > 0) await scene().operator.addToList(list, ...values);
    return list;
  };

  /** The box in the table shows what this browser has kept. */
  const isOffered = (page: Page, list: string) =>
    page.getByLabel(`Offer ${list} in popup and panel`).isChecked();

  it('attaches a shared list to an account that is off, which turns it on, and takes that back', async () => {
    const { operator } = scene();
    const { account } = await giveAccess(scene(), 'manager');
    const list = await makeList(OFFICE);
    await operator.seeSenders(account, OFFICE, '198.51.100.21');
    const page = await openOperator(scene());
    const details = await openAccount(page, account);
    await details.getByText('This account includes no shared list.').waitFor();
    await details.getByText('Attach a shared list').click();
    await details.getByLabel('Search the shared lists').fill(list);
    await button(page, `Attach ${list}`).click();
    const dialog = page.getByRole('dialog', { name: `Attach ${list} to ${account}?` });
    await dialog.getByText('This turns the allowlist on. After this, only listed').waitFor();
    await dialog.getByText(`Your current address ${HOME} is not on it`).waitFor();
    await dialog.getByText('1 recent sender will be cut off.').first().waitFor();
    expect(await findFaults(page)).toEqual([]);
    await choose(page, 'Observe first');
    await dialog.getByText('The list only observes for now.').waitFor();
    await dialog.getByRole('button', { name: `Attach ${list} and observe` }).click();
    await details.getByText(`Attached ${list}.`).waitFor();
    await details.getByText('1 of at most 100 entries').waitFor();
    expect(await operator.allowlist(account)).toMatchObject({ mode: 'observe', lists: [list] });

    await details.getByRole('button', { name: /^Undo/ }).click();
    await details.getByText('It is as it was before.').waitFor();
    expect(await operator.allowlist(account)).toMatchObject({ mode: 'off', lists: [] });
  });

  it('says whom the account loses with a shared list, and that its list goes off with the last', async () => {
    const { operator } = scene();
    const { account } = await giveAccess(scene(), 'manager');
    const [list, other] = [await makeList(OFFICE), await makeList('198.51.100.30')];
    await operator.attach(account, list);
    await operator.attach(account, other);
    await operator.seeSenders(account, OFFICE);
    const page = await openOperator(scene());
    const details = await openAccount(page, account);
    await button(page, `Detach ${list}`).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('1 recent sender will be cut off.').first().waitFor();
    await dialog.getByRole('button', { name: `Detach ${list}, and cut off 1 sender` }).click();
    await details.getByText(`Detached ${list}.`).waitFor();
    expect(await operator.allowlist(account)).toMatchObject({ mode: 'enforce', lists: [other] });

    await button(page, `Detach ${other}`).click();
    await dialog.getByText('so the list goes off. Any address will be able to send').waitFor();
    await dialog.getByRole('button', { name: `Detach ${other} and turn the list off` }).click();
    await details.getByText('This account includes no shared list.').waitFor();
    expect(await operator.allowlist(account)).toMatchObject({ mode: 'off', lists: [] });
    await details.getByRole('button', { name: /^Undo/ }).press('Enter');
    await button(page, `Detach ${other}`).waitFor();
    expect(await operator.allowlist(account)).toMatchObject({ mode: 'enforce', lists: [other] });
    await details.getByText('It is as it was before.').waitFor();
    // A keyboard goes on from where it was.
    expect(await page.evaluate(() => document.activeElement?.className)).toContain('undo-bar');
  });

  it('judges an account by what it has now, and not by what was shown, before and after', async () => {
    const { operator } = scene();
    const { account } = await giveAccess(scene(), 'manager');
    const list = await makeList(OFFICE);
    const page = await openOperator(scene());
    const details = await openAccount(page, account);
    // Its manager turns the list on meanwhile.
    await operator.add(account, { format: 'address', values: ['192.0.2.1'] });
    // The account stays open, as it was, beside another search.
    await search(page, 'no-account-has-this-name');
    await sees(page, 'No account is like this.');
    await details.getByText('Attach a shared list').click();
    await details.getByLabel('Search the shared lists').fill(list);
    await button(page, `Attach ${list}`).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: `Attach ${list}`, exact: true }).click();
    await details.getByText(`Attached ${list}.`).waitFor();
    await details.getByRole('button', { name: /^Undo/ }).click();
    await details.getByText('It is as it was before.').waitFor();
    expect(await operator.values(account)).toEqual(['192.0.2.1']);
    expect(await operator.allowlist(account)).toMatchObject({ mode: 'enforce', lists: [] });

    // The page shows that it observes. Its manager enforces it again.
    await operator.attach(account, list);
    await operator.setMode(account, { mode: 'observe' });
    await operator.seeSenders(account, OFFICE);
    await search(page, account);
    await button(page, 'Read the accounts again').click();
    await details.getByText('Observing').waitFor();
    await operator.setMode(account, { mode: 'enforce' });
    await button(page, `Detach ${list}`).click();
    await dialog.getByRole('button', { name: `Detach ${list}, and cut off 1 sender` }).waitFor();
  });

  it('makes a shared list, says which names can’t be, and gives it a manager', async () => {
    await giveAccess(scene(), 'manager');
    const list = `vpn-${process.pid}`;
    const page = await openLists(scene());
    await button(page, 'Create a shared list').click();
    const name = page.getByRole('region', { name: 'Create a shared list' }).getByLabel('Name');
    await name.fill('Our VPN');
    await page.keyboard.press('Enter');
    await sees(page, 'A name has up to 63 lower-case letters, digits and hyphens');
    await name.fill(list);
    await page.keyboard.press('Enter');
    await sees(page, `The shared list ${list} is created.`);
    const opened = page.getByRole('region', { name: list, exact: true });
    await opened.getByText('0 of at most 100 entries · in 0 accounts').waitFor();
    await opened.getByText('No account includes it.').waitFor();
    await opened.getByLabel('Name', { exact: true }).fill('Grace');
    await opened.getByRole('button', { name: 'Issue', exact: true }).click();
    const token = await page.getByLabel('Token, shown once').inputValue();
    expect(token).toMatch(/^sgl_/);
    const invitation = page.getByRole('dialog').locator('textarea');
    expect(await invitation.inputValue()).toContain(`Shared list: ${list}\nToken: ${token}`);
    await button(page, 'Copy endpoint and token').waitFor();
    expect(await findFaults(page)).toEqual([]);
    await button(page, 'I have kept it').click();
    const headers = { authorization: `Bearer ${token}` };
    const session = await fetch(new URL('/v1/session', scene().front.url), { headers });
    expect(await session.json()).toMatchObject({ role: 'manager', account: null, list });
    await opened.getByText('History', { exact: true }).click();
    await opened.getByText('Issued the token “Grace”').waitFor();
    await opened.getByLabel('Limit', { exact: true }).fill('7');
    await button(page, 'Save settings').click();
    await opened.getByText('0 of at most 7 entries').waitFor();
    expect(await findFaults(page)).toEqual([]);
  });

  it('deletes a shared list that no account includes, once its name is typed', async () => {
    await giveAccess(scene(), 'manager');
    const list = await makeList();
    const page = await openLists(scene());
    await openList(page, list);
    await button(page, 'Delete the list…').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('No account includes it.').waitFor();
    // The field has the focus, so that a person can type at once.
    await page.keyboard.type('another');
    await page.keyboard.press('Enter');
    await dialog.getByText(`This is not ${list}.`).waitFor();
    await dialog.getByRole('textbox').fill(list);
    await dialog.getByRole('button', { name: 'Delete for good' }).click();
    await sees(page, `The shared list ${list} is deleted.`);
    await sees(page, 'No shared list is like this.');
  });

  it('says that a shared list is gone that somebody else has deleted, here and in the popup', async () => {
    await giveAccess(scene(), 'manager');
    const list = await makeList();
    const page = await openLists(scene());
    const opened = await openList(page, list);
    await opened.getByLabel('Offer it in popup and panel, where its entries are kept').check();
    await expect.poll(() => isOffered(page, list)).toBe(true);
    await scene().operator.deleteList(list);
    await searchLists(page, 'no-list-has-this-name');
    await sees(page, 'No shared list is like this.');
    await opened.getByLabel('Limit', { exact: true }).fill('7');
    await button(page, 'Save settings').click();
    await opened.getByText('There is no such shared list.').waitFor();
    await button(page, 'Delete the list…').click();
    await page.getByRole('dialog').getByText('There is no such shared list.').waitFor();
    expect(await button(page, 'Try again').count()).toBe(0);
    const popup = await scene().chromium.openPage('popup');
    await sees(popup, 'There is no such shared list.');
    expect(await popup.getByRole('alert').getByRole('button', { name: 'Options' }).count()).toBe(1);
  });

  it('detaches a shared list everywhere before it is deleted, unless that turns an account off', async () => {
    const { operator } = scene();
    const list = await makeList(OFFICE);
    const [kept, alone] = [
      await giveAccess(scene(), 'manager'),
      await giveAccess(scene(), 'manager'),
    ];
    await operator.add(kept.account, { format: 'address', values: ['192.0.2.1'] });
    for (const { account } of [kept, alone]) await operator.attach(account, list);
    const page = await openOperator(scene());
    const account = await openAccount(page, kept.account);
    await account.getByText(list, { exact: true }).waitFor();
    await page.getByRole('tab', { name: 'Shared lists' }).click();
    const opened = await openList(page, list);
    await opened.getByRole('listitem').filter({ hasText: alone.account }).waitFor();
    await opened.getByText('History', { exact: true }).click();
    await opened.getByText(`Attached to ${alone.account}`).waitFor();
    await button(page, 'Delete the list…').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('It can’t be deleted, since 1 account would go off.').waitFor();
    await dialog.getByRole('listitem').filter({ hasText: alone.account }).waitFor();
    expect(await dialog.getByRole('textbox').count()).toBe(0);
    expect(await findFaults(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Close' }).click();

    await operator.add(alone.account, {
      format: 'address',
      values: ['192.0.2.2'],
      expiresInSeconds: 3_600,
    });
    await operator.seeSenders(alone.account, OFFICE);
    await button(page, 'Delete the list…').click();
    await dialog.getByText('2 accounts include it.').waitFor();
    await dialog.getByText('1 account loses recent senders.').waitFor();
    await dialog.getByText(`${alone.account}: ${OFFICE}`).waitFor();
    await dialog.getByRole('textbox').fill(list);
    await dialog.getByRole('button', { name: 'Detach everywhere and delete' }).click();
    await sees(page, `The shared list ${list} is detached from 2 accounts and deleted.`);
    for (const { account: name } of [kept, alone]) {
      expect(await operator.allowlist(name)).toMatchObject({ mode: 'enforce', lists: [] });
    }
    await page.getByRole('tab', { name: 'Accounts' }).click();
    await account.getByText('This account includes no shared list.').waitFor();
  });

  it('moves nothing while the lists of an account, or the accounts of a list, are read', async () => {
    const { operator } = scene();
    const list = await makeList(OFFICE);
    const accounts = [];
    for (let index = 0; index < 11; index++) accounts.push(await giveAccess(scene(), 'manager'));
    for (const { account } of accounts) await operator.attach(account, list);
    const [first] = accounts;
    const page = await openOperator(scene());
    await openAccount(page, first?.account ?? '');
    await hasRead(page);
    await page.getByRole('tab', { name: 'Shared lists' }).click();
    await openList(page, list);
    await page
      .getByText(first?.account ?? '')
      .last()
      .waitFor();
    await hasRead(page);
    expect(await shiftsOf(page)).toEqual([]);
    expect(await findFaults(page)).toEqual([]);
    const fits = () =>
      page.evaluate(() => document.documentElement.scrollHeight === window.innerHeight);
    for (const width of [1200, 400, 320]) {
      await page.setViewportSize({ width, height: 700 });
      expect(await fits()).toBe(true);
    }
    // Back closes the list, and then the account under the other tab.
    await page.goBack();
    await expect.poll(() => page.locator('.pane').count()).toBe(1);
    await page.goBack();
    await expect.poll(() => page.locator('.pane').count()).toBe(0);
  });

  it('says of the account of a domain for whom it decides', async () => {
    const domain = `d${process.pid}.example.com`;
    await scene().operator.createAccount(`@${domain}`);
    const page = await openOperator(scene());
    await search(page, domain);
    const row = page.locator(`[data-account="@${domain}"]`);
    await row.getByText('whole domain').waitFor();
    await row.click();
    await sees(page, `Decides for every login of ${domain} without an account of its own.`);
  });

  it('says that an empty shared list lets nobody in, before and after it turns an account on', async () => {
    const { account } = await giveAccess(scene(), 'manager');
    const list = await makeList();
    const page = await openOperator(scene());
    const details = await openAccount(page, account);
    await details.getByText('Attach a shared list').click();
    await details.getByLabel('Search the shared lists').fill(list);
    await button(page, `Attach ${list}`).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('No entry that is then on the list is in force').first().waitFor();
    await dialog.getByRole('button', { name: `Attach ${list} and turn the list on` }).click();
    await details.getByText('No entry on the list is in force, so nobody can send').waitFor();
    expect(await scene().operator.allowlist(account)).toMatchObject({ mode: 'enforce' });
  });

  it('offers a shared list in popup and panel, where its entries are kept', async () => {
    await giveAccess(scene(), 'manager');
    const list = await makeList();
    const page = await openLists(scene());
    const opened = await openList(page, list);
    await opened.getByLabel('Offer it in popup and panel, where its entries are kept').check();
    await expect.poll(() => isOffered(page, list)).toBe(true);
    const popup = await scene().chromium.openPage('popup');
    await button(popup, `Add ${HOME}`).click();
    await sees(popup, `Added ${HOME}.`);
    const panel = await scene().chromium.openPage('sidepanel');
    await panel.getByRole('heading', { name: list }).waitFor();
    await entry(panel, HOME).waitFor();
    await page.bringToFront();
    await button(page, 'Read the shared lists again').click();
    await page.locator(`[data-list="${list}"]`).getByText('1 of 100').waitFor();
  });
});
