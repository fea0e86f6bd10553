/** The rare flows with the keyboard alone: options, operator, import, and old changes. */
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { readFocus, tabTo } from './support/by-keyboard.ts';
import { HOME } from './support/endpoint-front.ts';
import { describeExtension } from './support/extension-scene.ts';
import { canPress, entry, hasRead, sees } from './support/on-page.ts';
import { giveAccess } from './support/site.ts';

const CSV = `value,format,remark
192.0.2.1,address,Mail server
198.51.100.0/24,segment,Cluster`;

/** One page of the history holds 50. */
const ROUNDS = 26;

describeExtension('By keyboard alone, now and then', (scene) => {
  const openTabs = async (panel: Page) => {
    await panel.getByRole('tab', { name: 'Allowlist' }).waitFor();
    await hasRead(panel);
    await tabTo(panel, /^Allowlist$/);
  };

  it('a list is imported', async () => {
    const { account } = await scene().connect();
    await scene().operator.add(account, { format: 'address', values: [HOME] });
    const panel = await scene().chromium.openPage('sidepanel');
    await entry(panel, HOME).waitFor();
    await tabTo(panel, /^More$/);
    await panel.keyboard.press('Enter');
    await panel.getByRole('menu').waitFor();
    for (let item = 0; item < 5 && !(await readFocus(panel)).startsWith('Import'); item++) {
      await panel.keyboard.press('ArrowDown');
    }
    await panel.keyboard.press('Enter');
    await sees(panel, /Or paste it here/);
    await tabTo(panel, /^Or paste it here/);
    await panel.keyboard.type(CSV);
    await canPress(panel, 'Import 2 entries');
    await tabTo(panel, /^Import 2 entries/);
    await panel.keyboard.press('Enter');
    await entry(panel, '198.51.100.0/24').waitFor();
    expect(await scene().operator.values(account)).toHaveLength(3);
  });

  it('a sender is looked at, and suggested entries are added', async () => {
    const { account } = await scene().connect();
    const { operator } = scene();
    for (const host of [8, 9, 10]) await operator.seeSenders(account, `198.51.100.${host}`);
    await operator.add(account, { format: 'address', values: [HOME] });
    const panel = await scene().chromium.openPage('sidepanel');
    await entry(panel, HOME).waitFor();
    await tabTo(panel, /^Allowlist$/, 'Shift+Tab');
    await panel.keyboard.press('ArrowRight');
    await sees(panel, '198.51.100.10');
    await tabTo(panel, /^198\.51\.100\.10/);
    await panel.keyboard.press('End');
    await expect.poll(() => readFocus(panel)).toMatch(/^198\.51\.100\.8/);
    await panel.keyboard.press('Enter');
    await panel.getByRole('dialog', { name: '198.51.100.8' }).waitFor();
    await panel.keyboard.press('Escape');
    await expect.poll(() => readFocus(panel)).toMatch(/^198\.51\.100\.8/);

    await tabTo(panel, /^Suggest entries/, 'Shift+Tab');
    await panel.keyboard.press('Enter');
    await sees(panel, 'Suggested entries');
    await panel.keyboard.press('Escape');
    await expect.poll(() => readFocus(panel)).toBe('Suggest entries');
    await panel.keyboard.press('Enter');
    await expect.poll(() => readFocus(panel)).toMatch(/Senders$/);
    await tabTo(panel, /198\.51\.100\.8\/30$/);
    await panel.keyboard.press('Space');
    await tabTo(panel, /Add 1 segment…$/);
    await panel.keyboard.press('Enter');
    await panel.getByRole('heading', { name: 'Add to the allowlist' }).waitFor();
    await tabTo(panel, /^Add 1 segment$/);
    await panel.keyboard.press('Enter');
    await entry(panel, '198.51.100.8/30').waitFor();
    expect(await operator.values(account)).toEqual([HOME, '198.51.100.8/30']);
  });

  it('older changes are shown', async () => {
    const { account } = await scene().connect();
    const { operator } = scene();
    for (let round = 0; round < ROUNDS; round++) {
      await operator.add(account, { format: 'address', values: [`192.0.2.${round + 1}`] });
      await operator.disable(account);
    }
    const panel = await scene().chromium.openPage('sidepanel');
    await openTabs(panel);
    await panel.keyboard.press('End');
    await sees(panel, `Added 192.0.2.${ROUNDS}`);
    expect(await panel.getByText('Added 192.0.2.1', { exact: true }).count()).toBe(0);
    await canPress(panel, 'Show older changes');
    await tabTo(panel, /^Show older changes/, 'Shift+Tab');
    await panel.keyboard.press('Enter');
    await sees(panel, 'This is where the account began.');
    await sees(panel, /^Added 192\.0\.2\.1$/);
  });

  it('a leak is dealt with, and a webhook is added', async () => {
    const { account } = await scene().connect();
    await scene().operator.add(account, { format: 'address', values: [HOME] });
    await scene().operator.seeLeak(account, '198.51.100.66');
    const panel = await scene().chromium.openPage('sidepanel');
    await openTabs(panel);
    await panel.keyboard.press('ArrowRight');
    await panel.keyboard.press('ArrowRight');
    await sees(panel, 'Right password from 198.51.100.66, refused');
    await tabTo(panel, /^It wasn’t me,/);
    await panel.keyboard.press('Enter');
    await expect.poll(() => readFocus(panel)).toMatch(/^Somebody has the password/);
    await tabTo(panel, /^I have done this/);
    await panel.keyboard.press('Enter');
    await sees(panel, 'This alert is marked as dealt with.');
    await tabTo(panel, /^Back to the alerts/, 'Shift+Tab');
    await panel.keyboard.press('Enter');
    await tabTo(panel, /^Webhooks$/, 'Shift+Tab');
    await panel.keyboard.press('Enter');
    await panel.getByLabel('URL').waitFor();
    await tabTo(panel, /^URL/);
    await panel.keyboard.type('https://hooks.example.com/sendgate');
    await panel.keyboard.press('Enter');
    await expect.poll(() => readFocus(panel)).toBe('Secret, shown once');
    await tabTo(panel, /^I have kept it/);
    await panel.keyboard.press('Enter');
    await expect.poll(() => readFocus(panel)).toBe('Where alerts are sent');
    expect(await scene().operator.webhooks(account)).toHaveLength(1);
  });

  it('a second connection is added, and the language is chosen', async () => {
    await scene().connect();
    const { account, token } = await giveAccess(scene(), 'manager');
    const options = await scene().chromium.openPage('options');
    await sees(options, 'Add a connection');
    await tabTo(options, /^Add a connection/);
    await options.keyboard.press('Enter');
    await tabTo(options, /^Endpoint/);
    await options.keyboard.type(scene().front.url);
    await tabTo(options, /^Token/);
    await options.keyboard.type(token.token);
    await options.keyboard.press('Enter');
    await sees(options, 'Connected.');
    await sees(options, account);
    await tabTo(options, /^Language of Sendgate/);
    await options.keyboard.press('ArrowRight');
    await options.keyboard.press('ArrowRight');
    await options.getByRole('heading', { level: 1, name: /选项|设置/ }).waitFor();
  });

  it('an operator makes an account, issues a token and suspends', async () => {
    const account = `keys-${process.pid}@example.com`;
    await giveAccess(scene(), 'manager');
    await scene().connectOperator();
    const page = await scene().chromium.openPage('operator');
    await page.locator('[data-account]').first().waitFor();
    await tabTo(page, /^Search all accounts/);
    await tabTo(page, /^Create an account/);
    await page.keyboard.press('Enter');
    await expect.poll(() => readFocus(page)).toBe('Account');
    await page.keyboard.type(account);
    await page.keyboard.press('Enter');
    await sees(page, `${account} is created.`);
    await expect.poll(() => readFocus(page)).toBe(account);
    // Escape closes what is open, and goes back to the account's row.
    await page.keyboard.press('Escape');
    await expect.poll(() => readFocus(page)).toMatch(new RegExp(`^${account}`));
    await tabTo(page, new RegExp(`^Offer ${account}`));
    await page.keyboard.press('Space');
    await expect.poll(() => page.getByLabel(`Offer ${account}`).isChecked()).toBe(true);
    await tabTo(page, new RegExp(`^${account}`), 'Shift+Tab');
    await page.keyboard.press('Enter');
    await expect.poll(() => readFocus(page)).toBe(account);

    // The form opens by itself once the page has read that there are no tokens yet.
    const details = page.getByRole('region', { name: account, exact: true });
    await details.getByLabel('Name', { exact: true }).waitFor();
    await tabTo(page, /^Name/);
    await page.keyboard.type('Grace');
    await page.keyboard.press('Enter');
    await expect.poll(() => readFocus(page)).toBe('Token, shown once');
    const token = await page.getByLabel('Token, shown once').inputValue();
    const session = await fetch(new URL('/v1/session', scene().front.url), {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(await session.json()).toMatchObject({ role: 'manager', account, name: 'Grace' });
    await tabTo(page, /^I have kept it/);
    await page.keyboard.press('Enter');
    // The page moves the focus there. A Tab before that would lose its place.
    await expect.poll(() => readFocus(page)).toBe(`Tokens of ${account}`);

    await tabTo(page, /^Suspend…/);
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await tabTo(page, /^Suspend$/);
    await page.keyboard.press('Enter');
    await sees(page, `${account} is suspended.`);
    await expect.poll(() => scene().operator.verdict(account, HOME)).toBe('deny');
  });

  it('an operator makes a shared list, and attaches it to an account', async () => {
    const { account } = await giveAccess(scene(), 'manager');
    const list = `keys-${process.pid}`;
    await scene().connectOperator();
    const page = await scene().chromium.openPage('operator');
    await page.locator('[data-account]').first().waitFor();
    await tabTo(page, /^Accounts$/);
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => readFocus(page)).toBe('Shared lists');
    await tabTo(page, /^Create a shared list$/);
    await page.keyboard.press('Enter');
    await expect.poll(() => readFocus(page)).toBe('Name');
    await page.keyboard.type(list);
    await page.keyboard.press('Enter');
    await page.getByRole('region', { name: list, exact: true }).waitFor();
    await tabTo(page, /Close$/);
    await page.keyboard.press('Escape');
    await expect.poll(() => readFocus(page)).toContain(list);

    await tabTo(page, /^Shared lists$/, 'Shift+Tab');
    await page.keyboard.press('ArrowLeft');
    await tabTo(page, /^Search all accounts$/);
    await page.keyboard.type(account);
    await sees(page, '1 account found');
    await tabTo(page, new RegExp(`^${account}`));
    await page.keyboard.press('Enter');
    await tabTo(page, /^Attach a shared list$/);
    await page.keyboard.press('Enter');
    await tabTo(page, /^Search the shared lists$/);
    await page.keyboard.type(list);
    await tabTo(page, new RegExp(`^Attach ${list}$`));
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: `Attach ${list} to ${account}?` }).waitFor();
    await expect.poll(() => readFocus(page)).toBe('Cancel');
    await canPress(page, `Attach ${list} and turn the list on`);
    await tabTo(page, new RegExp(`^Attach ${list} and turn the list on$`));
    await page.keyboard.press('Enter');
    await sees(page, `Attached ${list}.`);
    await expect.poll(() => readFocus(page)).toBe('Shared lists');
    await tabTo(page, /^Undo/);
    await page.keyboard.press('Enter');
    await sees(page, 'This account includes no shared list.');
    expect((await scene().operator.allowlist(account)).lists).toEqual([]);
  });
});
