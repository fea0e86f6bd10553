/**
 * Failures on the way, in the popup and in the panel. Each page says what to do next, and none
 * opens or shuts anything.
 */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { readFocus } from './support/by-keyboard.ts';
import { describeExtension } from './support/extension-scene.ts';
import { button, canPress, entry, sees } from './support/on-page.ts';

const LISTED = '192.0.2.10';
/** Failed attempts from this address are counted apart from those of the other tests. */
const STRANGER = '198.51.100.201';

describeExtension('When something is in the way', (scene) => {
  const openKnown = async (name: 'popup' | 'sidepanel') => {
    const access = await scene().connect();
    await scene().operator.add(access.account, { format: 'address', values: [LISTED] });
    const page = await scene().chromium.openPage(name);
    await seesList(name, page);
    return { ...access, page };
  };
  const seesList = async (name: 'popup' | 'sidepanel', page: Page) =>
    name === 'popup' ? await sees(page, 'Not allowed') : await entry(page, LISTED).waitFor();

  describe.each(['popup', 'sidepanel'] as const)('the %s', (name) => {
    it('says that the browser is offline, keeps what is known, and goes on by itself', async () => {
      const { page } = await openKnown(name);
      await scene().chromium.context.setOffline(true);
      await page.reload();
      await sees(page, 'You are offline');
      await seesList(name, page);
      await scene().chromium.context.setOffline(false);
      await page.getByText('You are offline').first().waitFor({ state: 'hidden' });
    });

    it('says that the endpoint does not answer, names it, and tries again', async () => {
      const { front } = scene();
      const { page } = await openKnown(name);
      front.disorder = 'gone';
      await page.reload();
      const said = page.getByText(`${new URL(front.url).host} does not answer.`);
      await said.waitFor();
      await sees(page, 'Try again, or ask whoever runs Sendgate.');
      await seesList(name, page);
      expect(await page.locator('.button.primary').allTextContents()).toEqual(['Try again']);
      front.disorder = undefined;
      await button(page, 'Try again').click();
      await said.waitFor({ state: 'hidden' });
    });

    it('says that something else answers there, and tries again', async () => {
      const { page } = await openKnown(name);
      scene().front.disorder = 'not-sendgate';
      await page.reload();
      const said = page.getByText('This is not Sendgate');
      await said.waitFor();
      scene().front.disorder = undefined;
      await button(page, 'Try again').click();
      await said.waitFor({ state: 'hidden' });
    });

    it('says so where an answer holds something else, and keeps what is known', async () => {
      const { page } = await openKnown(name);
      scene().front.disorder = 'misshapen';
      await page.reload();
      await sees(page, 'This is not Sendgate');
      await seesList(name, page);
      await expect.poll(async () => (await scene().chromium.badge()).text).toBe('!');
      scene().front.disorder = undefined;
      await page.reload();
      await seesList(name, page);
      await expect.poll(async () => (await scene().chromium.badge()).text).toBe('✕');
    });

    it('says that the token is refused once it is revoked, and leads to the form for another', async () => {
      const { account, token, page } = await openKnown(name);
      scene().front.address = STRANGER;
      await scene().operator.revokeToken(account, token.id);
      await page.reload();
      await sees(page, 'The token is refused');
      await seesList(name, page);
      await expect.poll(async () => (await scene().chromium.badge()).text).toBe('!');
      const opened = scene().chromium.context.waitForEvent('page');
      await button(page, 'Replace the token…').click();
      const options = await opened;
      await expect.poll(() => readFocus(options)).toMatch(/^Token/);
      const { token: next } = await scene().operator.issueToken(account, 'manager', 'Next');
      await options.keyboard.type(next);
      await options.keyboard.press('Enter');
      await sees(options, 'The token is replaced.');
    });

    it('counts down to the next try when there were too many', async () => {
      const { page } = await openKnown(name);
      scene().front.disorder = 'busy';
      await page.reload();
      await sees(page, 'Too many failed attempts');
      await sees(page, /try again in \d+ seconds/);
      expect(await button(page, 'Try again').first().isDisabled()).toBe(true);
      scene().front.disorder = undefined;
    });

    it('says that the account is suspended', async () => {
      const { account, page } = await openKnown(name);
      await scene().operator.suspend(account);
      await page.reload();
      await sees(page, 'Suspended');
    });
  });

  it('a change that is not answered changes nothing on the page, and what was typed stays', async () => {
    const { account, page } = await openKnown('sidepanel');
    await button(page, 'Add').click();
    await page.getByLabel('Values, one a line').fill('192.0.2.99');
    scene().front.disorder = 'gone';
    await button(page, 'Add 1 address').click();
    // The form has a notice of its own: the preview can't be read either, and that shows before the
    // change is given up.
    const form = page.locator('form').filter({ has: page.getByLabel('Values, one a line') });
    await form.getByRole('button', { name: 'Try again' }).waitFor();
    await canPress(page, 'Add 1 address');
    expect(await page.getByLabel('Values, one a line').inputValue()).toBe('192.0.2.99');
    scene().front.disorder = undefined;
    await button(page, 'Add 1 address').click();
    await entry(page, '192.0.2.99').waitFor();
    expect(await scene().operator.values(account)).toHaveLength(2);
  });

  it('a token reaches its endpoint in a header alone, and no other place', async () => {
    const { page, token } = await openKnown('sidepanel');
    const { front } = scene();
    const elsewhere: string[] = [];
    let byBackground = 0;
    scene().chromium.context.on('request', (request) => {
      const url = request.url();
      if (request.serviceWorker() !== null) byBackground += 1;
      if (!url.startsWith(front.url) && !url.startsWith('chrome-extension:')) elsewhere.push(url);
    });
    await button(page, 'Read it again').click();
    await scene().chromium.fireAlarm();
    await expect.poll(() => byBackground).toBeGreaterThan(2);
    await expect.poll(() => front.seen.length).toBeGreaterThan(4);
    expect(front.seen.filter(({ url }) => url.includes(token.token))).toEqual([]);
    const open = front.seen.filter(({ url }) => /^\/(healthz|v1\/address)/.test(url));
    expect(open.filter(({ authorization }) => authorization !== undefined)).toEqual([]);
    expect(elsewhere).toEqual([]);
  });
});
