/** Every page in every state that matters, by axe-core: in light and dark, in both languages, wide and narrow. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { findFaults } from './support/axe.ts';
import { HOME } from './support/endpoint-front.ts';
import { describeExtension } from './support/extension-scene.ts';
import { hasRead } from './support/on-page.ts';
import { connectionOf, giveAccess } from './support/site.ts';

const LEAK = '203.0.113.201';

describe.each(['en', 'zh-CN'] as const)('in %s', (language) => {
  describeExtension(
    'axe finds nothing wrong',
    (scene) => {
      const kept = { language: language === 'en' ? 'en' : 'zh_CN' };
      const connect = async (...values: string[]) => {
        const access = await scene().connect();
        await scene().chromium.keep(kept);
        if (values.length > 0) {
          const entries = { format: 'address', values, remark: 'Mail server' };
          await scene().operator.add(access.account, { ...entries, expiresInSeconds: 86_400 });
        }
        return access;
      };
      const settled = (page: Page) => page.waitForLoadState('networkidle');

      it('in the popup before there is anything', async () => {
        await scene().chromium.keep(kept);
        expect(await findFaults(await scene().chromium.openPage('popup'))).toEqual([]);
      });

      it.each([
        ['off', []],
        ['not allowed', ['192.0.2.10']],
        ['allowed', [HOME, '192.0.2.10']],
      ])('in the popup: %s', async (_, values) => {
        await connect(...values);
        const popup = await scene().chromium.openPage('popup');
        await popup.getByRole('heading', { name: HOME }).waitFor();
        await hasRead(popup);
        expect(await findFaults(popup)).toEqual([]);
      });

      it('in the popup that can’t reach its endpoint', async () => {
        await connect(HOME);
        scene().front.disorder = 'gone';
        const popup = await scene().chromium.openPage('popup');
        await popup.getByRole('alert').waitFor();
        expect(await findFaults(popup)).toEqual([]);
      });

      it('in the panel: the list, a menu, a dialog, the add form, the import, the history', async () => {
        await connect(HOME, '192.0.2.10');
        const panel = await scene().chromium.openPage('sidepanel', { width: 320, height: 800 });
        const row = panel.locator('[data-entry]').first();
        await row.waitFor();
        expect(await findFaults(panel)).toEqual([]);
        await row.click();
        await panel.getByRole('menu').waitFor();
        expect(await findFaults(panel)).toEqual([]);
        await panel.keyboard.press('Escape');
        await panel.locator('footer button').last().click();
        await panel.getByRole('dialog').waitFor();
        expect(await findFaults(panel)).toEqual([]);
        await panel.keyboard.press('Escape');
        await panel.getByRole('tab').last().click();
        await panel.getByRole('tabpanel').getByRole('listitem').first().waitFor();
        expect(await findFaults(panel)).toEqual([]);
      });

      it('in the row of this browser’s address: its menu, all accounts, both families', async () => {
        const [access, other] = [await connect('192.0.2.10'), await giveAccess(scene(), 'manager')];
        const connections = [
          connectionOf(scene(), access),
          { ...connectionOf(scene(), other), id: 'other' },
        ];
        await scene().chromium.keep({ connections });
        scene().front.address = '2001:db8:4:1:a1b2:c3d4:e5f6:1234';
        const panel = await scene().chromium.openPage('sidepanel', { width: 320, height: 800 });
        const own = panel.locator('.own');
        await own.locator('.own-note').waitFor();
        await hasRead(panel);
        expect(await findFaults(panel)).toEqual([]);
        await own.locator('.own-note button').click();
        await panel.getByRole('dialog').waitFor();
        expect(await findFaults(panel)).toEqual([]);
        await panel.keyboard.press('Escape');
        await own.locator('.own-more').click();
        await panel.getByRole('menuitem').last().click();
        await panel.locator('.everywhere[aria-busy=false]').waitFor();
        expect(await findFaults(panel)).toEqual([]);
        await panel.getByRole('dialog').locator('.primary').click();
        await panel.locator('.everywhere[aria-busy=false] .chip').waitFor();
        expect(await findFaults(panel)).toEqual([]);
        await panel.keyboard.press('Escape');
        await own.locator('.chip.ok').waitFor();
        expect(await findFaults(panel)).toEqual([]);
        for (const address of ['45.1.2.3', '192.0.2.10']) {
          await panel.getByRole('searchbox').first().fill(address);
          await panel.locator('.searched').waitFor();
          expect(await findFaults(panel)).toEqual([]);
        }
      });

      it('in the drawer: an address to add, one that is there, and a list that is off', async () => {
        const { account } = await connect('192.0.2.10');
        const size = { width: 380, height: 480 };
        const drawer = await scene().chromium.openPage('drawer', size);
        await drawer.locator('.button.primary').waitFor();
        expect(await findFaults(drawer)).toEqual([]);
        expect(await drawer.evaluate(() => document.documentElement.scrollWidth)).toBe(380);
        await drawer.locator('.button.primary').click();
        await drawer.locator('.answer .chip.ok').waitFor();
        expect(await findFaults(drawer)).toEqual([]);
        await scene().operator.disable(account);
        await drawer.reload();
        await drawer.locator('.answer .chip.off').waitFor();
        expect(await findFaults(drawer)).toEqual([]);
      });

      it('in the senders: none, the list, one of them, and suggested entries', async () => {
        const { account } = await connect();
        const { operator } = scene();
        const panel = await scene().chromium.openPage('sidepanel', { width: 320, height: 800 });
        await panel.getByRole('tab').nth(1).click();
        await panel.getByRole('tabpanel').getByRole('heading').waitFor();
        expect(await findFaults(panel)).toEqual([]);
        for (const host of [8, 9, 10]) await operator.seeSenders(account, `198.51.100.${host}`);
        await operator.add(account, { format: 'address', values: [HOME] });
        await operator.seeLeak(account, LEAK);
        await panel.reload();
        await panel.getByRole('tab').nth(1).click();
        await panel.getByRole('button', { name: LEAK }).waitFor();
        expect(await findFaults(panel)).toEqual([]);
        await panel.getByRole('button', { name: LEAK }).click();
        await panel.getByRole('dialog').waitFor();
        expect(await findFaults(panel)).toEqual([]);
        await panel.keyboard.press('Escape');
        await panel.locator('.suggest button').click();
        await panel.getByRole('checkbox').first().check();
        expect(await findFaults(panel)).toEqual([]);
      });

      it('in what is said before a change: in the popup, in the add form, in a dialog', async () => {
        const { account } = await connect();
        const senders = [1, 2, 3, 4].map((last) => `192.0.2.${last}`);
        await scene().operator.seeSenders(account, ...senders);
        const popup = await scene().chromium.openPage('popup', { width: 320, height: 600 });
        await popup.locator('.preview .mono').first().waitFor();
        expect(await findFaults(popup)).toEqual([]);
        await popup.locator('.preview button').click();
        expect(await findFaults(popup)).toEqual([]);
        const panel = await scene().chromium.openPage('sidepanel', { width: 320, height: 800 });
        await panel.locator('.blank button').first().click();
        await panel.getByRole('textbox').first().fill('192.0.2.1');
        await panel.locator('.preview .no').waitFor();
        await panel.locator('.guarded').waitFor();
        expect(await findFaults(panel)).toEqual([]);
        const expiring = { expiresInSeconds: 7200 };
        await scene().operator.add(account, { format: 'address', values: [HOME], ...expiring });
        await panel.reload();
        await panel.locator('[data-entry]').waitFor();
        await panel.locator('footer button').last().click();
        await panel.locator('.preview .warn').waitFor();
        expect(await findFaults(panel)).toEqual([]);
      });

      it('in the alerts: the list, what to do about a leak, and the webhooks', async () => {
        const { account } = await connect(HOME);
        await scene().operator.seeLeak(account, '198.51.100.66');
        scene().front.address = LEAK;
        await scene().operator.seeLeak(account, LEAK);
        const panel = await scene().chromium.openPage('sidepanel', { width: 320, height: 800 });
        await panel.locator('[data-entry]').first().waitFor();
        await panel.getByRole('tab').nth(2).click();
        const alert = panel.locator('[data-alert]').last();
        await panel.locator('.alert .primary').waitFor();
        expect(await findFaults(panel)).toEqual([]);
        await alert.getByRole('button').first().click();
        await panel.getByRole('link').first().waitFor();
        expect(await findFaults(panel)).toEqual([]);
        await panel.locator('.filling .row button').first().click();
        await panel.locator('.alerts-bar button').first().click();
        await panel.getByRole('checkbox').first().waitFor();
        await panel.getByRole('textbox').first().fill('ftp://hooks.example.com');
        await panel.keyboard.press('Enter');
        await panel.getByRole('alert').waitFor();
        expect(await findFaults(panel)).toEqual([]);
      });

      it('in the add form, with good lines and bad ones', async () => {
        await connect(HOME);
        const panel = await scene().chromium.openPage('sidepanel', { width: 320, height: 800 });
        await panel.locator('[data-entry]').first().waitFor();
        await panel
          .getByRole('button', { name: language === 'en' ? 'Add' : '添加', exact: true })
          .click();
        await panel.getByRole('textbox').first().fill('192.0.2.1\n203.0.113.07\n10.0.0.1');
        await panel.getByText('203.0.113.07').first().waitFor();
        expect(await findFaults(panel)).toEqual([]);
      });

      it('in the options, empty and connected, and with an operator’s token', async () => {
        await scene().chromium.keep(kept);
        const options = await scene().chromium.openPage('options', { width: 320, height: 900 });
        await options.getByRole('heading', { level: 1 }).waitFor();
        expect(await findFaults(options)).toEqual([]);
        await connect(HOME);
        await options.reload();
        await settled(options);
        expect(await findFaults(options)).toEqual([]);
        await giveAccess(scene(), 'viewer');
        await scene().connectOperator();
        await scene().chromium.keep(kept);
        await options.reload();
        await settled(options);
        expect(await findFaults(options)).toEqual([]);
      });

      it.each([1200, 320])(
        'on the operator’s page, %i wide: all that opens there',
        async (width) => {
          await scene().chromium.keep({ ...kept, connections: [] });
          const page = await scene().chromium.openPage('operator', { width, height: 800 });
          await page.getByRole('heading', { level: 1 }).waitFor();
          expect(await findFaults(page)).toEqual([]);
          const { account } = await giveAccess(scene(), 'viewer');
          await scene().operator.add(account, { format: 'address', values: [HOME] });
          await scene().operator.seeLeak(account, LEAK);
          await scene().connectOperator();
          await page.reload();
          await page.getByRole('searchbox').fill(account);
          const row = page.locator(`[data-account="${account}"]`);
          await row.waitFor();
          await settled(page);
          expect(await findFaults(page)).toEqual([]);
          await row.click();
          await page.getByRole('region').last().waitFor();
          await settled(page);
          expect(await findFaults(page)).toEqual([]);
          await page.goBack();
          await page.getByRole('searchbox').fill('nobody');
          await page.locator('.entries.blank .button').waitFor();
          expect(await findFaults(page)).toEqual([]);
          await page.getByRole('tabpanel').locator('.bar .primary').click();
          expect(await findFaults(page)).toEqual([]);
          for (const tab of [1, 2, 3]) {
            await page.getByRole('tab').nth(tab).click();
            await settled(page);
            expect(await findFaults(page)).toEqual([]);
          }
        },
      );

      it('on a page that has something wrong, it would find it', async () => {
        const popup = await scene().chromium.openPage('popup');
        await popup.evaluate(() => {
          document.body.append(document.createElement('input'));
          const text = document.createElement('p');
          text.textContent = 'Black on whatever is behind it';
          text.style.color = '#000';
          document.body.append(text);
        });
        const faults = (await findFaults(popup)).join();
        expect(faults).toContain('label');
        // The fault is in the dark colours alone.
        expect(faults).toContain('color-contrast');
      });
    },
    { language },
  );
});
