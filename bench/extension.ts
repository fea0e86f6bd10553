/** What a person waits for: the popup, and the panel over a long list, as the built extension shows them. */
import type { Page } from 'playwright-core';
import { pinClient, useAllCores } from './cores.ts';
import { BARE, ExtensionDesk } from './extension-desk.ts';
import type { Bench, Figure } from './figure.ts';
import { PAINTED_AT, SCROLL } from './in-page.ts';
import { median, medians } from './rounds.ts';

const ENTRIES = 10_000;
const ROUNDS = 20;
/** What is typed into the search, of which ever less is found. */
const TYPED = 'server 1234 of';

export const extension: Bench = {
  title: 'The extension: what a person waits for',
  method: `The built extension in headless Chromium, on all cores, with a list of ${ENTRIES.toLocaleString('en')} entries and an endpoint that is silent but for the change. A page’s time begins with its navigation; \`bare\` is a page of the extension with one line of text: what it takes is the browser’s and the machine’s, and the rest of the popup’s time is its own share.`,
  async measure(progress) {
    useAllCores();
    try {
      progress('building, and making the list');
      await using desk = await ExtensionDesk.open(ENTRIES);
      const changed = await measureChange(desk);
      await desk.silence();
      progress('opening popup and panel');
      const opened = await measureOpening(desk);
      progress('typing and scrolling');
      return [...opened, ...(await measureUse(desk)), ...changed];
    } finally {
      pinClient();
    }
  },
};

async function measureOpening(desk: ExtensionDesk): Promise<Figure[]> {
  const painted = async (name: string) => {
    await using opened = await desk.openPage(name);
    return await opened.page.evaluate<number>(PAINTED_AT);
  };
  const of = await medians(
    [
      { name: 'bare', round: () => painted(BARE) },
      { name: 'popup', round: () => painted('popup.html') },
      {
        name: 'panel',
        round: async () => {
          await using opened = await desk.openPage('sidepanel.html');
          return await rowsAt(opened.page);
        },
      },
    ],
    ROUNDS,
  );
  const [bare, popup, panel] = [of('bare'), of('popup'), of('panel')];
  const what = 'shows the last known state';
  return [
    { what: `the popup ${what}`, value: popup, unit: 'ms', atMost: 100 },
    { what: 'bare, in the same rounds', value: bare, unit: 'ms' },
    { what: 'the popup’s own share', value: popup - bare, unit: 'ms', atMost: 100 },
    { what: `the panel ${what}`, value: panel, unit: 'ms', atMost: 300 },
  ];
}

/** Milliseconds from the navigation until the first row stood there. */
function rowsAt(page: Page): Promise<number> {
  return page.evaluate('window.seen.rowsAt');
}

async function measureUse(desk: ExtensionDesk): Promise<Figure[]> {
  await using opened = await desk.openPage('sidepanel.html');
  const { page } = opened;
  await rowsAt(page);
  const keys: number[] = [];
  await page.getByRole('searchbox').focus();
  for (const key of [...TYPED, ...Array.from(TYPED, () => 'Backspace')]) {
    await page.evaluate('window.seen.events.length = 0');
    await page.keyboard.press(key === ' ' ? 'Space' : key);
    // An event is noted with the frame that shows what it did; one below the threshold is not.
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

async function measureChange(desk: ExtensionDesk): Promise<Figure[]> {
  await using opened = await desk.openPage('sidepanel.html');
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
