/** What a company sets up, from real policies of real browsers. */
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { readPolicy } from '../../extension/model/read-policy.ts';
import { findFaults } from './support/axe.ts';
import { ChromiumPolicy } from './support/chromium-policy.ts';
import { describeBrowser } from './support/describe-browser.ts';
import { HOME } from './support/endpoint-front.ts';
import { describeExtension } from './support/extension-scene.ts';
import { Firefox } from './support/firefox.ts';
import { button, sees } from './support/on-page.ts';
import { OTHER_HOST } from './support/provider-console.ts';
import { giveAccess, openSite } from './support/site.ts';

const WAITS = 'Your company set this up';

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'sendgate-policy-')));
afterAll(() => rmSync(folder, { recursive: true }));

/** Apart from the one of all other tests, which are under no policy. */
const build = join(folder, 'extension');

describeExtension(
  'A company policy',
  (scene) => {
    let policy: ChromiumPolicy;
    beforeAll(() => {
      policy = new ChromiumPolicy(build);
    });
    afterAll(() => policy[Symbol.dispose]());
    const openOptions = () => scene().chromium.openPage('options');
    const consoles = (options: Page) =>
      options.getByRole('region', { name: 'Provider consoles' }).getByRole('listitem');
    /** The first on the page: below it there may be the form for another connection. */
    const tokenField = (options: Page) => options.getByLabel('Token', { exact: true }).first();
    const follow = async (wanted: object) => {
      policy.set(wanted);
      await expect.poll(() => scene().chromium.kept('policy')).toEqual(readPolicy(wanted));
    };

    it('is followed while the browser runs: what it sets up waits for its token, and says so', async () => {
      const { chromium, front, operator } = scene();
      const { account, token } = await giveAccess(scene(), 'manager');
      await chromium.allowHost(OTHER_HOST);
      const pages = [await chromium.openPage('popup'), await chromium.openPage('sidepanel')];
      for (const page of pages) await sees(page, 'Let your address send');
      policy.set({
        connections: [{ endpoint: front.url, account }],
        consoles: [OTHER_HOST],
        language: 'en',
      });
      for (const page of pages) {
        await sees(page, WAITS);
        await sees(page, account);
        expect(await findFaults(page)).toEqual([]);
      }
      const options = await openOptions();
      await sees(options, `${WAITS}. Paste your token.`);
      await consoles(options).filter({ hasText: OTHER_HOST }).waitFor();
      await tokenField(options).fill(token.token);
      await button(options, 'Connect').click();
      await sees(options, 'Connected.');
      const [popup] = pages;
      if (popup) await button(popup, `Turn the list on with ${HOME}`).click();
      await expect.poll(() => operator.values(account)).toEqual([HOME]);
      const page = await chromium.openConsole(`https://${OTHER_HOST}/`);
      await page.locator('sendgate-tab').waitFor({ state: 'attached' });
      // The policy goes, and its console with it; what a token was given for stays.
      policy.set({});
      await consoles(options).waitFor({ state: 'detached' });
      expect(await chromium.kept('connections')).toMatchObject([{ token: token.token }]);
    });

    it('takes a token of no other account than it names', async () => {
      const { front } = scene();
      const other = await giveAccess(scene(), 'manager');
      await follow({ connections: [{ endpoint: front.url, account: 'sender@example.com' }] });
      const options = await openOptions();
      await tokenField(options).fill(other.token.token);
      await button(options, 'Connect').click();
      await sees(options, 'This token belongs to another account');
      await follow({ connections: [{ endpoint: front.url }] });
      await options.getByRole('heading', { name: new URL(front.url).host }).waitFor();
      await tokenField(options).fill(other.token.token);
      await button(options, 'Connect').click();
      await sees(options, 'Connected.');
    });

    it('locks what it says, and the page tells why', async () => {
      const { chromium, front } = scene();
      const { account, token } = await giveAccess(scene(), 'manager');
      await follow({
        connections: [{ endpoint: front.url, account }],
        consoles: [OTHER_HOST],
        language: 'en',
        locked: ['connections', 'consoles', 'language'],
      });
      const options = await openOptions();
      await tokenField(options).fill(token.token);
      await button(options, 'Connect').click();
      await sees(options, 'Connected.');
      await sees(options, 'Your company set this connection up and has locked it');
      await sees(options, 'Your company has locked the connections');
      await sees(options, 'Your company has locked this list');
      await sees(options, 'Your company has locked the language');
      for (const name of ['Remove…', 'Other IP family…', `Remove ${OTHER_HOST}`]) {
        expect(await button(options, name).count()).toBe(0);
      }
      expect(await options.getByText('Add a connection').count()).toBe(0);
      expect(await options.getByLabel('Another console').count()).toBe(0);
      expect(await options.getByRole('radio', { name: '简体中文' }).isDisabled()).toBe(true);
      expect(await findFaults(options)).toEqual([]);
      // A token can be replaced all the same.
      await button(options, 'Replace token…').waitFor();
      const file = {
        format: 'sendgate-settings',
        version: 1,
        language: 'zh_CN',
        connections: [
          {
            endpoint: 'https://sendgate.example.com',
            otherFamilyEndpoint: null,
            account: 'sender@example.com',
            accounts: ['sender@example.com'],
          },
        ],
        addedHosts: ['mail.example.com'],
        tabPositions: {},
      };
      await options.locator('input[type=file]').setInputFiles({
        name: 'settings.json',
        mimeType: 'application/json',
        buffer: Buffer.from(JSON.stringify(file)),
      });
      await sees(options, 'What your company has locked is as it was.');
      for (const key of ['awaited-connections', 'added-hosts', 'language']) {
        expect(await chromium.kept(key)).toBeUndefined();
      }
    });

    it('sets the language until a person chooses another', async () => {
      await follow({ language: 'zh_CN' });
      const options = await openOptions();
      await options.getByRole('heading', { level: 1, name: /设置|选项/ }).waitFor();
      await options.getByRole('radio', { name: 'English' }).check({ force: true });
      await options.getByRole('heading', { level: 1, name: 'Sendgate options' }).waitFor();
    });

    it('stays when a person erases everything', async () => {
      const { front } = scene();
      await follow({ connections: [{ endpoint: front.url, account: 'sender@example.com' }] });
      const options = await openOptions();
      await button(options, 'Erase everything…').click();
      await options.getByRole('dialog').getByRole('button', { name: 'Erase everything' }).click();
      await sees(options, 'Everything is erased.');
      await sees(options, `${WAITS}. Paste your token.`);
    });

    it('is followed but for its wrong parts, which the page names', async () => {
      await follow({
        connections: [
          { endpoint: 'ftp://sendgate.example.com' },
          { account: 'sender@example.com' },
        ],
        consoles: ['mail.example.com', 'localhost'],
        language: 'de',
        locked: ['consoles'],
      });
      const options = await openOptions();
      await sees(options, 'Your company’s policy has mistakes.');
      await sees(options, '/connections/0/endpoint is no endpoint.');
      await sees(options, '/connections/1/endpoint is missing.');
      await sees(options, '/consoles/1 is no host name.');
      await sees(options, '/language is none of the values that it may have.');
      expect(await consoles(options).allTextContents()).toEqual([
        expect.stringMatching(/^mail\.example\.com · by your company/),
      ]);
      await sees(options, 'Your company has locked this list');
      expect(await findFaults(options)).toEqual([]);
    });
  },
  {
    wants: process.getuid?.() === 0 ? undefined : 'only root can put a policy there',
    get build() {
      cpSync(inject('chromeBuild'), build, { recursive: true });
      return build;
    },
  },
);

