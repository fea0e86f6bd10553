/** Forced colours: what a page tells apart by its own colours must be told apart without them. */
import type { Locator } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { findFaults } from './support/axe.ts';
import { HOME } from './support/endpoint-front.ts';
import { describeExtension } from './support/extension-scene.ts';
import { button, choose, entry, hasRead, sees } from './support/on-page.ts';

describe.each(['light', 'dark'] as const)('in %s', (colorScheme) => {
  describeExtension(
    'In forced colours',
    (scene) => {
      const open = async (name: 'popup' | 'sidepanel' | 'options') => {
        const page = await scene().chromium.openPage(name, { width: 400, height: 720 });
        await page.emulateMedia({ forcedColors: 'active', colorScheme });
        await hasRead(page);
        expect(await page.evaluate(() => matchMedia('(forced-colors: active)').matches)).toBe(true);
        return page;
      };
      /** Decides whether an element has a system colour, as it looks at its place. */
      const has = (
        of: Locator,
        property: 'color' | 'backgroundColor' | 'borderBottomColor',
        name: string,
      ) =>
        of.evaluate(
          (element, wanted) => {
            const probe = document.createElement('i');
            probe.style.cssText = `color: ${wanted.name}; forced-color-adjust: none`;
            element.append(probe);
            const isSame =
              getComputedStyle(probe).color === getComputedStyle(element)[wanted.property];
            probe.remove();
            return isSame;
          },
          { property, name },
        );
      const isFilled = (of: Locator) => has(of, 'backgroundColor', 'Highlight');

      it('the panel shows which tab is chosen, how full the list is, what is selected and chosen', async () => {
        await scene().connect('manager', HOME, '192.0.2.10');
        const panel = await open('sidepanel');
        const tabs = panel.getByRole('tab');
        expect(await has(tabs.nth(0), 'borderBottomColor', 'Highlight')).toBe(true);
        expect(await has(tabs.nth(1), 'borderBottomColor', 'Highlight')).toBe(false);
        const meter = panel.locator('.meter');
        expect(await isFilled(meter.locator('i'))).toBe(true);
        expect(await isFilled(meter)).toBe(false);

        await entry(panel, HOME).click();
        const items = panel.getByRole('menuitem');
        expect(await isFilled(items.nth(0))).toBe(true);
        expect(await isFilled(items.nth(1))).toBe(false);
        await panel.keyboard.press('Escape');
        await entry(panel, HOME).click({ modifiers: ['ControlOrMeta'] });
        expect(await isFilled(entry(panel, HOME))).toBe(true);
        expect(await isFilled(entry(panel, '192.0.2.10'))).toBe(false);
        expect(await findFaults(panel)).toEqual([]);
        await panel.keyboard.press('Escape');

        await button(panel, 'Pause (observe)').click();
        await choose(panel, '8 hours');
        const chosen = panel.locator('.segmented label').filter({ hasText: '8 hours' });
        const other = panel.locator('.segmented label').filter({ hasText: '1 hour' });
        expect(await isFilled(chosen)).toBe(true);
        expect(await isFilled(other)).toBe(false);
      });

      it('the forms of the panel show what is chosen, the first act, and the act that cuts somebody off', async () => {
        const { account } = await scene().connect('manager');
        await scene().operator.seeSenders(account, '198.51.100.7');
        const panel = await open('sidepanel');
        const borderOf = (of: Locator) =>
          of.evaluate((element) => getComputedStyle(element).borderTopStyle);
        await button(panel, 'Add the first entry').click();
        await panel.getByLabel('Values, one a line').fill('192.0.2.7');
        const guarded = button(panel, 'Turn on, and cut off 1 sender');
        await guarded.waitFor();
        expect(await borderOf(guarded)).toBe('double');
        expect(await borderOf(button(panel, 'Cancel'))).toBe('solid');
        expect(await isFilled(guarded)).toBe(false);
        expect(await isFilled(panel.locator('.act-bar .primary'))).toBe(true);
        const format = (name: string) =>
          panel.locator('.segmented label').filter({ hasText: name });
        expect(await isFilled(format('IP address'))).toBe(true);
        expect(await isFilled(format('IP range'))).toBe(false);
        expect(await borderOf(panel.locator('.act-bar'))).toBe('solid');
        expect(await findFaults(panel)).toEqual([]);
        await button(panel, 'Cancel').click();

        await scene().operator.add(account, { format: 'address', values: ['198.51.100.7', HOME] });
        await panel.reload();
        await entry(panel, '198.51.100.7').click();
        await panel.getByRole('menuitem', { name: 'Delete' }).click();
        const cutting = panel.getByRole('dialog').locator('.guarded');
        await cutting.waitFor();
        expect(await borderOf(cutting)).toBe('double');
        expect(await findFaults(panel)).toEqual([]);
      });

      it('every state has a sign or a word, and an edge', async () => {
        const { account } = await scene().connect('manager', '192.0.2.10');
        await scene().operator.seeLeak(account, '198.51.100.66');
        const panel = await open('sidepanel');
        await panel.getByRole('tab', { name: 'Senders' }).click();
        await sees(panel, '198.51.100.66');
        await button(panel, 'Disable…').click();
        await panel.locator('.notice.no').waitFor();
        const states = await panel.locator('.chip:visible, .notice:visible').evaluateAll((all) =>
          all.map((state) => ({
            text: state.textContent?.trim() !== '',
            edge: getComputedStyle(state).borderTopStyle,
          })),
        );
        expect(states.length).toBeGreaterThan(2);
        for (const state of states) expect(state).toEqual({ text: true, edge: 'solid' });
      });

      it('popup and options show the first act, and what can’t be pressed', async () => {
        await scene().connect('manager', '192.0.2.10');
        const popup = await open('popup');
        const first = popup.locator('.button.primary');
        await expect.poll(() => isFilled(first)).toBe(true);
        expect(await findFaults(popup)).toEqual([]);
        scene().front.disorder = 'busy';
        await popup.reload();
        const again = button(popup, 'Try again');
        await again.waitFor();
        expect(await again.isDisabled()).toBe(true);
        expect(await has(again, 'color', 'GrayText')).toBe(true);
        scene().front.disorder = undefined;
        const options = await open('options');
        await options.getByRole('heading', { level: 1 }).waitFor();
        expect(await findFaults(options)).toEqual([]);
      });
    },
    { colorScheme },
  );
});
