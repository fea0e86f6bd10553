/**
 * The tab and the drawer on consoles in Firefox. The pages' own policy allows no foreign content.
 */
import type { Page } from 'puppeteer-core';
import { expect, it } from 'vitest';
import { HOME } from './support/endpoint-front.ts';
import { describeFirefox } from './support/firefox-scene.ts';
import { OTHER_HOST, TENCENT_CONSOLE } from './support/provider-console.ts';

/** Finds controls of the page that something else covers. */
async function findCovered(page: Page): Promise<(string | null)[]> {
  return page.evaluate(() => {
    const controls = [...document.querySelectorAll('button')];
    const covered = controls.filter((control) => {
      const { left, top, width, height } = control.getBoundingClientRect();
      return document.elementFromPoint(left + width / 2, top + height / 2) !== control;
    });
    return covered.map((control) => control.textContent);
  });
}

async function readMargins(page: Page): Promise<string> {
  return page.evaluate(() => document.documentElement.getAttribute('style') ?? '');
}

/** The local name of the element that has the focus. */
async function readFocus(page: Page): Promise<string> {
  return page.evaluate(() => document.activeElement?.localName ?? '');
}

describeFirefox('On a provider’s console', (scene) => {
  const openConsole = async (url = TENCENT_CONSOLE) => {
    const page = await scene().firefox.openConsole(url);
    await page.waitForSelector('sendgate-tab');
    return page;
  };
  const openDrawer = async (page: Page) => {
    await page.locator('sendgate-tab').click();
    await page.waitForSelector('sendgate-drawer');
    return scene().firefox.findDrawer(page);
  };
  const gone = (page: Page, name: string) => page.waitForSelector(name, { hidden: true });

  it('the tab comes and goes with the path, as the console’s own script changes it', async () => {
    await scene().connect(HOME);
    const page = await scene().firefox.openConsole('https://console.tencentcloud.com/cvm');
    await page.evaluate(() => history.pushState(null, '', '/ses/sender'));
    await page.waitForSelector('sendgate-tab');
    await page.evaluate(() => history.pushState(null, '', '/cvm/instances'));
    await gone(page, 'sendgate-tab');
    await page.evaluate(() => history.back());
    await page.waitForSelector('sendgate-tab');
  });

  it('the drawer shows the list, and covers none of the page’s controls', async () => {
    const { account } = await scene().connect(HOME);
    const page = await openConsole();
    const drawer = await openDrawer(page);
    await expect.poll(() => drawer.evaluate(() => document.body.textContent)).toContain(account);
    for (const [width, height] of [
      [1100, 700],
      [900, 500],
    ] as const) {
      await page.setViewport({ width, height });
      await expect.poll(() => findCovered(page)).toEqual([]);
      expect(await page.$('sendgate-drawer')).not.toBeNull();
    }
    expect(await page.evaluate(() => getComputedStyle(document.body).color)).toBe('rgb(255, 0, 0)');
  });

  it('the drawer closes on Escape, gives the page its room back, and the focus to the tab', async () => {
    await scene().connect(HOME);
    const page = await openConsole();
    const before = await readMargins(page);
    await openDrawer(page);
    expect(await readMargins(page)).toMatch(/margin-(left|right): 380px !important/);
    await page.keyboard.press('Escape');
    await gone(page, 'sendgate-drawer');
    expect(await readMargins(page)).toBe(before);
    await expect.poll(() => readFocus(page)).toBe('sendgate-tab');
    await page.keyboard.press('Enter');
    await page.waitForSelector('sendgate-drawer');
  });

  it('the tab, hidden by the keyboard, comes back with the next key', async () => {
    await scene().connect(HOME);
    const page = await openConsole();
    for (let stop = 0; stop < 40 && (await readFocus(page)) !== 'sendgate-tab'; stop++) {
      await page.keyboard.press('Tab');
    }
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.waitForSelector('sendgate-hidden');
    await gone(page, 'sendgate-tab');
    await expect.poll(() => readFocus(page)).toBe('sendgate-hidden');
    await page.keyboard.press('Enter');
    await page.waitForSelector('sendgate-tab');
    await gone(page, 'sendgate-hidden');
    await expect.poll(() => readFocus(page)).toBe('sendgate-tab');
  });

  it('a window that opens for want of room begins at this browser’s address', async () => {
    await scene().connect('192.0.2.10');
    const page = await scene().firefox.openConsole(TENCENT_CONSOLE);
    await page.waitForSelector('sendgate-tab');
    await page.setViewport({ width: 700, height: 500 });
    await page.locator('sendgate-tab').click();
    const panel = await scene().firefox.findPanelWindow();
    await expect
      .poll(() => panel.evaluate(() => document.activeElement?.ariaLabel ?? ''))
      .toBe(`Add for 1 day: ${HOME}`);
  });

  it('the drawer closes on Escape, also while its panel still loads', async () => {
    await scene().connect(HOME);
    const page = await openConsole();
    await page.locator('sendgate-tab').click();
    await page.waitForSelector('sendgate-drawer');
    await page.keyboard.press('Escape');
    await gone(page, 'sendgate-drawer');
  });

  it('a window that becomes too narrow for both keeps the page', async () => {
    await scene().connect(HOME);
    const page = await openConsole();
    const before = await readMargins(page);
    await openDrawer(page);
    await page.setViewport({ width: 700, height: 500 });
    await gone(page, 'sendgate-drawer');
    expect(await readMargins(page)).toBe(before);
    await expect.poll(() => findCovered(page)).toEqual([]);
  });

  it('the tab stands on a host that was added in the options, and no longer once it is removed', async () => {
    await scene().connect(HOME);
    const host = `https://${OTHER_HOST}/`;
    const before = await scene().firefox.openConsole(host);
    await openConsole();
    expect(await before.$('sendgate-tab')).toBeNull();

    const options = await scene().firefox.openPage('options');
    await options.locator(`::-p-aria([name="Another console"][role="textbox"])`).fill(OTHER_HOST);
    await options.keyboard.press('Enter');
    await options.waitForSelector(`::-p-text(The tab stands on ${OTHER_HOST})`);
    await before.waitForSelector('sendgate-tab');
    await openConsole(host);

    await options.bringToFront();
    await options.locator(`button[aria-label="Remove ${OTHER_HOST}"]`).click();
    await options.waitForSelector('::-p-text(None yet)');
    await expect.poll(() => scene().firefox.addedHosts()).toEqual([]);
    const after = await scene().firefox.openConsole(host);
    await openConsole();
    expect(await after.$('sendgate-tab')).toBeNull();
  });

  it('of two scripts on one page, the later one goes on alone', async () => {
    await scene().connect(HOME);
    const page = await scene().firefox.openConsole(`https://${OTHER_HOST}/`);
    const options = await scene().firefox.openPage('options');
    const addHost = async () => {
      await options.locator(`::-p-aria([name="Another console"][role="textbox"])`).fill(OTHER_HOST);
      await options.keyboard.press('Enter');
      await options.waitForSelector(`::-p-text(The tab stands on ${OTHER_HOST})`);
    };
    await addHost();
    await page.waitForSelector('sendgate-tab');
    await options.locator(`button[aria-label="Remove ${OTHER_HOST}"]`).click();
    await options.waitForSelector('::-p-text(None yet)');
    await expect.poll(() => scene().firefox.addedHosts()).toEqual([]);
    await page.evaluate(() =>
      document.querySelector('sendgate-tab')?.setAttribute('data-first', ''),
    );
    await addHost();
    await page.waitForSelector('sendgate-tab:not([data-first])');
    // Both pages would show the tab at its new place.
    const moved = { hidden: false, side: 'left', top: 0.2 };
    await scene().firefox.keep({ 'tab-positions': { [OTHER_HOST]: moved } });
    await options.bringToFront();
    await page.bringToFront();
    const tabs = () =>
      page.evaluate(() =>
        Array.from(document.querySelectorAll('sendgate-tab'), (tab) => tab.className),
      );
    await expect.poll(tabs).toEqual(['tab left']);
  });

  it('no event that the page makes ends the tab', async () => {
    await scene().connect(HOME);
    const page = await openConsole();
    await page.evaluate(() => {
      for (const target of [document, window, document.documentElement]) {
        target.dispatchEvent(new Event('sendgate-started'));
      }
    });
    await openDrawer(page);
  });
});
