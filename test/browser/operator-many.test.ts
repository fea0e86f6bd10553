/** The operator's page with so many accounts that they come in several pages. */
import type { Page, Route } from 'playwright-core';
import { expect, it } from 'vitest';
import { startServer } from '../../local/server.ts';
import { temporaryFolder } from '../local/temporary-folder.ts';
import { readFocus } from './support/by-keyboard.ts';
import { describeExtension } from './support/extension-scene.ts';
import { MANY, makeMany, nameOfMany } from './support/many-accounts.ts';
import { button, hasRead, sees } from './support/on-page.ts';
import { Operator } from './support/operator.ts';
import { openOperator, account as rowOf, search } from './support/operator-page.ts';

const NARROW = { width: 320, height: 700 };
/** It is on the last page. */
const LAST = nameOfMany(MANY - 1);

declare global {
  interface Window {
    readonly shifts: number[];
  }
}

describeExtension(
  'The operator’s page with 300 accounts',
  (scene) => {
    const open = (size?: { width: number; height: number }) => openOperator(scene(), size);
    const names = (page: Page) => page.locator('[data-account] .account-name').allTextContents();
    const listed = () =>
      scene().front.seen.filter(
        ({ method, url }) => method === 'GET' && url.startsWith('/v1/accounts?'),
      );
    const scroller = (page: Page) => page.locator('.entries').first();
    const endOfList = async (page: Page) => {
      await scroller(page).evaluate((list) => list.scrollTo(0, list.scrollHeight));
      return page.locator('.entry-row').last().getAttribute('aria-posinset');
    };
    const fits = (page: Page) =>
      page.evaluate(() => document.documentElement.scrollHeight === window.innerHeight);

    it('reads them page by page while the list scrolls, and says at once how many there are', async () => {
      const page = await open();
      await sees(page, '300 accounts');
      await hasRead(page);
      expect(listed()).toHaveLength(1);
      await expect.poll(() => endOfList(page)).toBe(String(MANY));
      expect(listed()).toHaveLength(3);
      expect(await page.locator('[data-account]').count()).toBeLessThan(60);
      expect(await page.locator('.entry-row').last().getAttribute('aria-setsize')).toBe('300');
    });

    it('finds an account of the last page, and asks only once typing pauses', async () => {
      const page = await scene().chromium.openPage('operator');
      await scene().connectOperator();
      await page.clock.install();
      await page.reload();
      await page.locator('[data-account]').first().waitFor();
      await page.clock.pauseAt(Date.now() + 3_600_000);
      scene().front.seen.length = 0;
      await page.getByLabel('Search all accounts').pressSequentially(LAST.toUpperCase());
      await page.clock.runFor(200);
      expect(listed()).toEqual([]);
      await page.clock.runFor(200);
      await expect.poll(() => listed().length).toBe(1);
      await page.clock.resume();
      await sees(page, '1 account found');
      expect(await names(page)).toEqual([LAST]);
    });

    it('never lets a late answer replace a newer one', async () => {
      const page = await open();
      const held = Promise.withResolvers<Route>();
      await page.route(/[?&]q=support/, (route) => held.resolve(route));
      await search(page, 'support');
      const late = await held.promise;
      await search(page, 'orders');
      await sees(page, /^43 accounts found/);
      const answered = page.waitForResponse(/[?&]q=support/);
      await late.continue();
      await (await answered).finished();
      // By the time that the page has a later answer and has drawn again, it has dealt with the late one.
      await page.evaluate(async (url) => {
        await (await fetch(url)).text();
        for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
      }, `${scene().front.url}/healthz`);
      await sees(page, /^43 accounts found/);
      expect((await names(page)).filter((name) => !name.includes('-orders@'))).toEqual([]);
    });

    it('keeps to a state, and sorts all accounts, not those of the first page', async () => {
      const page = await open();
      await page.getByLabel('Which accounts').selectOption('Suspended');
      await sees(page, /^12 accounts found/);
      const chips = page.locator('[data-account] .account-state');
      expect(new Set(await chips.allTextContents())).toEqual(new Set(['⊘Suspended']));
      await page.getByLabel('Which accounts').selectOption('All states');
      await page.getByLabel('Order', { exact: true }).selectOption('Most entries');
      await expect
        .poll(() => page.locator('[data-account] .account-entries').first().textContent())
        .toContain('7 of 10');
      await page.getByLabel('Order', { exact: true }).selectOption('Longest without a check');
      await expect
        .poll(() => page.locator('[data-account] .account-check').first().textContent())
        .toContain('no check yet');
      await page.getByLabel('Order', { exact: true }).selectOption('Most alerts');
      await expect
        .poll(() => page.locator('[data-account] .account-alerts').first().textContent())
        .toContain('1 alert in 24 hours');
      await sees(page, '300 accounts');
    });

    it('opens an account over the list where room is short, and Back keeps search and scroll', async () => {
      const page = await open(NARROW);
      await search(page, 'mail.example');
      await sees(page, '300 accounts found');
      await hasRead(page);
      await scroller(page).evaluate((list) => list.scrollTo(0, 1_500));
      await page.locator('[aria-posinset="30"] [data-account]').waitFor();
      const row = page.locator('[aria-posinset="30"] [data-account]');
      const name = (await row.getAttribute('data-account')) ?? '';
      const before = await scroller(page).evaluate((list) => list.scrollTop);
      await row.click();
      await page.getByRole('region', { name, exact: true }).waitFor();
      expect(await readFocus(page)).toBe(name);
      expect(await row.isVisible()).toBe(false);
      expect(await fits(page)).toBe(true);
      await page.goBack();
      await expect.poll(() => row.isVisible()).toBe(true);
      expect(await scroller(page).evaluate((list) => list.scrollTop)).toBe(before);
      expect(await page.getByLabel('Search all accounts').inputValue()).toBe('mail.example');
      expect(await row.evaluate((element) => element === document.activeElement)).toBe(true);
      // The page's own way back does the same.
      await row.click();
      await button(page, 'Back to the accounts').click();
      await expect.poll(() => row.isVisible()).toBe(true);
      expect(await scroller(page).evaluate((list) => list.scrollTop)).toBe(before);
    });

    it('opens an account beside the list where there is room', async () => {
      const page = await open();
      const row = page.locator('[data-account]').nth(2);
      const name = (await row.getAttribute('data-account')) ?? '';
      await row.click();
      const opened = page.getByRole('region', { name, exact: true });
      await opened.waitFor();
      expect(await row.isVisible()).toBe(true);
      expect(await row.getAttribute('aria-current')).toBe('true');
      await page.emulateMedia({ forcedColors: 'active' });
      const outline = (of: typeof row) =>
        of.evaluate(({ parentElement }) => getComputedStyle(parentElement as Element).outlineStyle);
      expect(await outline(row)).toBe('solid');
      expect(await outline(page.locator('[data-account]').nth(3))).toBe('none');
      const other = page.locator('[data-account]').nth(3);
      await other.click();
      await opened.waitFor({ state: 'detached' });
      await page.keyboard.press('Escape');
      await expect.poll(() => page.getByRole('region').count()).toBe(0);
      expect(await other.evaluate((element) => element === document.activeElement)).toBe(true);
    });

    it.each([
      { width: 1200, height: 800 },
      { width: 700, height: 600 },
      { width: 320, height: 700 },
    ])('fits its window, and nothing jumps after the first paint: %o', async (size) => {
      const page = await scene().chromium.openPage('operator', size);
      await page.addInitScript(() => {
        const shifts: number[] = [];
        Object.assign(window, { shifts });
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries() as (PerformanceEntry & {
            readonly value: number;
            readonly hadRecentInput: boolean;
          })[]) {
            if (!entry.hadRecentInput) shifts.push(entry.value);
          }
        }).observe({ type: 'layout-shift', buffered: true });
      });
      await scene().connectOperator(LAST);
      await page.reload();
      await page.locator('[data-account]').first().waitFor();
      await hasRead(page);
      expect(await fits(page)).toBe(true);
      for (const tab of ['Relay tokens', 'Metrics', 'Accounts']) {
        await page.getByRole('tab', { name: tab }).click();
        await hasRead(page);
        expect(await fits(page)).toBe(true);
      }
      await button(page, 'Create an account').click();
      expect(await fits(page)).toBe(true);
      await button(page, /^(Close|Back to the accounts)$/).click();
      await page.locator('[data-account]').first().click();
      await hasRead(page);
      expect(await fits(page)).toBe(true);
      expect(await page.evaluate(() => window.shifts)).toEqual([]);
    });

    it('says when no account is like that, and leads back to all of them', async () => {
      const page = await open();
      await search(page, 'nobody@nowhere');
      await sees(page, 'No account is like this.');
      expect(await page.locator('[data-account]').count()).toBe(0);
      await button(page, 'Show all accounts').click();
      await sees(page, '300 accounts');
      await rowOf(page, nameOfMany(0)).waitFor();
    });
  },
  { startWorker: startWithMany },
);

async function startWithMany() {
  await using started = new AsyncDisposableStack();
  const state = started.use(temporaryFolder());
  const server = await startServer({
    port: 0,
    host: '127.0.0.1',
    stateDir: state.path,
    trustClientAddressHeader: true,
  });
  started.defer(() => server.close());
  await makeMany(new Operator(server.url, server.operatorToken));
  const running = started.move();
  return { ...server, close: () => running.disposeAsync() };
}