describeBrowser('Firefox ESR', 'A company policy', () => {
  it('sets up what waits for its token, locks it, and names what is wrong', async () => {
    await using opened = new AsyncDisposableStack();
    const site = opened.use(await openSite(inject('workerUrl'), inject('operatorToken')));
    const { account, token } = await giveAccess(site, 'manager');
    const home = join(folder, 'home');
    const manifests = join(home, '.mozilla/managed-storage');
    mkdirSync(manifests, { recursive: true });
    const manifest = {
      name: 'extension@sendgate.example',
      description: 'A company policy',
      type: 'storage',
      data: {
        connections: [{ endpoint: site.front.url, account, token: 'sga_secret' }, 7],
        consoles: [OTHER_HOST],
        language: 'zh_CN',
        locked: ['connections', 'consoles'],
      },
    };
    writeFileSync(join(manifests, `${manifest.name}.json`), JSON.stringify(manifest));
    const { console } = site;
    const firefox = opened.use(
      await Firefox.launch({ build: inject('firefoxBuild'), console, home }),
    );
    for (const name of ['popup', 'sidepanel'] as const) {
      const page = await firefox.openPage(name);
      await page.waitForSelector('::-p-text(公司已为您完成设置)');
      await page.waitForSelector(`::-p-text(${account})`);
    }
    const options = await firefox.openPage('options');
    await options.waitForSelector('::-p-text(/connections/0/token 不是策略中的字段)');
    await options.waitForSelector('::-p-text(/connections/1 应为对象)');
    await options.waitForSelector('::-p-text(公司已锁定连接)');
    await options.waitForSelector('::-p-text(公司已锁定该列表)');
    await options.locator('input[type=password]').fill(token.token);
    await options.locator('button[type=submit]').click();
    await options.waitForSelector('::-p-text(该连接由公司设置并锁定)');
    await expect.poll(() => firefox.addedHosts()).toEqual([OTHER_HOST]);
    await expect.poll(() => firefox.badge()).toBe('○');
  });
});
