/** The row of this browser's address above the list: whether it may send, and the press that lets it in. */
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { Browser } from 'wxt/browser';
import { readFocus, tabTo } from './support/by-keyboard.ts';
import { HOME } from './support/endpoint-front.ts';
import { describeExtension } from './support/extension-scene.ts';
import { button, entry, hasRead, sees } from './support/on-page.ts';
import { connectionOf, giveAccess } from './support/site.ts';

declare const chrome: typeof Browser;

const SERVER = '192.0.2.10';
const HERE_V6 = '2001:db8:4:1:a1b2:c3d4:e5f6:1234';
const NETWORK = '2001:db8:4:1::/64';
const DAY_MS = 86_400_000;

describeExtension('This browser’s address in the panel', (scene) => {
  const row = (panel: Page) => panel.getByRole('region', { name: 'Your address' });
  const openPanel = async (size = { width: 400, height: 640 }) => {
    const panel = await scene().chromium.openPage('sidepanel', size);
    await row(panel).waitFor();
    await hasRead(panel);
    return panel;
  };
  const pick = async (panel: Page, item: string) => {
    await row(panel)
      .getByRole('button', { name: /^More for / })
      .click();
    await panel.getByRole('menuitem', { name: item, exact: true }).click();
  };
  const findOwn = async (account: string, value = HOME) => {
    const { entries } = await scene().operator.allowlist(account);
    return entries.find((one) => one.value === value);
  };
  /** Connects to several accounts, the first of which is shown. */
  const connectAll = async (...lists: (readonly string[])[]) => {
    const all = [];
    for (const values of lists) {
      const access = await giveAccess(scene(), 'manager');
      if (values.length > 0) {
        await scene().operator.add(access.account, { format: 'address', values });
      }
      all.push(access);
    }
    const connections = all.map((access, index) => ({
      ...connectionOf(scene(), access),
      id: `connection-${index}`,
    }));
    await scene().chromium.keep({ connections });
    return all.map(({ account }) => account);
  };

  it('says that it may not send, and lets it in with one key', async () => {
    const { account } = await scene().connect('manager', SERVER);
    const panel = await openPanel();
    await sees(panel, 'Not allowed');
    await tabTo(panel, /^Add for 1 day: 203\.0\.113\.57/);
    await panel.keyboard.press('Enter');
    await sees(panel, `Allowed by ${HOME}`);
    expect(await scene().operator.verdict(account, HOME)).toBe('allow');
    const own = await findOwn(account);
    expect(own?.remark).toMatch(/Chrom/);
    expect(Date.parse(own?.expiresAt ?? '') - Date.now()).toBeCloseTo(DAY_MS, -6);
    // The button is gone. Its row has the focus, and the next key is not lost.
    await expect.poll(() => readFocus(panel)).toContain(HOME);
    await button(panel, /^Undo/).click();
    await sees(panel, 'Not allowed');
    expect(await scene().operator.values(account)).toEqual([SERVER]);
  });

  it('is let in for as long as is chosen, or with a remark', async () => {
    const { account } = await scene().connect('manager', SERVER);
    const panel = await openPanel();
    await pick(panel, 'Add for good');
    await sees(panel, `Allowed by ${HOME}`);
    expect((await findOwn(account))?.expiresAt).toBeNull();
    await scene().operator.remove(account, HOME);
    await button(panel, 'Read it again').first().click();
    await sees(panel, 'Not allowed');
    await pick(panel, 'Add with a remark, or until…');
    expect(await panel.getByLabel('Values, one a line').inputValue()).toBe(HOME);
    expect(await scene().operator.values(account)).toEqual([SERVER]);
  });

  it('says which entry lets it in, and goes there', async () => {
    await scene().connect('manager', SERVER, HOME);
    const panel = await openPanel();
    await sees(panel, `Allowed by ${HOME}`);
    await pick(panel, `Show ${HOME} in the list`);
    await expect.poll(() => readFocus(panel)).toContain(HOME);
    expect(await entry(panel, HOME).evaluate((own) => own === document.activeElement)).toBe(true);
  });

  it('never turns a list on by one press: the form says first who would be cut off', async () => {
    const { account } = await scene().connect();
    const { operator } = scene();
    await operator.seeSenders(account, SERVER);
    const panel = await openPanel();
    await tabTo(panel, /^Add…: /);
    await panel.keyboard.press('Enter');
    expect(await panel.getByLabel('Values, one a line').inputValue()).toBe(HOME);
    await sees(panel, /1 recent sender would be cut off\./);
    expect((await operator.allowlist(account)).mode).toBe('off');
  });

  it('turns nothing on where somebody else has turned the list off meanwhile', async () => {
    const { account } = await scene().connect('manager', SERVER);
    const { operator } = scene();
    const panel = await openPanel();
    await operator.disable(account);
    await row(panel)
      .getByRole('button', { name: /^Add for 1 day/ })
      .click();
    await sees(panel, /Since you looked/);
    expect((await operator.allowlist(account)).mode).toBe('off');
    // The second try leads to the form.
    await button(panel, 'Do it now').click();
    expect(await panel.getByLabel('Values, one a line').inputValue()).toBe(HOME);
    expect((await operator.allowlist(account)).mode).toBe('off');
  });

  it('adds the network of an IPv6 address, and says how mail over IPv4 gets its entry', async () => {
    const { account } = await scene().connect('manager', SERVER);
    scene().front.address = HERE_V6;
    const panel = await openPanel();
    await sees(panel, `Adds your network, ${NETWORK}.`);
    await sees(panel, /Mail that leaves over IPv4 needs its own entry\./);
    await row(panel)
      .getByRole('button', { name: /^Add for 1 day/ })
      .click();
    await sees(panel, `Allowed by ${NETWORK}`);
    expect(await findOwn(account, NETWORK)).toBeDefined();
    await button(panel, 'How to add your IPv4 address').click();
    await panel.getByRole('dialog', { name: 'Mail that leaves over IPv4' }).waitFor();
    await button(panel, 'Add an IPv4 address…').click();
    expect(await panel.getByLabel('Values, one a line').inputValue()).toBe('');
    scene().front.address = HOME;
    await panel.reload();
    await expect.poll(() => row(panel).textContent()).toContain(HOME);
    expect(await row(panel).getByText('Sendgate sees you over IPv6').count()).toBe(0);
  });

  it('is added to every account whose list is on, each with its answer, and taken back', async () => {
    const [first = '', listed = '', off = '', last = ''] = await connectAll(
      [SERVER],
      [HOME],
      [],
      [SERVER, '192.0.2.11'],
    );
    const { operator } = scene();
    const panel = await openPanel();
    await pick(panel, 'Add my address everywhere…');
    const dialog = panel.getByRole('dialog', { name: 'Add my address everywhere' });
    const answerOf = (account: string) =>
      dialog.getByRole('listitem').filter({ hasText: account }).textContent();
    await button(panel, 'Add to 2 accounts').waitFor();
    expect(await answerOf(listed)).toContain('Your address is on the list already.');
    expect(await answerOf(off)).toContain('The list is off, and stays as it is.');
    await button(panel, 'Add to 2 accounts').click();
    await sees(panel, 'Your address is added to 2 accounts.');
    for (const account of [first, last]) {
      expect(await answerOf(account)).toContain(`Added ${HOME}`);
      expect(await operator.verdict(account, HOME)).toBe('allow');
    }
    expect(await operator.values(listed)).toEqual([HOME]);
    expect((await operator.allowlist(off)).mode).toBe('off');
    await button(panel, 'Take it back').click();
    await expect.poll(() => answerOf(last)).toContain('It is as it was before.');
    expect(await operator.values(first)).toEqual([SERVER]);
    expect(await operator.values(last)).toEqual([SERVER, '192.0.2.11']);
  });

  it('is not added everywhere to a list that somebody changes meanwhile', async () => {
    const [first = '', other = ''] = await connectAll([SERVER], [SERVER]);
    const { operator } = scene();
    const panel = await openPanel();
    await pick(panel, 'Add my address everywhere…');
    await button(panel, 'Add to 2 accounts').waitFor();
    await operator.disable(other);
    await button(panel, 'Add to 2 accounts').click();
    await sees(panel, 'Not added');
    expect((await operator.allowlist(other)).mode).toBe('off');
    expect(await operator.values(first)).toEqual([SERVER, HOME]);
  });

  it('leaves the focus to a form, however the panel was opened', async () => {
    const { account } = await scene().connect('manager', SERVER);
    const panel = await openPanel();
    const place = { connectionId: 'deployment', account };
    const windowId = await panel.evaluate(async () => (await chrome.windows.getCurrent()).id);
    const aim = { place, view: 'own', entryId: null, windowId, at: Date.now() };
    await scene().chromium.keep({ 'panel-wish': aim });
    await expect.poll(() => readFocus(panel)).toMatch(/^Add for 1 day/);
    await button(panel, 'Add').click();
    await panel.getByLabel('Values, one a line').waitFor();
    await panel.keyboard.press('Escape');
    await expect.poll(() => readFocus(panel)).toBe('Search address or remark');
  });

  it('is shown to a viewer, who is offered no change', async () => {
    await scene().connect('viewer', SERVER);
    const panel = await openPanel();
    await sees(panel, 'Not allowed');
    expect(await row(panel).getByRole('button').count()).toBe(0);
  });

  it('is let in at an endpoint of the version before, too', async () => {
    const { account } = await scene().connect('manager', SERVER);
    scene().front.disorder = 'older';
    const panel = await openPanel();
    await row(panel)
      .getByRole('button', { name: /^Add for 1 day/ })
      .click();
    await sees(panel, `Allowed by ${HOME}`);
    expect(await scene().operator.verdict(account, HOME)).toBe('allow');
  });

  it.each([
    [320, 480],
    [400, 640],
    [1200, 700],
  ])('stays in view, and nothing moves or scrolls the page at %i × %i', async (width, height) => {
    const { account } = await scene().connect();
    const values = Array.from({ length: 9 }, (_, index) => `192.0.2.${index + 1}`);
    await scene().operator.add(account, { format: 'address', values });
    await openPanel();
    // The last known state is there from the first paint on.
    const panel = await scene().chromium.openPage('sidepanel', { width, height });
    await panel.addInitScript(() => {
      const shifts: number[] = [];
      Object.assign(globalThis, { shifts });
      new PerformanceObserver((list) => {
        for (const shift of list.getEntries() as (PerformanceEntry & {
          readonly hadRecentInput: boolean;
          readonly value: number;
        })[]) {
          if (!shift.hadRecentInput) shifts.push(shift.value);
        }
      }).observe({ type: 'layout-shift', buffered: true });
    });
    await panel.reload();
    await row(panel).waitFor();
    await hasRead(panel);
    const scrolls = () =>
      panel.evaluate(() => {
        const { scrollHeight, scrollWidth } = document.documentElement;
        return [scrollHeight - innerHeight, scrollWidth - innerWidth];
      });
    const shifts = () =>
      panel.evaluate(() => (globalThis as unknown as { readonly shifts: number[] }).shifts);
    expect(await scrolls()).toEqual([0, 0]);
    expect(await shifts()).toEqual([]);
    await entry(panel, '192.0.2.1').focus();
    await panel.keyboard.press('End');
    await expect.poll(() => readFocus(panel)).toContain('192.0.2.9');
    expect(await row(panel).isVisible()).toBe(true);
    for (const tab of ['Senders', 'Alerts', 'History', 'Allowlist']) {
      await panel.getByRole('tab', { name: tab }).click();
      expect(await scrolls()).toEqual([0, 0]);
      expect(await row(panel).isVisible()).toBe(true);
    }
    await panel.getByLabel('Search address or remark').fill('45.1.2.3');
    await sees(panel, '45.1.2.3 is not allowed.');
    expect(await scrolls()).toEqual([0, 0]);
  });

  it('is told apart in forced colours', async () => {
    await scene().connect('manager', SERVER);
    const panel = await openPanel();
    await panel.emulateMedia({ forcedColors: 'active' });
    const edge = (selector: string) =>
      row(panel)
        .locator(selector)
        .evaluate((element) => getComputedStyle(element).borderTopStyle);
    expect(await edge('.chip')).toBe('solid');
    const outline = await row(panel)
      .locator('.button.primary')
      .evaluate((element) => getComputedStyle(element).outlineStyle);
    expect(outline).toBe('solid');
    expect(await row(panel).locator('.chip').textContent()).toBe('✕Not allowed');
  });
});
