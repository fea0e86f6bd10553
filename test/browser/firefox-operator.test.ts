import type { Page } from 'puppeteer-core';
import { expect, it } from 'vitest';
import { HOME } from './support/endpoint-front.ts';
import { describeFirefox } from './support/firefox-scene.ts';
import { operatorConnection } from './support/site.ts';

const TAG = `fox${process.pid}`;
const SOME = 30;

const nameOf = (index: number) => `${TAG}-${String(index).padStart(2, '0')}@example.com`;

describeFirefox('The operator’s page', (scene) => {
  const sees = async (page: Page, text: string) => page.waitForSelector(`::-p-text(${text})`);
  const press = async (page: Page, text: string) => page.locator(`::-p-text(${text})`).click();
  const rowOf = (name: string) => `[data-account="${name}"]`;
  const scrollTop = (page: Page) => page.$eval('.entries', (list) => list.scrollTop);
  const focused = (page: Page) =>
    page.evaluate(() => document.activeElement?.getAttribute('data-account') ?? '');

  it('finds accounts, opens one over the list, goes back to the same place, and makes one', async () => {
    const { operator, firefox } = scene();
    for (let index = 0; index < SOME; index++) await operator.createAccount(nameOf(index));
    await operator.add(nameOf(20), { format: 'address', values: [HOME] });
    await firefox.keep({ connections: [operatorConnection(scene())] });
    const page = await firefox.openPage('operator');
    await page.setViewport({ width: 400, height: 700 });
    await page.locator('input[type=search]').fill(TAG);
    await sees(page, `${SOME} accounts found`);
    await page.$eval('.entries', (list) => list.scrollTo(0, 900));
    await page.waitForSelector(rowOf(nameOf(20)));
    const before = await scrollTop(page);
    await page.click(rowOf(nameOf(20)));
    await sees(page, `Tokens of ${nameOf(20)}`);
    await page.evaluate(() => history.back());
    await expect.poll(() => focused(page)).toBe(nameOf(20));
    expect(await scrollTop(page)).toBe(before);
    expect(await page.$eval('input[type=search]', (field) => field.value)).toBe(TAG);
    expect(
      await page.evaluate(() => document.documentElement.scrollHeight === window.innerHeight),
    ).toBe(true);

    await page.setViewport({ width: 1200, height: 800 });
    await page.click('.bar .primary');
    const made = `${TAG}-made@example.com`;
    await page.waitForSelector('.pane input');
    await page.keyboard.type(made);
    await page.keyboard.press('Enter');
    await sees(page, `${made} is created.`);
    await sees(page, `Tokens of ${made}`);
    expect((await operator.allowlist(made)).mode).toBe('off');
    await press(page, 'Relay tokens');
    await sees(page, 'A mail server that asks about every account uses a relay token.');
  });

  it('is opened from the options', async () => {
    const { firefox } = scene();
    await firefox.keep({ connections: [operatorConnection(scene())] });
    const options = await firefox.openPage('options');
    await press(options, 'Open the operator’s page');
    const operator = await firefox.findPage('operator');
    await sees(operator, 'Operator of');
  });
});
