import type { Frame, Page } from 'puppeteer-core';
import { expect, it } from 'vitest';
import { HOME } from './support/endpoint-front.ts';
import type { ExtensionPage } from './support/extension-pages.ts';
import { describeFirefox } from './support/firefox-scene.ts';
import { TENCENT_CONSOLE } from './support/provider-console.ts';
import { giveAccess, operatorConnection } from './support/site.ts';

const STRANGER = '198.51.100.4';

describeFirefox('The extension', (scene) => {
  const press = async (page: Page, name: string) => page.locator(`::-p-text(${name})`).click();
  const sees = async (page: Page, text: string) => page.waitForSelector(`::-p-text(${text})`);
  /**
   * The preview of a change. It stands above the button that makes the change, and moves the button
   * when it comes.
   */
  const NOBODY = 'There are no senders of the last 30 days to judge by.';

  it('is connected in the options', async () => {
    const { token, account } = await giveAccess(scene(), 'manager');
    const options = await scene().firefox.openPage('options');
    await options.locator('input[type=text], input:not([type])').fill(scene().front.url);
    await options.locator('input[type=password]').fill(token.token);
    await options.locator('button[type=submit]').click();
    await sees(options, account);
  });

  it('adds the current address in the popup, and takes it back', async () => {
    const { account } = await scene().connect();
    const { operator } = scene();
    const popup = await scene().firefox.openPage('popup');
    await sees(popup, NOBODY);
    await press(popup, `Turn the list on with ${HOME}`);
    await sees(popup, `Added ${HOME}.`);
    expect(await operator.values(account)).toEqual([HOME]);
    await press(popup, 'Undo');
    await sees(popup, 'It is as it was before.');
    expect(await operator.values(account)).toEqual([]);
    await sees(popup, NOBODY);
    await press(popup, `Turn the list on with ${HOME}`);
    await sees(popup, `Added ${HOME}.`);
    expect(await operator.verdict(account, '198.51.100.1')).toBe('deny');
    await expect.poll(() => scene().firefox.badge()).toBe('✓');
  });

  it('says who would be cut off, in the popup and in the panel (R14, R15)', async () => {
    const { account } = await scene().connect();
    const { operator } = scene();
    await operator.seeSenders(account, '198.51.100.1', HOME);
    const popup = await scene().firefox.openPage('popup');
    await sees(popup, '1 recent sender would be cut off.');
    await press(popup, `Start observing with ${HOME}`);
    await sees(popup, `Added ${HOME}.`);
    expect((await operator.allowlist(account)).mode).toBe('observe');
    const panel = await scene().firefox.openPage('sidepanel');
    await panel.waitForSelector('[data-entry]');
    await press(panel, 'Enforce');
    await sees(panel, '1 recent sender will be cut off.');
    await press(panel, 'Enforce the list, and cut off 1 sender');
    await expect.poll(() => operator.verdict(account, '198.51.100.1')).toBe('deny');
  });

  it('tells of a leak in the panel, and what to do about it', async () => {
    const { account } = await scene().connect(HOME);
    await scene().operator.seeLeak(account, '198.51.100.66');
    const panel = await scene().firefox.openPage('sidepanel');
    await press(panel, 'Alerts');
    await sees(panel, 'Right password from 198.51.100.66, refused');
    await press(panel, 'It wasn’t me');
    await sees(panel, `Somebody has the password of ${account}`);
    await press(panel, 'I have done this');
    await sees(panel, 'This alert is marked as dealt with.');
    await press(panel, 'Back to the alerts');
    await press(panel, 'Webhooks');
    await sees(panel, 'Alerts are sent nowhere yet.');
  });

  it('lets this browser in from its row in the panel', async () => {
    const { account } = await scene().connect('192.0.2.10');
    const panel = await scene().firefox.openPage('sidepanel');
    await sees(panel, `You: ${HOME}`);
    await press(panel, 'Add for 1 day');
    await sees(panel, `Allowed by ${HOME}`);
    expect(await scene().operator.verdict(account, HOME)).toBe('allow');
  });

  it('adds a segment in the panel', async () => {
    const { account } = await scene().connect(HOME);
    const panel = await scene().firefox.openPage('sidepanel');
    await panel.waitForSelector('[data-entry]');
    await press(panel, '+ Add');
    await press(panel, 'IP segment');
    await panel.locator('textarea').fill('198.51.100.0/24');
    await sees(panel, NOBODY);
    await press(panel, 'Add 1 segment');
    await sees(panel, 'Added 198.51.100.0/24.');
    expect(await scene().operator.values(account)).toEqual([HOME, '198.51.100.0/24']);
  });

  it('shows in the panel who has been sending, and adds one', async () => {
    const { account } = await scene().connect(HOME);
    const { operator } = scene();
    await operator.seeSenders(account, STRANGER);
    const panel = await scene().firefox.openPage('sidepanel');
    await panel.waitForSelector('[data-entry]');
    await press(panel, 'Senders');
    await press(panel, STRANGER);
    await press(panel, 'Add it');
    await sees(panel, '1 sender that is refused now will get in.');
    await press(panel, 'Add 1 address');
    await sees(panel, `Added ${STRANGER}.`);
    expect(await operator.values(account)).toEqual([HOME, STRANGER]);
  });

  it('draws every page in its window, and no page fails as it is used', async () => {
    const { account } = await scene().connect(HOME);
    const { operator, firefox } = scene();
    await operator.seeSenders(account, STRANGER);
    await operator.seeLeak(account, '198.51.100.66');
    /** Firefox tells a driver of no error in a page of an extension, so the page itself collects them. */
    const open = async (name: ExtensionPage) => {
      const page = await firefox.openPage(name);
      await page.evaluate(() => {
        const faults: string[] = [];
        Object.assign(globalThis, { faults });
        addEventListener('error', ({ message }) => faults.push(message));
        addEventListener('unhandledrejection', ({ reason }) => faults.push(String(reason)));
      });
      opened.push(page);
      return page;
    };
    const opened: Page[] = [];
    const faults = async () =>
      (await Promise.all(opened.map((page) => page.evaluate('faults')))).flat();
    /** How much of a page is outside of its window: below it, and beside it. */
    const outside = (page: Page | Frame) =>
      page.evaluate(() => {
        const { scrollHeight, scrollWidth, clientWidth } = document.documentElement;
        return { below: scrollHeight - innerHeight, beside: scrollWidth - clientWidth };
      });
    const IN_WINDOW = { below: 0, beside: 0 };

    const popup = await open('popup');
    await sees(popup, 'Allowed');
    expect(await outside(popup), 'popup').toEqual(IN_WINDOW);

    const panel = await open('sidepanel');
    await panel.waitForSelector('[data-entry]');
    expect(await outside(panel), 'allowlist').toEqual(IN_WINDOW);
    await press(panel, '+ Add');
    await panel.locator('textarea').fill('192.0.2.7 # Lab');
    await sees(panel, 'Add 1 address');
    expect(await outside(panel), 'add').toEqual(IN_WINDOW);
    await press(panel, 'Cancel');
    for (const [tab, text] of [
      ['Senders', STRANGER],
      ['Alerts', 'Right password from 198.51.100.66'],
      ['History', 'This is where the account began.'],
    ] as const) {
      await press(panel, tab);
      await sees(panel, text);
      expect(await outside(panel), tab).toEqual(IN_WINDOW);
    }

    const onConsole = await firefox.openConsole(TENCENT_CONSOLE);
    await onConsole.locator('sendgate-tab').click();
    await onConsole.waitForSelector('sendgate-drawer');
    const drawer = await firefox.findDrawer(onConsole);
    await drawer.waitForSelector('[data-entry]');
    expect(await outside(drawer), 'drawer').toEqual(IN_WINDOW);
    const alone = await open('drawer');
    await alone.waitForSelector('[data-entry]');
    expect(await outside(alone), 'drawer alone').toEqual(IN_WINDOW);

    const options = await open('options');
    await sees(options, account);
    expect((await outside(options)).beside, 'options').toBe(0);
    await options.evaluate(() => {
      location.hash = '#no-endpoint';
    });
    await sees(options, 'npm run deploy');
    expect((await outside(options)).beside, 'without an endpoint').toBe(0);

    await firefox.keep({ connections: [operatorConnection(scene())] });
    const page = await open('operator');
    await page.waitForSelector('[data-account]');
    expect(await outside(page), 'operator').toEqual(IN_WINDOW);
    await firefox.keep({ connections: [] });
    const first = await open('sidepanel');
    await first.waitForSelector('.welcome');
    expect(await outside(first), 'first run').toEqual(IN_WINDOW);

    expect(await faults()).toEqual([]);
    await page.evaluate(() => queueMicrotask(() => Promise.reject('it would be seen')));
    await expect.poll(faults).toEqual(['it would be seen']);
  });
});
