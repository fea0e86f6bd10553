import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { HOME } from './support/endpoint-front.ts';
import { describeExtension } from './support/extension-scene.ts';
import { shiftsOf } from './support/layout-shifts.ts';
import { button, hasRead, sees } from './support/on-page.ts';

const ELSEWHERE = '198.51.100.77';
const TURN_ON = `Turn the list on with ${HOME}`;
const CHANGE = 'Change how long to keep it, and its remark';
const HOUR_MS = 3_600_000;

/** The sizes in which a browser shows it: beside a high screen, and where it is narrow. */
const SIZES = [
  { width: 360, height: 500 },
  { width: 320, height: 500 },
];

const frameOf = (page: Page) =>
  page.evaluate(() => {
    const { scrollHeight, scrollWidth } = document.documentElement;
    return {
      frame: document.querySelector('#app')?.getBoundingClientRect().height,
      scrolls: scrollHeight - innerHeight,
      overflows: scrollWidth - innerWidth,
    };
  });

const isInView = (page: Page, selector: string) =>
  page.evaluate((which) => {
    const found = document.querySelector(which)?.getBoundingClientRect();
    const body = document.querySelector('.place-body')?.getBoundingClientRect();
    return !!found && !!body && found.top >= body.top && found.bottom <= body.bottom;
  }, selector);

const choice = (page: Page, name: string) => page.getByRole('radio', { name, exact: true });

describeExtension('The frame of the popup', (scene) => {
  const open = (size: (typeof SIZES)[number]) => scene().chromium.openPage('popup', size);

  it.each(SIZES)(
    'never moves nor scrolls while it is found out who sends ($width px)',
    async (size) => {
      const { account } = await scene().connect();
      await scene().operator.seeSenders(account, ELSEWHERE, '198.51.100.78', '198.51.100.79');
      const popup = await open(size);
      await button(popup, 'Turn on, and cut off 3 senders').waitFor();
      await button(popup, 'Add these 3 too').waitFor();
      await hasRead(popup);
      expect(await shiftsOf(popup)).toEqual([]);
      expect(await frameOf(popup)).toEqual({ frame: 500, scrolls: 0, overflows: 0 });
    },
  );

  it.each(SIZES)(
    'keeps its height whatever it shows, until it is closed ($width px)',
    async (size) => {
      const { account } = await scene().connect();
      const popup = await open(size);
      const still = { frame: 500, scrolls: 0, overflows: 0 };
      await button(popup, TURN_ON).waitFor();
      expect(await frameOf(popup)).toEqual(still);
      await button(popup, CHANGE).click();
      expect(await frameOf(popup)).toEqual(still);
      await choice(popup, 'Until…').click({ force: true });
      expect(await frameOf(popup)).toEqual(still);
      await button(popup, 'Other choices').click();
      await button(popup, TURN_ON).click();
      await sees(popup, `Added ${HOME}.`);
      expect(await frameOf(popup)).toEqual(still);
      await scene().operator.seeSenders(account, HOME);
      scene().front.address = ELSEWHERE;
      await popup.reload();
      await button(popup, `Add ${ELSEWHERE}`).waitFor();
      await hasRead(popup);
      expect(await shiftsOf(popup)).toEqual([]);
      expect(await frameOf(popup)).toEqual(still);
    },
  );

  it('puts the field for a time where the choices were, with the focus in it, and says why nothing can be done', async () => {
    const { operator } = scene();
    const { account } = await scene().connect();
    await operator.add(account, { format: 'address', values: [ELSEWHERE] });
    const popup = await scene().chromium.openPage('popup');
    await button(popup, `Add ${HOME}`).waitFor();
    const place = () => popup.locator('.expiry').boundingBox();
    const before = await place();
    await choice(popup, 'Until…').click({ force: true });
    const field = popup.getByLabel('Until when');
    expect(await field.evaluate((input) => input === document.activeElement)).toBe(true);
    expect((await place())?.y).toBe(before?.y);
    expect(await isInView(popup, '.expiry input')).toBe(true);
    const add = button(popup, `Add ${HOME}`);
    expect(await add.isDisabled()).toBe(true);
    const why = await add.evaluate((node) => {
      const id = node.getAttribute('aria-describedby') ?? '';
      return document.getElementById(id)?.textContent;
    });
    expect(why).toBe('Enter a day and a time.');
    await button(popup, 'Other choices').click();
    expect(await choice(popup, '1 day').evaluate((node) => node === document.activeElement)).toBe(
      true,
    );
    expect(await add.isEnabled()).toBe(true);
  });

  it('keeps a first entry for good unless another term is chosen, and says what that ends in', async () => {
    const { operator, chromium } = scene();
    const { account } = await scene().connect();
    await chromium.keep({ 'quick-add': { remark: '', expiry: '8-hours' } });
    const popup = await chromium.openPage('popup');
    await sees(popup, 'Always · Chrome on Linux');
    await button(popup, CHANGE).click();
    expect(await choice(popup, 'Always').evaluate((node) => node === document.activeElement)).toBe(
      true,
    );
    expect(await popup.getByText(/^When it expires/).count()).toBe(0);
    await choice(popup, '1 day').check({ force: true });
    await sees(popup, /^When it expires, [A-Z][a-z]{2},? .*, this list refuses everyone\.$/);
    await choice(popup, 'Always').check({ force: true });
    await button(popup, TURN_ON).click();
    await sees(popup, `Added ${HOME}.`);
    expect((await operator.allowlist(account)).entries[0]?.expiresAt).toBeNull();
  });

  it('says nothing of an entry that expires beside others', async () => {
    const { operator } = scene();
    const { account } = await scene().connect();
    await operator.add(account, { format: 'address', values: [ELSEWHERE] });
    const popup = await scene().chromium.openPage('popup');
    await choice(popup, '8 hours').check({ force: true });
    expect(await popup.getByText(/^When it expires/).count()).toBe(0);
  });
});

describeExtension('A browser whose clock is wrong', (scene) => {
  it.each([-30, 30])('says by the endpoint’s clock what has expired (%i hours)', async (hours) => {
    const { operator, chromium } = scene();
    const { account } = await scene().connect();
    const values = { format: 'address', values: [HOME] };
    await operator.add(account, { ...values, expiresInSeconds: 7200 });
    const popup = await chromium.context.newPage();
    await popup.addInitScript((ahead) => {
      const now = Date.now.bind(Date);
      Date.now = () => now() + ahead;
    }, hours * HOUR_MS);
    await popup.goto(chromium.urlOf('popup'));
    await sees(popup, '2 hr left');
    await sees(popup, 'Allowed');
    // The clock is kept, so that the next opening is right from its first moment.
    const release = scene().front.hold();
    await popup.reload();
    await sees(popup, '2 hr left');
    release();
    const panel = await chromium.context.newPage();
    await panel.addInitScript((ahead) => {
      const now = Date.now.bind(Date);
      Date.now = () => now() + ahead;
    }, hours * HOUR_MS);
    await panel.goto(chromium.urlOf('sidepanel'));
    await sees(panel, '2 hr left');
  });
});
