/** Real Firefox with the built extension, over WebDriver BiDi, and no way off this machine. */
import puppeteer, { type Browser as Driver, type Frame, type Page } from 'puppeteer-core';
import { expect, vi } from 'vitest';
import type { Browser } from 'wxt/browser';
import { BROWSERS } from './describe-browser.ts';
import { type ExtensionPage, SIZES } from './extension-pages.ts';
import type { ProviderConsole } from './provider-console.ts';

declare const browser: typeof Browser;

const ADDON = 'extension@sendgate.example';
/** A fixed id of the installation. Firefox would make up another one each time. */
const UUID = '11111111-2222-4333-8444-555555555555';

const WAIT = { timeout: 30_000, interval: 50 };

export interface FirefoxOptions {
  readonly build: string;
  readonly console: ProviderConsole;
  /** Of the person; absent: that of whoever runs the tests. */
  readonly home?: string;
}

export class Firefox implements AsyncDisposable {
  readonly #driver: Driver;

  static async launch({ build, console, home }: FirefoxOptions): Promise<Firefox> {
    const driver = await puppeteer.launch({
      browser: 'firefox',
      executablePath: BROWSERS['Firefox ESR'],
      headless: true,
      acceptInsecureCerts: true,
      ...(home !== undefined && { env: { ...process.env, HOME: home } }),
      args: ['--remote-allow-system-access'],
      extraPrefsFirefox: {
        'extensions.webextensions.uuids': JSON.stringify({ [ADDON]: UUID }),
        'extensions.webextOptionalPermissionPrompts': false,
        // Only the consoles have a name here. All of them answer at the stand-in's port.
        'network.dns.localDomains': console.hosts.join(','),
        'network.socket.forcePort': `443=${console.port}`,
        'network.dns.disabled': false,
        'network.trr.mode': 5,
        'app.update.enabled': false,
        'datareporting.policy.dataSubmissionEnabled': false,
        'toolkit.telemetry.enabled': false,
      },
    });
    await driver.installExtension(build);
    return new Firefox(driver);
  }

  private constructor(driver: Driver) {
    this.#driver = driver;
  }

  async openPage(name: ExtensionPage): Promise<Page> {
    const page = await this.#driver.newPage();
    await page.setViewport(SIZES[name]);
    // Firefox tells no driver that a page of an extension has loaded, and a question in the
    // meantime fails.
    page.goto(`moz-extension://${UUID}/${name}.html`, { timeout: 0 }).catch(() => {});
    await vi.waitFor(async () => {
      const at = await page.evaluate(() => `${location.pathname} ${document.readyState}`);
      expect(at).toBe(`/${name}.html complete`);
    }, WAIT);
    return page;
  }

  async openConsole(url: string): Promise<Page> {
    const page = await this.#driver.newPage();
    await page.setViewport({ width: 1100, height: 700 });
    await page.goto(url);
    return page;
  }

  /** Puts items into the extension's storage, like a page of the extension. */
  async keep(items: Readonly<Record<string, unknown>>): Promise<void> {
    const page = await this.openPage('options');
    await page.evaluate((kept) => browser.storage.local.set(kept), items);
    await page.close();
  }

  async erase(): Promise<void> {
    const [, ...others] = await this.#driver.pages();
    await Promise.all(others.map((page) => page.close()));
    await this.#evaluate(() => browser.storage.local.clear());
  }

  async badge(): Promise<string> {
    return this.#evaluate(() => browser.action.getBadgeText({}));
  }

  /**
   * The hosts that a person has added to the manifest's: from now on, the tab stands on the pages
   * that load there.
   */
  async addedHosts(): Promise<string[]> {
    return this.#evaluate(async () => {
      const scripts = await browser.scripting.getRegisteredContentScripts();
      return scripts.map(({ id }) => id);
    });
  }

  /** The content of the drawer, whose frame no script of the page can read. */
  async findDrawer(page: Page): Promise<Frame> {
    return vi.waitFor(async () => {
      // Firefox does not tell a driver either which page such a frame has loaded.
      for (const frame of page.frames()) {
        const path = await frame.evaluate(() => location.pathname);
        if (path === '/drawer.html') return frame;
      }
      throw new Error('there is no drawer in a frame');
    }, WAIT);
  }

  /** Finds the panel in a window of its own. */
  async findPanelWindow(): Promise<Page> {
    return this.#find((at) => at === '/sidepanel.html#window');
  }

  /** Finds a page of the extension that another one has opened. */
  async findPage(name: ExtensionPage): Promise<Page> {
    return this.#find((at) => at.startsWith(`/${name}.html`));
  }

  async #find(isIt: (at: string) => boolean): Promise<Page> {
    return vi.waitFor(async () => {
      for (const page of await this.#driver.pages()) {
        // The context of the window's first moment has gone by then.
        const at = await page
          .evaluate(() => `${location.pathname}${location.hash}`)
          .catch(() => '');
        if (isIt(at)) return page;
      }
      throw new Error('there is no such page');
    }, WAIT);
  }

  async #evaluate<Value>(inPage: () => Promise<Value>): Promise<Value> {
    const page = await this.openPage('options');
    const value = await page.evaluate(inPage);
    await page.close();
    return value as Value;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#driver.close();
  }
}
