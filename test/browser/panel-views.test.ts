/** Each view of the panel stands in its window: whatever is long scrolls inside of it, and never the page. */
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { HOME } from './support/endpoint-front.ts';
import { describeExtension } from './support/extension-scene.ts';
import { button, choose, entry, hasRead, sees } from './support/on-page.ts';

const WIDTHS = [320, 400, 1200];
const HEIGHTS = [480, 800];

/** How much of the page is outside of its window, at each size of it; and the same for the bar of a form. */
async function outside(panel: Page): Promise<string[]> {
  const found: string[] = [];
  for (const width of WIDTHS) {
    for (const height of HEIGHTS) {
      await panel.setViewportSize({ width, height });
      const { down, across, bar } = await panel.evaluate(() => {
        const { scrollHeight, scrollWidth } = document.documentElement;
        const act = document.querySelector('button[type=submit]')?.getBoundingClientRect();
        return {
          down: scrollHeight - innerHeight,
          across: scrollWidth - innerWidth,
          bar: act ? Math.max(0, act.bottom - innerHeight, -act.top) : 0,
        };
      });
      if (down !== 0 || across !== 0 || bar !== 0)
        found.push(`${width} × ${height}: ${down} down, ${across} across, the bar by ${bar}`);
    }
  }
  return found;
}

describeExtension('A view of the panel', (scene) => {
  const values = (panel: Page) => panel.getByLabel('Values, one a line');
  const openPanel = async () => {
    const access = await scene().connect('manager', HOME);
    const panel = await scene().chromium.openPage('sidepanel');
    await entry(panel, HOME).waitFor();
    await hasRead(panel);
    return { ...access, panel };
  };

  it('fits, with a full list, with the senders, the alerts and the history', async () => {
    const { account, panel } = await openPanel();
    const { operator } = scene();
    const many = Array.from(
      { length: 9 },
      (_, index) => `2001:db8:1234:5678:9abc:def0:1:${index + 1}`,
    );
    await operator.add(account, { format: 'address', values: many, remark: 'x'.repeat(100) });
    for (const host of [8, 9, 10, 11]) await operator.seeSenders(account, `198.51.100.${host}`);
    await operator.seeLeak(account, '203.0.113.201');
    await panel.reload();
    await entry(panel, '2001:db8:1234:5678:9abc:def0:1:9').waitFor();
    expect(await outside(panel)).toEqual([]);
    for (const tab of await panel.getByRole('tab').all()) {
      await tab.click();
      await panel.getByRole('tabpanel').waitFor();
      await hasRead(panel);
      expect(await outside(panel), (await tab.textContent()) ?? '').toEqual([]);
    }
  });

  it('fits without an entry, and before there is a connection', async () => {
    await scene().connect();
    const panel = await scene().chromium.openPage('sidepanel');
    await panel.getByRole('heading', { name: 'The list is off', exact: true }).waitFor();
    expect(await outside(panel)).toEqual([]);
    await scene().chromium.keep({ connections: [] });
    const welcome = await scene().chromium.openPage('sidepanel');
    await welcome.getByRole('button').first().waitFor();
    expect(await outside(welcome)).toEqual([]);
  });

  it('fits as a form, which keeps its act in view and no other beside it', async () => {
    const { panel } = await openPanel();
    await button(panel, 'Pause (observe)').waitFor();
    await button(panel, 'Add').click();
    expect(await outside(panel)).toEqual([]);
    await values(panel).fill('10.0.0.0/8\n198.0.0.0/8\n192.0.0.0/8\n203.0.113.7/24\n2001:db8::/20');
    await sees(panel, 'These 4 are wide entries.');
    expect(await outside(panel)).toEqual([]);
    expect(await button(panel, 'Pause (observe)').count()).toBe(0);
    expect(await button(panel, 'Disable…').count()).toBe(0);
    const many = Array.from({ length: 300 }, (_, index) => `deny 10.1.${index}.7, 10.2.${index}.7`);
    await values(panel).fill(many.join('\n'));
    await sees(panel, '300 lines can’t be added.');
    await sees(panel, 'and 597 more like these');
    expect(await outside(panel)).toEqual([]);
    await button(panel, 'Cancel').click();
    await button(panel, 'Pause (observe)').waitFor();
    await button(panel, 'More').click();
    await panel.getByRole('menuitem', { name: 'Import…' }).click();
    await panel.getByLabel(/Or paste it here/).fill(many.join('\n'));
    await sees(panel, 'and 597 more like these');
    expect(await outside(panel)).toEqual([]);
    expect(await button(panel, 'Disable…').count()).toBe(0);
  });

  it('has the keys of its act wherever one is in the form', async () => {
    const { account, panel } = await openPanel();
    await button(panel, 'Add').click();
    await values(panel).fill('192.0.2.7 # Lab');
    await button(panel, 'Add 1 address').waitFor();
    await expect.poll(() => panel.getByLabel('Remark').inputValue()).toBe('Lab');
    await choose(panel, 'IP address');
    await panel.keyboard.press('Control+Enter');
    await entry(panel, '192.0.2.7').waitFor();
    const { entries } = await scene().operator.allowlist(account);
    expect(entries.map(({ remark }) => remark)).toContain('Lab');
  });

  it('chooses the format of what is typed, until another is chosen by hand', async () => {
    const { panel } = await openPanel();
    await button(panel, 'Add').click();
    const isChosen = (name: string) =>
      expect.poll(() => panel.getByRole('radio', { name, exact: true }).isChecked()).toBe(true);
    await isChosen('IP address');
    await values(panel).fill('198.51.100.0/24');
    await isChosen('IP segment');
    await values(panel).fill('198.51.100.7-198.51.100.9');
    await isChosen('IP range');
    await choose(panel, 'IP address');
    await sees(panel, 'These are ranges, and one addition has one format.');
    await isChosen('IP address');
  });

  it('says on the button how many can be added, however many can’t', async () => {
    const { panel } = await openPanel();
    await button(panel, 'Add').click();
    await values(panel).fill('192.0.2.1\n192.0.2.2\ndeny 192.0.2.3\ndeny 192.0.2.4\n192.0.2.5.6');
    await sees(panel, '3 lines can’t be added.');
    const submit = panel.locator('button[type=submit]');
    expect(await submit.textContent()).toMatch(/^Add 2 addresses\b/);
    expect(await submit.isDisabled()).toBe(true);
  });
});
