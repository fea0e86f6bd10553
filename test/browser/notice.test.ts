import { expect, it } from 'vitest';
import { HOME } from './support/endpoint-front.ts';
import { describeExtension } from './support/extension-scene.ts';
import { button, hasRead, sees } from './support/on-page.ts';

describeExtension('The background', (scene) => {
  it('tells once when the current address stops being allowed', async () => {
    const { operator, chromium, front } = scene();
    const { account } = await scene().connect();
    await operator.add(account, { format: 'address', values: [HOME] });
    const popup = await chromium.openPage('popup');
    await sees(popup, 'Allowed');
    await expect.poll(async () => (await chromium.badge()).text).toBe('✓');
    expect(await chromium.notices()).toEqual([]);

    front.address = '198.51.100.77';
    await popup.reload();
    await sees(popup, 'Not allowed');
    await expect.poll(() => chromium.notices()).toHaveLength(1);
    await expect.poll(async () => (await chromium.badge()).text).toBe('✕');
  });

  it('looks again by itself, on its alarm and when the network is back', async () => {
    const { operator, chromium } = scene();
    const { account } = await scene().connect();
    const popup = await chromium.openPage('popup');
    await sees(popup, 'Allowed');
    await hasRead(popup);
    await popup.close();
    await operator.add(account, { format: 'address', values: ['192.0.2.10'] });
    await chromium.fireAlarm();
    await expect.poll(async () => (await chromium.badge()).text).toBe('✕');
    await operator.add(account, { format: 'address', values: [HOME] });
    await chromium.context.setOffline(true);
    await chromium.context.setOffline(false);
    await expect.poll(async () => (await chromium.badge()).text).toBe('✓');
  });

  it('follows a change of the list in the panel at once', async () => {
    const { chromium } = scene();
    await scene().connect();
    const popup = await chromium.openPage('popup');
    await button(popup, `Turn the list on with ${HOME}`).click();
    await expect.poll(async () => (await chromium.badge()).text).toBe('✓');
    const panel = await chromium.openPage('sidepanel');
    await button(panel, 'Disable…').click();
    await panel
      .getByRole('dialog')
      .getByRole('button', { name: /turn off$/ })
      .click();
    await expect.poll(async () => (await chromium.badge()).text).toBe('○');
  });
});
