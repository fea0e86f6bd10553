import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { describeBrowser } from './describe-browser.ts';
import { Firefox } from './firefox.ts';
import { connectionOf, giveAccess, openSite, type Site } from './site.ts';

describeBrowser('Firefox ESR', 'The extension', () => {
  let site: Site;
  let firefox: Firefox;
  beforeAll(async () => {
    site = await openSite(inject('workerUrl'), inject('operatorToken'));
    firefox = await Firefox.launch({ build: inject('firefoxBuild'), console: site.console });
  });
  afterAll(async () => {
    await firefox?.[Symbol.asyncDispose]();
    await site?.[Symbol.asyncDispose]();
  });
  it('spike', async () => {
    const access = await giveAccess(site, 'manager');
    await firefox.keep({ connections: [connectionOf(site, access)] });
    const page = await firefox.openPage('popup');
    expect(await page.title()).toBe('Sendgate');
    const con = await firefox.openConsole('https://console.tencentcloud.com/ses/x');
    expect(await con.title()).toBe('Email delivery');
    expect(await con.evaluate(() => getComputedStyle(document.body).color)).toBe('rgb(255, 0, 0)');
  });
});
