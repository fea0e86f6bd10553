import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { Browser } from 'wxt/browser';
import { CONSOLE_PAGES } from '../../local/demo/stand-in-console.ts';
import { clickButton, readAccessibleNames, readLook } from './support/closed-shadow.ts';
import { HOME } from './support/endpoint-front.ts';
import { describeExtension } from './support/extension-scene.ts';
import { OTHER_HOST, TENCENT_CONSOLE } from './support/provider-console.ts';

declare const chrome: typeof Browser;

const ELSEWHERE = '198.51.100.77';

describeExtension('On a provider’s console', (scene) => {
  const tab = (page: Page) => page.locator('sendgate-tab');
  const listed = (...values: string[]) => scene().connect('manager', ...values);
  const isHidden = async () => {
    const positions = (await scene().chromium.kept('tab-positions')) ?? {};
    const host = new URL(TENCENT_CONSOLE).hostname;
    return (positions as Record<string, { readonly hidden: boolean }>)[host]?.hidden;
  };

  it.each(CONSOLE_PAGES)('the tab stands on %s', async (url) => {
    await scene().connect();
    const page = await scene().chromium.openConsole(url);
    await tab(page).waitFor({ state: 'attached' });
  });

  it('no tab stands elsewhere', async () => {
    await scene().connect();
    const other = await scene().chromium.openConsole(`https://${OTHER_HOST}/`);
    const beside = await scene().chromium.openConsole('https://console.tencentcloud.com/cvm');
    const alike = await scene().chromium.openConsole('https://console.tencentcloud.com/sesame');
    // When the tab stands on a known console, it would stand on the other pages, too.
    await tab(await scene().chromium.openConsole(TENCENT_CONSOLE)).waitFor();
    for (const page of [other, beside, alike]) expect(await tab(page).count()).toBe(0);
  });

  it('the tab comes and goes with the path, as the console’s own script changes it', async () => {
    await scene().connect();
    const page = await scene().chromium.openConsole('https://console.tencentcloud.com/cvm');
    await page.evaluate(() => history.pushState(null, '', '/ses/sender'));
    await tab(page).waitFor();
    await page.evaluate(() => history.replaceState(null, '', '/ses'));
    await page.evaluate(() => history.pushState(null, '', '/cvm/instances'));
    await tab(page).waitFor({ state: 'detached' });
    await page.goBack();
    await tab(page).waitFor();
    await page.evaluate(() => location.assign('/ses#senders'));
    expect(await tab(page).count()).toBe(1);
  });

  it('whoever looks at the tab sees a change of network that nothing told the browser of', async () => {
    const { chromium, front } = scene();
    await listed(HOME);
    const page = await chromium.openConsole(TENCENT_CONSOLE);
    await expect.poll(async () => (await chromium.badge()).text).toBe('✓');
    front.address = ELSEWHERE;
    await chromium.passTime(61_000);
    await page.reload();
    await expect.poll(async () => (await chromium.badge()).text).toBe('✕');
  });

  it('what cannot be read is not asked for again and again', async () => {
    const { chromium, front } = scene();
    await listed(HOME);
    const page = await chromium.openConsole(TENCENT_CONSOLE);
    await expect.poll(async () => (await chromium.badge()).text).toBe('✓');
    front.disorder = 'gone';
    await chromium.passTime(61_000);
    front.seen.length = 0;
    await page.reload();
    await expect.poll(async () => (await chromium.badge()).text).toBe('!');
    const asked = front.seen.length;
    for (let look = 0; look < 3; look++) {
      await page.reload();
      await tab(page).waitFor();
    }
    expect(front.seen).toHaveLength(asked);
  });

  it('the tab of an extension that has been updated since goes when it is next looked at', async () => {
    await scene().connect();
    const page = await scene().chromium.openConsole(TENCENT_CONSOLE);
    await tab(page).waitFor();
    await scene().chromium.replaceExtension();
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
    await tab(page).waitFor({ state: 'detached' });
    await page.reload();
    await tab(page).waitFor();
  });

  it('nothing that the page sends ends the tab, or has it ask without end', async () => {
    const { account } = await listed(HOME);
    const { chromium } = scene();
    const page = await chromium.openConsole(TENCENT_CONSOLE);
    await tab(page).waitFor();
    await chromium.background.evaluate(() => {
      const asked: unknown[] = [];
      Object.assign(globalThis, { asked });
      chrome.runtime.onMessage.addListener((message) => void asked.push(message));
    });
    await page.evaluate(() => {
      const copy = { id: 'zz', startedAt: Date.now() + 1_000_000 };
      for (let times = 0; times < 500; times++) {
        for (const target of [document, window, document.documentElement]) {
          for (const name of ['sendgate-started', 'visibilitychange', 'popstate', 'resize']) {
            target.dispatchEvent(new CustomEvent(name, { detail: copy }));
          }
        }
        for (const kind of ['copy-started', 'close-drawer']) {
          window.postMessage({ news: { kind, copy } }, '*');
          window.postMessage({ question: 'start', request: copy }, '*');
        }
      }
    });
    // After a click that works, the messages from the page would have removed the tab or asked
    // something.
    await tab(page).click();
    const panel = await chromium.findPanel();
    await panel.waitForSelector(`::-p-text(${account})`);
    expect(await tab(page).count()).toBe(1);
    const asked = await chromium.background.evaluate(
      () => (globalThis as unknown as { readonly asked: readonly unknown[] }).asked,
    );
    expect(asked).toContainEqual({ question: 'open-panel', request: null });
    expect(asked.length).toBeLessThan(5);
  });

  it('its script can’t read what the extension keeps', async () => {
    const { token } = await scene().connect();
    const page = await scene().chromium.openConsole(TENCENT_CONSOLE);
    await tab(page).waitFor();
    const script = await scene().chromium.findContentScript(page);
    expect(await script.evaluate('chrome.runtime.id')).toBe(scene().chromium.extensionId);
    await expect(script.evaluate('chrome.storage.local.get()')).rejects.toThrow(
      'Access to storage is not allowed from this context.',
    );
    expect(await scene().chromium.kept('connections')).toMatchObject([{ token: token.token }]);
  });

  it('a click on it opens the real panel beside the page', async () => {
    const { account } = await listed(HOME);
    const page = await scene().chromium.openConsole(TENCENT_CONSOLE);
    await tab(page).click();
    const panel = await scene().chromium.findPanel();
    await panel.waitForSelector(`::-p-text(${account})`);
    await panel.waitForSelector(`button[data-entry]`);
    expect(await page.locator('sendgate-drawer').count()).toBe(0);
    const provider = `provider:deployment:${account}`;
    await expect.poll(() => scene().chromium.kept(provider)).toBe('Tencent Cloud SES');
  });

  it('the panel that it opens begins at this browser’s address', async () => {
    await listed('192.0.2.10');
    const page = await scene().chromium.openConsole(TENCENT_CONSOLE);
    await tab(page).click();
    const panel = await scene().chromium.findPanel();
    const focus = () => panel.evaluate(() => document.activeElement?.ariaLabel ?? '');
    await expect.poll(focus).toBe(`Add for 1 day: ${HOME}`);
    // It does so again for a panel that is open on another view.
    await (await panel.$('::-p-aria([name="History"][role="tab"])'))?.click();
    await expect.poll(focus).not.toContain('Add for 1 day');
    await page.bringToFront();
    await tab(page).click();
    await expect.poll(focus).toBe(`Add for 1 day: ${HOME}`);
    const chosen = () => panel.$eval('[role=tab][aria-selected=true]', (own) => own.textContent);
    expect(await chosen()).toBe('Allowlist');
  });

  it('a tab that is hidden says where it is shown again, and comes back at once', async () => {
    await listed(HOME);
    const { chromium } = scene();
    const page = await chromium.openConsole(TENCENT_CONSOLE);
    const note = page.locator('sendgate-hidden');
    const host = new URL(TENCENT_CONSOLE).hostname;
    const hide = async () => {
      await tab(page).hover();
      await clickButton(page, `Hide this tab on ${host}`);
      await note.waitFor();
      await tab(page).waitFor({ state: 'detached' });
    };
    await tab(page).waitFor();
    await hide();
    await expect.poll(isHidden).toBe(true);
    // With the mouse, nothing takes the focus from the page.
    expect(await page.evaluate(() => document.activeElement?.localName)).toBe('body');
    expect(await readAccessibleNames(page)).toContain('Hidden on this site.');
    await clickButton(page, 'Undo');
    await tab(page).waitFor();
    await note.waitFor({ state: 'detached' });
    await expect.poll(isHidden).toBe(false);

    await hide();
    const opened = chromium.context.waitForEvent('page');
    await clickButton(page, 'Show it again in Options');
    const options = await opened;
    await options.getByRole('button', { name: `Show it again on ${host}` }).click();
    await expect.poll(isHidden).toBe(false);
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
    await tab(page).waitFor();
  });

  it('the tab tells its states apart in forced colours', async () => {
    const { account } = await listed('192.0.2.10');
    const page = await scene().chromium.openConsole(TENCENT_CONSOLE);
    await page.emulateMedia({ forcedColors: 'active' });
    await tab(page).waitFor();
    const refused = await readLook(page, /^Sendgate, Not allowed\./, '.sign');
    expect(refused.border).toBe('2px solid');
    expect(await readAccessibleNames(page)).toContain('Not allowed');
    await scene().operator.add(account, { format: 'address', values: [HOME] });
    await scene().chromium.passTime(61_000);
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
    const allowed = await readLook(page, /^Sendgate, Allowed\./, '.sign');
    expect(allowed.border).toBe('2px solid');
    expect(allowed.background).not.toBe(refused.background);
  });

  it('a tab that is hidden by the keyboard leaves the focus on what brings it back', async () => {
    await listed(HOME);
    const { chromium } = scene();
    const page = await chromium.openConsole(TENCENT_CONSOLE);
    await tab(page).waitFor();
    const at = () => page.evaluate(() => document.activeElement?.localName);
    for (let stop = 0; stop < 40 && (await at()) !== 'sendgate-tab'; stop++) {
      await page.keyboard.press('Tab');
    }
    await page.keyboard.press('Tab');
    expect(await at()).toBe('sendgate-tab');
    await page.keyboard.press('Enter');
    await expect.poll(at).toBe('sendgate-hidden');
    await page.keyboard.press('Enter');
    await tab(page).waitFor();
    await expect.poll(at).toBe('sendgate-tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await expect.poll(at).toBe('sendgate-hidden');
    await page.keyboard.press('Escape');
    await page.locator('sendgate-hidden').waitFor({ state: 'detached' });
    expect(await tab(page).count()).toBe(0);
  });

  it('a tab that is shown again stays, whatever the background has read before', async () => {
    await listed(HOME);
    const { chromium } = scene();
    const page = await chromium.openConsole(TENCENT_CONSOLE);
    await tab(page).waitFor();
    await tab(page).hover();
    await clickButton(page, `Hide this tab on ${new URL(TENCENT_CONSOLE).host}`);
    await expect.poll(isHidden).toBe(true);
    // The background has read that the tab is hidden, and its answer is on the way for as long as the test wants.
    await chromium.background.evaluate(() => {
      const { local } = chrome.storage;
      const get = local.get.bind(local) as (keys: unknown) => Promise<unknown>;
      const held = Promise.withResolvers<void>();
      const reading = Promise.withResolvers<void>();
      const slow = async (keys: unknown) => {
        const answer = await get(keys);
        reading.resolve();
        await held.promise;
        return answer;
      };
      local.get = slow as typeof local.get;
      Object.assign(globalThis, {
        isReading: reading.promise,
        answerNow: () => {
          local.get = get as typeof local.get;
          held.resolve();
        },
      });
    });
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
    await chromium.background.evaluate(() => Reflect.get(globalThis, 'isReading'));
    await page.evaluate(() => {
      const gone = (records: MutationRecord[]) =>
        records.some(({ removedNodes }) =>
          [...removedNodes].some(({ nodeName }) => nodeName === 'SENDGATE-TAB'),
        );
      new MutationObserver((records) => {
        if (gone(records)) document.title = 'gone';
      }).observe(document.documentElement, { childList: true });
    });
    await clickButton(page, 'Undo');
    await tab(page).waitFor();
    await chromium.background.evaluate(() => Reflect.get(globalThis, 'answerNow')());
    await expect.poll(isHidden).toBe(false);
    expect(await page.title()).not.toBe('gone');
  });

  it('the icon’s popup, the real one, adds the address on Enter', async () => {
    const { account } = await scene().connect();
    await scene().chromium.openConsole(TENCENT_CONSOLE);
    const popup = await scene().chromium.clickIcon();
    await popup.waitForSelector(`::-p-text(Turn the list on with ${HOME})`);
    const readFocus = () => popup.evaluate(() => document.activeElement?.textContent ?? '');
    await expect.poll(readFocus).toContain(`Turn the list on with ${HOME}`);
    await expect.poll(() => popup.evaluate(() => innerWidth)).toBe(360);
    await popup.keyboard.press('Enter');
    await popup.waitForSelector(`::-p-text(Added ${HOME}.)`);
    expect(await scene().operator.values(account)).toEqual([HOME]);
  });

  it('the page’s own controls stay reachable, and its styles stay its own', async () => {
    await listed(HOME);
    const page = await scene().chromium.openConsole(TENCENT_CONSOLE);
    await tab(page).waitFor();
    for (const name of ['Contact us', 'Help']) {
      await page.getByRole('button', { name }).click({ trial: true });
    }
    expect(await page.evaluate(() => document.querySelectorAll('head style').length)).toBe(0);
    const box = await tab(page).boundingBox();
    expect(box?.width).toBeLessThan(60);
  });

  it('addresses selected on any page go into the add form by the context menu', async () => {
    const { account } = await listed(HOME);
    const page = await scene().chromium.openConsole(`https://${OTHER_HOST}/`);
    await page.getByText('Rejected').waitFor();
    await scene().chromium.pickFromMenu('Offices: 198.51.100.9, 2001:db8::25');
    const panel = await scene().chromium.findPanel();
    const values = await panel.waitForSelector('textarea');
    await expect
      .poll(async () => values?.evaluate((field) => field.value))
      .toBe('Offices: 198.51.100.9, 2001:db8::25');
    // The preview of the change is read in the meantime, and moves the button when it comes.
    await panel.waitForSelector('.preview[aria-busy=false]');
    await panel.locator('::-p-aria([name="Add 2 addresses"][role="button"])').click();
    await expect
      .poll(() => scene().operator.values(account))
      .toEqual([HOME, '198.51.100.9', '2001:db8::25']);
  });

  it('a selection that says that its addresses were refused adds none of them', async () => {
    const { account } = await listed(HOME);
    const page = await scene().chromium.openConsole(`https://${OTHER_HOST}/`);
    await page.getByText('Rejected').waitFor();
    await scene().chromium.pickFromMenu('Rejected: 198.51.100.9, 2001:db8::25 and more.');
    const panel = await scene().chromium.findPanel();
    await panel.waitForSelector('textarea');
    await panel.waitForSelector('.judged');
    const add = await panel.waitForSelector('button[type=submit]');
    expect(await add?.evaluate((button) => button.matches(':disabled, [aria-disabled=true]'))).toBe(
      true,
    );
    expect(await scene().operator.values(account)).toEqual([HOME]);
  });
});
