/** Several entries and a pause in Firefox, whose buttons take keys and clicks in another order. */
import type { Page } from 'puppeteer-core';
import { expect, it } from 'vitest';
import { HOME } from './support/endpoint-front.ts';
import { describeFirefox } from './support/firefox-scene.ts';

const LEAK = '198.51.100.66';

describeFirefox('The list in Firefox', (scene) => {
  const press = async (page: Page, name: string) => page.locator(`::-p-text(${name})`).click();
  const sees = async (page: Page, text: string) => page.waitForSelector(`::-p-text(${text})`);
  const selected = (page: Page) =>
    page.$$eval('.entry[aria-pressed=true] .entry-value', (all) =>
      all.map((value) => value.textContent),
    );
  const openList = async () => {
    const { account } = await scene().connect(HOME, '192.0.2.1', '192.0.2.2');
    const panel = await scene().firefox.openPage('sidepanel');
    await panel.waitForSelector('[data-entry]');
    await sees(panel, 'never used');
    return { account, panel };
  };

  it('selects rows with keys and clicks, each once, and deletes them in one change', async () => {
    const { account, panel } = await openList();
    const [first] = await panel.$$('[data-entry]');
    // The panel offers it once the endpoint has told its version.
    await expect
      .poll(async () => {
        await first?.focus();
        await panel.keyboard.down('Control');
        await panel.keyboard.press(' ');
        await panel.keyboard.up('Control');
        return (await selected(panel)).length;
      })
      .toBe(1);
    const [only] = await selected(panel);
    await panel.keyboard.press('ArrowDown');
    await panel.keyboard.press(' ');
    expect(await selected(panel)).toHaveLength(2);
    await panel.keyboard.press(' ');
    expect(await selected(panel)).toEqual([only]);
    await panel.keyboard.down('Shift');
    await first?.click();
    await panel.keyboard.up('Shift');
    expect(await selected(panel)).toHaveLength(2);
    await press(panel, 'Delete…');
    await sees(panel, 'Delete 2 entries?');
    await sees(panel, 'There are no senders of the last 30 days to judge by.');
    await panel.locator('dialog button[type=submit]').click();
    await sees(panel, '2 entries deleted.');
    expect(await scene().operator.values(account)).toHaveLength(1);
  });

  it('pauses for an hour, after it has said who can send then', async () => {
    const { account, panel } = await openList();
    await scene().operator.seeLeak(account, LEAK);
    await press(panel, 'Pause (observe)');
    await sees(panel, '1 refused sender has your SMTP password.');
    await sees(panel, '1 hour');
    await panel.locator('dialog button[type=submit]').click();
    await sees(panel, 'Paused until');
    const { observesUntil } = await scene().operator.allowlist(account);
    const hours = (Date.parse(observesUntil ?? '') - Date.now()) / 3_600_000;
    expect(Math.round(hours)).toBe(1);
  });
});
