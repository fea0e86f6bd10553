import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { connectExtension } from '../../local/demo/connect-extension.ts';
import { VERSION } from '../../worker/platform/version.ts';
import { findFaults } from './support/axe.ts';
import { tabTo } from './support/by-keyboard.ts';
import { HOME } from './support/endpoint-front.ts';
import { describeExtension } from './support/extension-scene.ts';
import { button, hasRead, sees } from './support/on-page.ts';
import { OTHER_HOST } from './support/provider-console.ts';
import { giveAccess } from './support/site.ts';

const STRANGER = '198.51.100.202';

describeExtension('The options', (scene) => {
  const openOptions = () => scene().chromium.openPage('options');
  const fillIn = async (options: Page, endpoint: string, token: string) => {
    await options.getByLabel('Endpoint', { exact: true }).fill(endpoint);
    await options.getByLabel('Token', { exact: true }).fill(token);
  };

  it('connect: the popup then has the account, and one click adds the address', async () => {
    const { account, token } = await giveAccess(scene(), 'manager');
    const options = await openOptions();
    await connectExtension(options, { endpoint: scene().front.url, token: token.token });
    await sees(options, new RegExp(account));
    const popup = await scene().chromium.openPage('popup');
    await button(popup, `Turn the list on with ${HOME}`).click();
    await sees(popup, `Added ${HOME}.`);
    expect(await scene().operator.values(account)).toEqual([HOME]);
  });

  it('tell whoever has no endpoint how one gets it, by keyboard alone', async () => {
    const { chromium } = scene();
    for (const name of ['popup', 'sidepanel'] as const) {
      const page = await chromium.openPage(name);
      const opened = chromium.context.waitForEvent('page');
      await tabTo(page, /^I have none yet$/);
      // A popup closes before the key is up again.
      const pressed = page.keyboard.press('Enter').catch(() => {});
      const help = await opened;
      await pressed;
      await sees(help, 'You have no endpoint yet');
      await help.close();
    }
    const options = await openOptions();
    await tabTo(options, /^I have none yet$/);
    await options.keyboard.press('Enter');
    for (const text of ['npm ci && npm start', 'npm run deploy']) await sees(options, text);
    expect(await findFaults(options)).toEqual([]);
    expect(scene().front.seen).toEqual([]);
    await tabTo(options, /^Enter endpoint and token$/);
    await options.keyboard.press('Enter');
    await sees(options, 'Connect to Sendgate');
  });

  it('test a connection, and say its role, account and version before anything is kept', async () => {
    const { account, token } = await giveAccess(scene(), 'viewer');
    const options = await openOptions();
    await fillIn(options, scene().front.url, token.token);
    await button(options, 'Test connection').click();
    await sees(options, 'This works');
    for (const fact of ['Viewer', account, VERSION]) await sees(options, fact);
    expect(await scene().chromium.kept('connections')).toBeUndefined();
  });

  it('say nothing of credentials that are others by the time that the answer comes', async () => {
    const { front } = scene();
    const { token } = await giveAccess(scene(), 'viewer');
    const options = await openOptions();
    await fillIn(options, front.url, token.token);
    const release = front.hold();
    await button(options, 'Test connection').click();
    await expect.poll(() => front.seen.length).toBeGreaterThan(0);
    await options.getByLabel('Token', { exact: true }).fill('sga_another');
    release();
    await options.locator('.spinner').waitFor({ state: 'detached' });
    expect(await options.getByText('This works').count()).toBe(0);
    await fillIn(options, front.url, token.token);
    await button(options, 'Test connection').click();
    await sees(options, 'This works');
  });

  it('name the cause of a failure', async () => {
    const { front } = scene();
    front.address = STRANGER;
    const { token } = await giveAccess(scene(), 'manager');
    const options = await openOptions();
    const expectRefused = async (endpoint: string, given: string, cause: RegExp) => {
      await fillIn(options, endpoint, given);
      await button(options, 'Save').click();
      await sees(options, cause);
    };
    await expectRefused('http://sendgate.example.com', token.token, /has to be called over https/);
    await expectRefused('http://127.0.0.1:9', token.token, /127\.0\.0\.1:9 does not answer/);
    await expectRefused(front.url, 'sga_made_up_and_of_nobody', /The token is refused/);
    front.disorder = 'not-sendgate';
    await expectRefused(front.url, token.token, /answers, but not as Sendgate does/);
    front.disorder = undefined;
    const { token: checker } = await giveAccess(scene(), 'checker');
    await expectRefused(front.url, checker.token, /This token reads no list/);
    await scene().chromium.context.setOffline(true);
    await expectRefused(front.url, token.token, /You are offline/);
    expect(await scene().chromium.kept('connections')).toBeUndefined();
  });

  it('keep the token in this browser’s local storage alone, and never show it again', async () => {
    const { token } = await giveAccess(scene(), 'manager');
    const options = await openOptions();
    await connectExtension(options, { endpoint: scene().front.url, token: token.token });
    expect(await scene().chromium.kept('connections')).toMatchObject([{ token: token.token }]);
    expect(await scene().chromium.synced()).toEqual({});
    await options.reload();
    await sees(options, 'Connections');
    expect(await options.content()).not.toContain(token.token);
    const saved = options.waitForEvent('download');
    await button(options, 'Export as a file').click();
    const file = readFileSync(await (await saved).path(), 'utf8');
    expect(file).toContain(scene().front.url);
    expect(file).not.toContain(token.token);
  });

  it('hold several deployments and accounts, and the popup switches between them', async () => {
    const first = await giveAccess(scene(), 'manager');
    const second = await giveAccess(scene(), 'manager');
    const options = await openOptions();
    const endpoint = scene().front.url;
    await connectExtension(options, { endpoint, token: first.token.token });
    await options.getByText('Add a connection').click();
    await connectExtension(options, { endpoint, token: second.token.token });
    await sees(options, second.account);
    const popup = await scene().chromium.openPage('popup');
    await popup.getByLabel('Choose an account').selectOption({ label: second.account });
    await button(popup, `Turn the list on with ${HOME}`).click();
    await sees(popup, `Added ${HOME}.`);
    expect(await scene().operator.values(second.account)).toEqual([HOME]);
    expect(await scene().operator.values(first.account)).toEqual([]);
  });

  it('keep what is typed while a connection is being saved', async () => {
    const { front } = scene();
    const [first, second] = [
      await giveAccess(scene(), 'manager'),
      await giveAccess(scene(), 'manager'),
    ];
    const options = await openOptions();
    await connectExtension(options, { endpoint: front.url, token: first.token.token });
    await options.getByText('Add a connection').click();
    await fillIn(options, front.url, second.token.token);
    const { length } = front.seen;
    const release = front.hold();
    await button(options, 'Save').click();
    await expect.poll(() => front.seen.length).toBeGreaterThan(length);
    const token = options.getByLabel('Token', { exact: true });
    await token.fill('sga_another');
    release();
    await sees(options, second.account);
    await options.locator('.spinner').waitFor({ state: 'detached' });
    expect(await token.inputValue()).toBe('sga_another');
  });

  it('erase everything, after asking', async () => {
    await scene().connect();
    const options = await openOptions();
    await button(options, 'Erase everything…').click();
    await options.getByRole('dialog').getByRole('button', { name: 'Erase everything' }).click();
    await sees(options, 'Everything is erased.');
    expect(await scene().chromium.kept('connections')).toBeUndefined();
  });

  it('change the language of every page at once', async () => {
    await scene().connect();
    const options = await openOptions();
    const popup = await scene().chromium.openPage('popup');
    await button(popup, `Turn the list on with ${HOME}`).waitFor();
    const panel = await scene().chromium.openPage('sidepanel');
    await button(panel, 'Add the first entry').waitFor();
    // After this nothing but the new language would draw the pages anew.
    for (const page of [popup, panel]) await hasRead(page);
    await options.getByRole('radio', { name: '简体中文' }).check({ force: true });
    await options.getByRole('heading', { level: 1, name: /选项|设置/ }).waitFor();
    await popup.getByRole('button', { name: new RegExp(`添加.*${HOME}`) }).waitFor();
    await panel.getByRole('button', { name: '添加首个条目' }).waitFor();
    for (const page of [options, popup, panel]) {
      await expect.poll(() => page.evaluate(() => document.documentElement.lang)).toBe('zh-CN');
    }
  });

  it('put the tab on a console that was added, once the browser allows it', async () => {
    await scene().connect();
    await scene().chromium.allowHost(OTHER_HOST);
    const options = await openOptions();
    await options.getByLabel('Another console').fill(OTHER_HOST);
    await options
      .getByRole('region', { name: 'Provider consoles' })
      .getByRole('button', { name: 'Add', exact: true })
      .click();
    await sees(options, `The tab stands on ${OTHER_HOST}`);
    const page = await scene().chromium.openConsole(`https://${OTHER_HOST}/`);
    await page.locator('sendgate-tab').waitFor({ state: 'attached' });

    await page.locator('sendgate-tab').evaluate((tab) => tab.classList.add('of-before'));
    await scene().chromium.replaceExtension();
    await page.locator('sendgate-tab:not(.of-before)').waitFor({ state: 'attached' });
    await expect.poll(() => page.locator('sendgate-tab').count()).toBe(1);
  });
});
