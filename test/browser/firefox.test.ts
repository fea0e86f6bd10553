import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, beforeEach, expect, inject, it } from 'vitest';
import { describeBrowser } from './describe-browser.ts';
import { HOME } from './endpoint-front.ts';
import { Firefox } from './firefox.ts';
import { TENCENT_CONSOLE } from './provider-console.ts';
import { connectionOf, giveAccess, openSite, type Site } from './site.ts';

describeBrowser('Firefox ESR', 'The extension', () => {
  let site: Site | undefined;
  let firefox: Firefox | undefined;
  const browser = () => {
    if (!site || !firefox) throw new Error('the browser has not started');
    return { site, firefox };
  };
  beforeAll(async () => {
    site = await openSite(inject('workerUrl'), inject('operatorToken'));
    firefox = await Firefox.launch({ build: inject('firefoxBuild'), console: site.console });
  });
  beforeEach(async () => {
    browser().site.front.reset();
    await browser().firefox.erase();
  });
  afterAll(async () => {
    await firefox?.[Symbol.asyncDispose]();
    await site?.[Symbol.asyncDispose]();
  });

  const connect = async (...values: string[]) => {
    const access = await giveAccess(browser().site, 'manager');
    const entries = { format: 'address', values, remark: 'Mail server' };
    if (values.length > 0) await browser().site.operator.add(access.account, entries);
    await browser().firefox.keep({ connections: [connectionOf(browser().site, access)] });
    return access;
  };
  const press = async (page: Page, name: string) => page.locator(`::-p-text(${name})`).click();
  const sees = async (page: Page, text: string) => page.waitForSelector(`::-p-text(${text})`);

  it('is connected in the options', async () => {
    const { token, account } = await giveAccess(browser().site, 'manager');
    const options = await browser().firefox.openPage('options');
    await options.locator('input[type=text], input:not([type])').fill(browser().site.front.url);
    await options.locator('input[type=password]').fill(token.token);
    await options.locator('button[type=submit]').click();
    await sees(options, account);
  });

  it('adds the current address in the popup, and takes it back', async () => {
    const { account } = await connect();
    const { operator } = browser().site;
    const popup = await browser().firefox.openPage('popup');
    await press(popup, `Add ${HOME}`);
    await sees(popup, `Added ${HOME}.`);
    expect(await operator.values(account)).toEqual([HOME]);
    expect(await operator.verdict(account, '198.51.100.1')).toBe('deny');
    await expect.poll(() => browser().firefox.badge()).toBe('✓');
    await press(popup, 'Undo');
    await sees(popup, 'It is as it was before.');
    expect(await operator.values(account)).toEqual([]);
  });

  it('adds a segment in the panel', async () => {
    const { account } = await connect(HOME);
    const panel = await browser().firefox.openPage('sidepanel');
    await panel.waitForSelector('[data-entry]');
    await press(panel, '+ Add');
    await press(panel, 'IP segment');
    await panel.locator('textarea').fill('198.51.100.0/24');
    await press(panel, 'Add 1 segment');
    await sees(panel, 'Added 198.51.100.0/24.');
    expect(await browser().site.operator.values(account)).toEqual([HOME, '198.51.100.0/24']);
  });

  it('opens a drawer from the tab on a console, which leaves the page its controls', async () => {
    const { account } = await connect(HOME);
    const page = await browser().firefox.openConsole(TENCENT_CONSOLE);
    const tab = await page.waitForSelector('sendgate-tab');
    await tab?.click();
    await page.waitForSelector('sendgate-drawer');
    const panel = await browser().firefox.findFramedPanel(page);
    await expect
      .poll(() => panel.evaluate(() => document.body.textContent ?? ''), { timeout: 10_000 })
      .toContain(account);
    const clicked = await page.evaluate(() => {
      const [contact, help] = document.querySelectorAll('button');
      const covered = [contact, help].filter((control) => {
        const { left, top, width, height } = control?.getBoundingClientRect() ?? new DOMRect();
        const there = document.elementFromPoint(left + width / 2, top + height / 2);
        return there !== control;
      });
      return covered.map((control) => control?.textContent);
    });
    expect(clicked).toEqual([]);
    expect(await page.evaluate(() => getComputedStyle(document.body).color)).toBe('rgb(255, 0, 0)');
  });
});
