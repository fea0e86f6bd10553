/**
 * An update over what a release has kept: a real browser runs the release, and then this version in
 * its place.
 */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, inject, it } from 'vitest';
import type { Browser } from 'wxt/browser';
import { connectExtension } from '../../local/demo/connect-extension.ts';
import { Chromium } from './support/chromium.ts';
import { describeBrowser } from './support/describe-browser.ts';
import { HOME } from './support/endpoint-front.ts';
import { button, choose, entry, hasRead, sees } from './support/on-page.ts';
import { OTHER_HOST } from './support/provider-console.ts';
import { giveAccess, openSite } from './support/site.ts';

declare const chrome: typeof Browser;

const RELEASE = join(import.meta.dirname, '../fixtures/release-0.2.0/extension');
const LEAK = '198.51.100.66';

const everythingKept = (chromium: Chromium) =>
  chromium.background.evaluate(() => chrome.storage.local.get(null));
const versionOf = (chromium: Chromium) =>
  chromium.background.evaluate(() => chrome.runtime.getManifest().version);

describeBrowser('Chromium', 'An update from 0.2.0', () => {
  it('takes over connections, settings and the last known state, and loses none', async () => {
    await using opened = new AsyncDisposableStack();
    const folder = mkdtempSync(join(tmpdir(), 'sendgate-update-'));
    opened.defer(() => rmSync(folder, { recursive: true }));
    const site = opened.use(await openSite(inject('workerUrl'), inject('operatorToken')));
    const { console, front, operator } = site;
    const build = join(folder, 'extension');
    cpSync(RELEASE, build, { recursive: true });
    const chromium = opened.use(await Chromium.launch({ build, console }));
    expect(await versionOf(chromium)).toBe('0.2.0');

    const first = await giveAccess(site, 'manager');
    const second = await giveAccess(site, 'manager');
    await chromium.allowHost(OTHER_HOST);
    const options = await chromium.openPage('options');
    await connectExtension(options, { endpoint: front.url, token: first.token.token });
    await options.getByText('Add a connection').click();
    await connectExtension(options, { endpoint: front.url, token: second.token.token });
    await options.getByLabel('Another console').fill(OTHER_HOST);
    await options
      .getByRole('region', { name: 'Provider consoles' })
      .getByRole('button', { name: 'Add', exact: true })
      .click();
    await button(options, `Remove ${OTHER_HOST}`).waitFor();
    const popup = await chromium.openPage('popup');
    await popup.getByLabel('Choose an account').selectOption({ label: second.account });
    await popup.getByLabel('Remark').fill('Home office');
    await choose(popup, '8 hours');
    await button(popup, `Add ${HOME}`).click();
    await sees(popup, `Added ${HOME}.`);
    await operator.seeLeak(second.account, LEAK);
    const panel = await chromium.openPage('sidepanel');
    await entry(panel, HOME).waitFor();
    await panel.getByRole('tab', { name: /^Alerts/ }).click();
    await sees(panel, new RegExp(LEAK));
    await options.getByRole('radio', { name: '简体中文' }).check({ force: true });
    await panel.getByRole('tab', { name: /^警报/ }).waitFor();
    for (const page of [options, popup, panel]) await hasRead(page);
    for (const page of [options, popup, panel]) await page.close();
    const kept = await everythingKept(chromium);

    // From here on the browser can read nothing anew, so every page shows what 0.2.0 has kept.
    const release = front.hold();
    rmSync(build, { recursive: true });
    cpSync(inject('chromeBuild'), build, { recursive: true });
    await chromium.replaceExtension();
    expect(await versionOf(chromium)).not.toBe('0.2.0');
    const after = await chromium.openPage('popup');
    await after.getByRole('button', { name: '撤销' }).waitFor();
    await after.getByRole('heading', { name: HOME }).waitFor();
    const chosen = after.getByRole('combobox').locator('option:checked');
    expect(await chosen.textContent()).toContain(second.account);
    const list = await chromium.openPage('sidepanel');
    await list.getByRole('button', { name: new RegExp(`^${HOME}.*Home office`) }).waitFor();
    const settings = await chromium.openPage('options');
    for (const text of [first.account, second.account, OTHER_HOST]) await sees(settings, text);
    expect(await everythingKept(chromium)).toEqual(kept);
    for (const key of ['connections', 'language', 'quick-add', 'added-hosts', 'undo']) {
      expect(kept).toHaveProperty([key]);
    }

    // The extension works on after the update.
    release();
    await after.getByRole('button', { name: '撤销' }).click();
    await expect.poll(() => operator.values(second.account)).toEqual([]);
  });
});
