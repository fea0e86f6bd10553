/**
 * Measures how long a person waits for the popup and for the panel with a long list, in the built
 * extension.
 */
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { pinClient, useAllCores } from './cores.ts';
import { BARE, type Build, ExtensionBrowser } from './extension-browser.ts';
import type { Bench, Figure } from './figure.ts';
import { PAINTED_AT, SCROLL } from './in-page.ts';
import { median, medians } from './rounds.ts';

const ENTRIES = 10_000;
const ROUNDS = 20;
/** A page is painted only with the next frame, so many openings are needed to distinguish two pages. */
const OPENINGS = 40;
/** The previous release, as it was built. */
const RELEASE = '0.2.0';
const RELEASE_BUILD = join(import.meta.dirname, `../test/fixtures/release-${RELEASE}/extension`);
/** The text that is typed into the search. Each key leaves fewer results. */
const TYPED = 'server 1234 of';

export const extension: Bench = {
  title: 'The extension: what a person waits for',
  method: `The built extension in headless Chromium, on all cores, with a list of ${ENTRIES.toLocaleString('en')} entries and an endpoint that is silent but for the change. A page’s time begins with its navigation; \`bare\` is a page of the extension with one line of text: what it takes is the browser’s and the machine’s, and the rest of the popup’s time is its own share. The extension of ${RELEASE} stands in the same browser, with the same list, and takes its turn in every round.`,
  async measure(progress) {
    useAllCores();
    try {
      progress('building, and making the list');
      await using browser = await ExtensionBrowser.open(ENTRIES, RELEASE_BUILD);
      const changed = await measureChange(browser);
      await browser.silence();
      progress('opening popup and panel');
      const opened = await measureOpening(browser);
      progress('typing and scrolling');
      return [...opened, ...(await measureUse(browser)), ...changed];
    } finally {
      pinClient();
    }
  },
};

async function measureOpening(browser: ExtensionBrowser): Promise<Figure[]> {
  const painted = (name: string, build: Build) => async () => {
    await using opened = await browser.openPage(name, build);
    return await opened.page.evaluate<number>(PAINTED_AT);
  };
  const listed = (build: Build) => async () => {
    await using opened = await browser.openPage('sidepanel.html', build);
    return await rowsAt(opened.page);
  };
  const of = await medians(
    [
      // Each popup follows a page of its own extension, because the next opening may have to wait until that
      // page ends.
      { name: 'bare', round: painted(BARE, 'now') },
      { name: 'popup', round: painted('popup.html', 'now') },
      { name: 'bare before', round: painted(BARE, 'before') },
      { name: 'popup before', round: painted('popup.html', 'before') },
      { name: 'panel', round: listed('now') },
      { name: 'panel before', round: listed('before') },
    ],
    OPENINGS,
  );
  const share = of('popup') - of('bare');
  const shareBefore = of('popup before') - of('bare before');
  const what = 'shows the last known state';
  return [
    { what: `the popup ${what}`, value: of('popup'), unit: 'ms' },
    { what: 'bare, in the same rounds', value: of('bare'), unit: 'ms' },
    { what: 'the popup’s own share', value: share, unit: 'ms' },
    { what: `the popup’s own share in ${RELEASE}`, value: shareBefore, unit: 'ms' },
    {
      what: `the popup’s own share, to that in ${RELEASE}`,
      value: share / shareBefore,
      unit: '×',
      atMost: 1.1,
    },
    { what: `the panel ${what}`, value: of('panel'), unit: 'ms', atMost: 300 },
    { what: `the panel in ${RELEASE}`, value: of('panel before'), unit: 'ms' },
  ];
}

/** Returns the milliseconds from the navigation until the first row was shown. */
function rowsAt(page: Page): Promise<number> {
  return page.evaluate('window.seen.rowsAt');
}

async function measureUse(browser: ExtensionBrowser): Promise<Figure[]> {
  await using opened = await browser.openPage('sidepanel.html');
  const { page } = opened;
  await rowsAt(page);
  const keys: number[] = [];
  await page.getByRole('searchbox').focus();
  for (const key of [...TYPED, ...Array.from(TYPED, () => 'Backspace')]) {
    await page.evaluate('window.seen.events.length = 0');
    await page.keyboard.press(key === ' ' ? 'Space' : key);
    // The browser records an event together with the frame that shows its effect. It does not record events
    // that are shorter than the threshold.
    await page.evaluate(
      'new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 50)))',
    );
    keys.push(await page.evaluate<number>('Math.max(16, ...window.seen.events)'));
  }
  const frames: number[] = [];
  for (let round = 0; round < ROUNDS / 4; round++) {
    await page.evaluate("document.querySelector('.entries').scrollTop = 0");
    frames.push(await page.evaluate<number>(SCROLL));
  }
  return [
    {
      what: 'a key in the panel’s search, until it shows',
      value: median(keys),
      unit: 'ms',
      atMost: 50,
    },
    { what: 'the slowest of the keys', value: Math.max(...keys), unit: 'ms' },
    { what: 'the longest frame while it scrolls', value: median(frames), unit: 'ms', atMost: 50 },
  ];
}

async function measureChange(browser: ExtensionBrowser): Promise<Figure[]> {
  await using opened = await browser.openPage('sidepanel.html');
  const { page } = opened;
  await rowsAt(page);
  const longest: number[] = [];
  for (let round = 1; round <= ROUNDS / 4; round++) {
    const remark = `Changed ${round} times`;
    await page.waitForLoadState('networkidle');
    await page.locator('[data-entry]').first().focus();
    await page.keyboard.press('Enter');
    await page.getByLabel(/^Remark of/).fill(remark);
    await page.evaluate('window.seen.tasks.length = 0');
    await page.keyboard.press('Enter');
    await page.locator('[data-entry]').filter({ hasText: remark }).waitFor();
    await page.waitForTimeout(1_000);
    longest.push(await page.evaluate<number>('Math.max(0, ...window.seen.tasks)'));
  }
  return [
    {
      what: 'the longest task after a change of one entry',
      value: median(longest),
      unit: 'ms',
      atMost: 100,
    },
  ];
}
