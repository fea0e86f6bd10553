/** A pause in panel and popup: who gains, when it ends, and what the browser tells of it meanwhile. */
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { findFaults } from './support/axe.ts';
import { HOME } from './support/endpoint-front.ts';
import { describeExtension } from './support/extension-scene.ts';
import { button, choose, entry, hasRead, sees } from './support/on-page.ts';

const LEAK = '198.51.100.66';
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

describeExtension('A pause', (scene) => {
  const openList = async () => {
    const { operator, chromium } = scene();
    const { account } = await scene().connect('manager', HOME);
    await operator.seeLeak(account, LEAK);
    const panel = await chromium.openPage('sidepanel', { width: 320, height: 720 });
    await entry(panel, HOME).waitFor();
    await hasRead(panel);
    return { account, panel };
  };
  const pause = async (page: Page, term: string) => {
    await button(page, /^Pause/).click();
    await choose(page, term);
    await page.getByRole('button', { name: 'Pause, refuse nobody' }).click();
    await sees(page, 'Observing');
  };
  const leftMs = async (account: string) => {
    const { observesUntil } = await scene().operator.allowlist(account);
    return Date.parse(observesUntil ?? '') - Date.now();
  };
  /** Returns a function that gives the notices about pauses that were shown since then. */
  const overhear = async () => {
    const heard = await scene().chromium.overhearNotices();
    return async () => (await heard()).filter(({ id }) => id.startsWith('pause:'));
  };
  /** Lets the background look again when the endpoint's clock says so. The pause itself goes on. */
  const fire = async (aheadMs: number) => {
    scene().front.clockAheadMs = aheadMs;
    await scene().chromium.fireAlarm();
  };

  it('says before who has the password and can send then, and after it when they are refused again (R14)', async () => {
    const { account, panel } = await openList();
    await button(panel, 'Pause (observe)').click();
    const question = panel.getByRole('dialog', { name: 'Pause the allowlist?' });
    await question
      .getByText('1 refused sender has your SMTP password. Paused, it can send.')
      .first()
      .waitFor();
    await sees(panel, `Once it ends, 1 recent sender is refused: ${LEAK}.`);
    await sees(panel, /^It ends by itself on/);
    expect(await question.locator('.notice.no').textContent()).toContain(LEAK);
    expect(await question.getByRole('radio', { name: '1 hour' }).isChecked()).toBe(true);
    expect(await findFaults(panel)).toEqual([]);
    await question.getByRole('button', { name: 'Pause, refuse nobody' }).click();
    await sees(panel, /^Paused until/);
    await sees(panel, new RegExp(`Once it ends, 1 recent sender is refused: ${LEAK}`));
    expect(Math.round((await leftMs(account)) / HOUR_MS)).toBe(1);
    expect(await findFaults(panel)).toEqual([]);

    await pause(panel, '8 hours');
    await expect.poll(async () => Math.round((await leftMs(account)) / HOUR_MS)).toBe(8);
    await button(panel, 'Enforce').click();
    await panel.getByRole('button', { name: /^Enforce the list/ }).click();
    await sees(panel, 'Enforcing');
    await expect.poll(() => panel.getByText(/^Paused until/).count()).toBe(0);
    expect(await scene().operator.verdict(account, LEAK)).toBe('deny');
  });

  it('is compared with disabling, which says who gains, too (R11)', async () => {
    const { panel } = await openList();
    await button(panel, 'Disable…').click();
    const question = panel.getByRole('dialog', { name: 'Disable the allowlist?' });
    await question
      .getByText('1 refused sender has your SMTP password. With the list off, it can send.')
      .first()
      .waitFor();
    expect(await question.locator('.notice.no').textContent()).toContain(LEAK);
  });

  it('is begun in the popup, and lasts until it is ended where that is chosen', async () => {
    const { account } = await openList();
    const popup = await scene().chromium.openPage('popup');
    await sees(popup, 'Enforcing');
    await pause(popup, '8 hours');
    await sees(popup, /^Paused until/);
    await expect.poll(async () => Math.round((await leftMs(account)) / HOUR_MS)).toBe(8);
    const panel = await scene().chromium.openPage('sidepanel');
    await pause(panel, 'Until I resume');
    await expect.poll(async () => leftMs(account)).toBeNaN();
    await expect.poll(() => panel.getByText(/^Paused until/).count()).toBe(0);
  });

  it('ends only by hand where the endpoint is of the release before', async () => {
    const { account, panel } = await openList();
    await panel.route('**/healthz', (route) => {
      const headers = { 'access-control-allow-origin': '*' };
      return route.fulfill({ json: { status: 'ok', version: '0.2.0' }, headers });
    });
    const told = panel.waitForResponse('**/healthz');
    await panel.reload();
    await told;
    await hasRead(panel);
    await button(panel, 'Pause (observe)').click();
    await sees(
      panel,
      'It lasts until you enforce the list again. Sendgate reminds you once a day.',
    );
    expect(await panel.getByRole('dialog').getByRole('radio').count()).toBe(0);
    await panel.getByRole('button', { name: 'Pause, refuse nobody' }).click();
    await sees(panel, 'Observing');
    expect(await leftMs(account)).toBeNaN();
  });

  it('is told of once before it ends, with who is refused then, and leads to the panel', async () => {
    const { chromium } = scene();
    const { account, panel } = await openList();
    await pause(panel, '1 hour');
    await sees(panel, /^Paused until/);
    const heard = await overhear();
    await fire(40 * 60_000);
    await expect.poll(() => chromium.kept('clock-ahead')).toBeGreaterThan(39 * 60_000);
    expect(await heard()).toEqual([]);
    await fire(50 * 60_000);
    await expect.poll(heard).toHaveLength(1);
    const [notice] = await heard();
    expect(notice?.title).toMatch(new RegExp(`^The pause of ${account} ends in \\d+ minutes$`));
    expect(notice?.message).toContain(`Once it ends, 1 recent sender is refused: ${LEAK}.`);
    await panel.close();
    const opened = chromium.context.waitForEvent('page');
    await chromium.clickNotice(notice?.id ?? '');
    await sees(await opened, /^Paused until/);
    await fire(52 * 60_000);
    await expect.poll(() => chromium.kept('clock-ahead')).toBeGreaterThan(51 * 60_000);
    expect(await heard()).toHaveLength(1);
  });

  it('that nobody ends is told of once a day', async () => {
    const { chromium } = scene();
    const { account, panel } = await openList();
    await pause(panel, 'Until I resume');
    const heard = await overhear();
    await fire(DAY_MS - HOUR_MS);
    await expect.poll(() => chromium.kept('clock-ahead')).toBeGreaterThan(DAY_MS - 2 * HOUR_MS);
    expect(await heard()).toEqual([]);
    await fire(DAY_MS + HOUR_MS);
    await expect.poll(heard).toHaveLength(1);
    expect((await heard())[0]?.title).toBe(`${account} is still paused`);
    await fire(2 * DAY_MS);
    await expect.poll(() => chromium.kept('clock-ahead')).toBeGreaterThan(2 * DAY_MS - HOUR_MS);
    expect(await heard()).toHaveLength(1);
    await fire(2 * DAY_MS + 2 * HOUR_MS);
    await expect.poll(heard).toHaveLength(2);
  });
});
