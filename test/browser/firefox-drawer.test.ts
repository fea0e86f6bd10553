/**
 * The drawer in Firefox stands on a page that may lay anything over it: what a person can do there,
 * and what not.
 */
import type { Frame, Page } from 'puppeteer-core';
import { expect, it } from 'vitest';
import { HOME } from './support/endpoint-front.ts';
import { describeFirefox } from './support/firefox-scene.ts';
import { TENCENT_CONSOLE } from './support/provider-console.ts';

const SERVER = '192.0.2.10';

/** Only Firefox has these: the place of the window's content on the screen. */
declare const mozInnerScreenX: number;
declare const mozInnerScreenY: number;

interface Spot {
  readonly name: string;
  readonly x: number;
  readonly y: number;
}

/** Puts an opaque cover above everything on the page. Clicks go through it to what is below. */
async function coverWith(page: Page): Promise<void> {
  await page.evaluate(() => {
    const cover = document.createElement('article');
    cover.popover = 'manual';
    for (const [name, value] of Object.entries({
      position: 'fixed',
      inset: '0',
      width: '100vw',
      height: '100vh',
      background: '#fff',
      'pointer-events': 'none',
    })) {
      cover.style.setProperty(name, value, 'important');
    }
    document.body.append(cover);
    cover.showPopover();
  });
}

/** Finds the spots in a frame that do something on a click, in the coordinates of the window. */
async function findSpots(page: Page, frame: Frame): Promise<Spot[]> {
  const at = () => ({ x: mozInnerScreenX, y: mozInnerScreenY });
  const [outer, inner] = [await page.evaluate(at), await frame.evaluate(at)];
  const found = await frame.evaluate(() => {
    const all = document.querySelectorAll(
      'button, a[href], input, select, textarea, summary, label, [tabindex], [role=menuitem]',
    );
    return Array.from(all, (element) => {
      const { left, top, width, height } = element.getBoundingClientRect();
      const [x, y] = [left + width / 2, top + height / 2];
      const hit = document.elementFromPoint(x, y);
      const isThere = hit !== null && (element.contains(hit) || hit.contains(element));
      const name = element.getAttribute('aria-label') ?? element.textContent ?? '';
      return isThere && width > 0 ? [{ name: `${element.localName} ${name}`, x, y }] : [];
    }).flat();
  });
  return found.map(({ name, x, y }) => ({
    name,
    x: x + inner.x - outer.x,
    y: y + inner.y - outer.y,
  }));
}

/** Finds the spots once nothing moves any more. */
async function findSettledSpots(page: Page, frame: Frame): Promise<Spot[]> {
  let before = '';
  let spots: Spot[] = [];
  await expect
    .poll(async () => {
      await frame.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
      spots = await findSpots(page, frame);
      const now = JSON.stringify(spots);
      const isSame = now === before;
      before = now;
      return isSame;
    })
    .toBe(true);
  return spots;
}

describeFirefox('In the drawer on a console', (scene) => {
  const openDrawer = async (...values: string[]) => {
    const access = await scene().connect(...values);
    const page = await scene().firefox.openConsole(TENCENT_CONSOLE);
    return { ...access, page, drawer: await reopen(page) };
  };
  const reopen = async (page: Page) => {
    await page.waitForSelector('sendgate-tab');
    await page.locator('sendgate-tab').click();
    await page.waitForSelector('sendgate-drawer');
    const drawer = await scene().firefox.findDrawer(page);
    await drawer.waitForSelector('[data-entry], h2');
    return drawer;
  };
  const press = (drawer: Frame, name: string) =>
    drawer.locator(`::-p-aria([name="${name}"][role="button"])`).click();
  const sees = (frame: Frame | Page, text: string) => frame.waitForSelector(`::-p-text(${text})`);

  it('whatever is laid over it, two clicks change no more than that this address is added', async () => {
    const { account, page, drawer } = await openDrawer(SERVER);
    await coverWith(page);
    const first = await findSpots(page, drawer);
    expect(first.length).toBeGreaterThan(4);
    for (const spot of first) {
      // Clicks the spot again and again, and each time another control that this click has brought
      // up.
      const tried = new Set(first.map(({ name }) => name));
      while (true) {
        await page.bringToFront();
        await page.mouse.click(spot.x, spot.y);
        const next = (await findSettledSpots(page, drawer)).find(({ name }) => !tried.has(name));
        if (next === undefined) break;
        tried.add(next.name);
        await page.mouse.click(next.x, next.y);
        await findSettledSpots(page, drawer);
        const { mode } = await scene().operator.allowlist(account);
        expect(`${spot.name}, ${next.name}: ${mode}`).toContain(': enforce');
      }
    }
    await expect.poll(() => scene().operator.values(account)).toEqual([SERVER, HOME]);
    expect((await scene().operator.allowlist(account)).revision).toBe(3);
  });

  it('adds this browser’s address to a list that is on, and says so', async () => {
    const { account, drawer } = await openDrawer(SERVER);
    await press(drawer, `Add ${HOME}`);
    await sees(drawer, `Added ${HOME}.`);
    await sees(drawer, 'Allowed');
    const { entries } = await scene().operator.allowlist(account);
    expect(entries.map(({ value }) => value)).toEqual([SERVER, HOME]);
    const hours = (Date.parse(entries[1]?.expiresAt ?? '') - Date.now()) / 3_600_000;
    expect(hours).toBeCloseTo(24, 0);
    expect(entries[1]?.remark).toMatch(/^Firefox/);
  });

  it('adds nothing to a list that somebody has turned off since', async () => {
    const { account, drawer } = await openDrawer(SERVER);
    await drawer.waitForSelector('.button.primary');
    await scene().operator.disable(account);
    await press(drawer, `Add ${HOME}`);
    await sees(drawer, 'Nothing was done');
    await sees(drawer, 'Open the list in a window');
    expect(await drawer.$('.button.primary')).toBeNull();
    expect((await scene().operator.allowlist(account)).mode).toBe('off');
  });

  it('opens a window at the same account for all else: to add, at an entry, at a view', async () => {
    const { account, page, drawer } = await openDrawer(SERVER, HOME);
    await drawer.locator(`button[title="Open ${SERVER} in a window"]`).click();
    const panel = await scene().firefox.findPanelWindow();
    await sees(panel, account);
    const focused = () =>
      panel.evaluate(
        () => document.activeElement?.querySelector('.entry-value')?.textContent ?? '',
      );
    await expect.poll(focused).toBe(SERVER);
    await page.bringToFront();
    await press(drawer, 'History');
    await panel.waitForSelector('[role=tab][aria-selected=true]::-p-text(History)');
    await page.bringToFront();
    await press(drawer, 'Add');
    await panel.locator('textarea').fill('192.0.2.11');
    await panel.locator('::-p-aria([name="Add 1 address"][role="button"])').click();
    await sees(drawer, '192.0.2.11');
    expect(await scene().operator.values(account)).toEqual([SERVER, HOME, '192.0.2.11']);
  });
});
