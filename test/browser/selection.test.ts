/**
 * The menu on selected text, with what browsers give it. Chromium joins the lines and cells of a selection with
 * blanks, Firefox keeps them. No driver can open that menu: the texts were taken from real ones.
 */
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { HOME } from './support/endpoint-front.ts';
import { describeExtension } from './support/extension-scene.ts';
import { describeFirefox } from './support/firefox-scene.ts';
import { button, entry, sees } from './support/on-page.ts';

describeExtension('A selection in Chromium', (scene) => {
  const pick = async (text: string) => {
    const { account } = await scene().connect('manager', HOME);
    const panel = await scene().chromium.openPage('sidepanel');
    await entry(panel, HOME).waitFor();
    await scene().chromium.pickFromMenu(text);
    await panel.getByRole('heading', { name: 'Add to the allowlist' }).waitFor();
    return { account, panel };
  };
  const submit = (panel: Page) => panel.locator('button[type=submit]');

  it('of a column of addresses is read whole', async () => {
    const { account, panel } = await pick('192.0.2.7  198.51.100.3');
    await button(panel, 'Add 2 addresses').click();
    await entry(panel, '198.51.100.3').waitFor();
    expect(await scene().operator.values(account)).toHaveLength(3);
  });

  it('of names and addresses in cells is not sorted into pairs', async () => {
    const { panel } = await pick('Office 192.0.2.7 Home 198.51.100.3');
    await sees(panel, 'It stands in the middle of a text. Check that it is meant to be allowed.');
    expect(await submit(panel).isDisabled()).toBe(true);
  });

  it('of lines with dashes makes no range unasked', async () => {
    const { panel } = await pick('- 192.0.2.7 - 192.0.2.99 # 192.0.2.120 192.0.2.130');
    await sees(panel, /It can be read in two ways/);
    await button(panel, 'Write 192.0.2.7-192.0.2.99').waitFor();
    expect(await submit(panel).isDisabled()).toBe(true);
  });

  it('of lines of which one is refused lets none of them in', async () => {
    const { panel } = await pick('192.0.2.7 24 deny 192.0.2.1');
    await sees(panel, /1 line can’t be added\./);
    expect(await submit(panel).isDisabled()).toBe(true);
  });

  it('is read in Chinese as in English', async () => {
    const { account } = await scene().connect('manager', HOME);
    await scene().chromium.keep({ language: 'zh_CN' });
    const panel = await scene().chromium.openPage('sidepanel');
    await panel.locator('[data-entry]').first().waitFor();
    await scene().chromium.pickFromMenu('办公室：192.0.2.7，198.51.100.3');
    await panel.getByRole('button', { name: '添加 2 个地址' }).click();
    await panel.locator('[data-entry]', { hasText: '198.51.100.3' }).waitFor();
    const { entries } = await scene().operator.allowlist(account);
    expect(entries.filter(({ remark }) => remark === '办公室')).toHaveLength(2);
  });

  it('of no address opens the form all the same, which says so', async () => {
    const { panel } = await pick('nothing to see here');
    await sees(panel, /The text you selected holds no address, segment or range\./);
  });
});

describeFirefox('A selection in Firefox', (scene) => {
  it('of cells and lines keeps them, and each address its name', async () => {
    const { account } = await scene().connect();
    const { firefox, operator } = scene();
    await operator.add(account, { format: 'address', values: [HOME] });
    const panel = await firefox.openPage('sidepanel');
    await panel.waitForSelector('[data-entry]');
    await firefox.keep({
      draft: { values: ['Office\t192.0.2.7\nHome\t198.51.100.3'], at: Date.now() },
    });
    await panel.waitForSelector('textarea');
    await panel.locator('::-p-text(Import them)').click();
    await panel.locator('::-p-aria([name="Import 2 entries"][role="button"])').click();
    await expect.poll(() => operator.values(account)).toHaveLength(3);
    const { entries } = await operator.allowlist(account);
    expect(entries.map(({ value, remark }) => `${value} ${remark}`)).toEqual(
      expect.arrayContaining(['192.0.2.7 Office', '198.51.100.3 Home']),
    );
  });

  it('of lines with dashes makes no range of them', async () => {
    const { account } = await scene().connect();
    const { firefox, operator } = scene();
    await operator.add(account, { format: 'address', values: [HOME] });
    const panel = await firefox.openPage('sidepanel');
    await panel.waitForSelector('[data-entry]');
    await firefox.keep({
      draft: { values: ['- 192.0.2.7\n- 192.0.2.99\n# 192.0.2.120\n192.0.2.130'], at: Date.now() },
    });
    await panel.waitForSelector('textarea');
    await panel.locator('::-p-aria([name="Add 3 addresses"][role="button"])').click();
    await expect
      .poll(() => operator.values(account))
      .toEqual([HOME, '192.0.2.7', '192.0.2.99', '192.0.2.130']);
  });
});
