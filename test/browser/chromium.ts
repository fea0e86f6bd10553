/** Real Chromium with the built extension, and no way off this machine. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page, Worker } from 'playwright-core';
import puppeteer, { type Browser as Outside, type Page as OutsidePage } from 'puppeteer-core';
import type { Browser } from 'wxt/browser';
import { launchChromium } from '../../local/demo/chromium.ts';
import { BROWSERS } from './describe-browser.ts';
import { type ExtensionPage, SIZES } from './extension-pages.ts';
import type { ProviderConsole } from './provider-console.ts';

declare const chrome: typeof Browser;

export interface Look {
  readonly language?: 'en' | 'zh-CN';
  readonly colorScheme?: 'light' | 'dark';
}

export interface ChromiumOptions extends Look {
  readonly build: string;
  readonly console: ProviderConsole;
}

const WAIT_MS = 10_000;

export class Chromium implements AsyncDisposable {
  readonly context: BrowserContext;
  readonly #profile: string;
  readonly #worker: Worker;
  #outside: Promise<Outside> | undefined;

  static async launch(options: ChromiumOptions): Promise<Chromium> {
    const profile = mkdtempSync(join(tmpdir(), 'sendgate-chromium-'));
    const { console, ...look } = options;
    const { context, worker } = await launchChromium({
      colorScheme: 'light',
      ...look,
      executable: BROWSERS.Chromium,
      profile,
      hosts: console.hosts,
      port: console.port,
      headless: true,
      viewport: { width: 1100, height: 700 },
    });
    return new Chromium(context, worker, profile);
  }

  private constructor(context: BrowserContext, worker: Worker, profile: string) {
    this.context = context;
    this.#worker = worker;
    this.#profile = profile;
    context.setDefaultTimeout(WAIT_MS);
  }

  get extensionId(): string {
    return new URL(this.#worker.url()).host;
  }

  /** The extension's service worker: there is no other way to what only the browser shows. */
  get background(): Worker {
    return this.#worker;
  }

  urlOf(page: ExtensionPage): string {
    return `chrome-extension://${this.extensionId}/${page}.html`;
  }

  /** A page of the extension in a tab of its own, as large as it is in its place. */
  async openPage(name: ExtensionPage, size: { width: number; height: number } = SIZES[name]) {
    const page = await this.context.newPage();
    await page.setViewportSize(size);
    await page.goto(this.urlOf(name));
    return page;
  }

  async openConsole(url: string): Promise<Page> {
    const page = await this.context.newPage();
    await page.goto(url);
    return page;
  }

  /** What a click on the toolbar's icon opens, over the tab in front. */
  async clickIcon(): Promise<OutsidePage> {
    const outside = await this.#connect();
    const extension = (await outside.extensions()).get(this.extensionId);
    const tabs = (await outside.pages()).filter((page) => !page.url().startsWith('chrome-ext'));
    const front = tabs.at(-1);
    if (!extension || !front) throw new Error('no tab to click the icon over');
    await extension.triggerAction(front);
    return this.#findOutside('popup');
  }

  /** The panel that a click has opened beside a page. */
  async findPanel(): Promise<OutsidePage> {
    return this.#findOutside('sidepanel');
  }

  async #findOutside(name: ExtensionPage): Promise<OutsidePage> {
    const outside = await this.#connect();
    const url = this.urlOf(name);
    const target = await outside.waitForTarget((found) => found.url().startsWith(url), WAIT);
    return target.asPage();
  }

  /** Playwright does not show popups and panels; a second driver of the same browser does. */
  #connect(): Promise<Outside> {
    const [port, path] = readFileSync(join(this.#profile, 'DevToolsActivePort'), 'utf8').split(
      '\n',
    );
    this.#outside ??= puppeteer.connect({
      browserWSEndpoint: `ws://127.0.0.1:${port}${path}`,
      defaultViewport: null,
    });
    return this.#outside;
  }

  /** What the toolbar's icon shows, and says. */
  async badge(): Promise<{ readonly text: string; readonly title: string }> {
    return this.#worker.evaluate(async () => ({
      text: await chrome.action.getBadgeText({}),
      title: await chrome.action.getTitle({}),
    }));
  }

  /** Puts into the extension's storage what a page of it would. */
  async keep(items: Readonly<Record<string, unknown>>): Promise<void> {
    await this.#worker.evaluate((kept) => chrome.storage.local.set(kept), items);
  }

  /** No page is open, and nothing of the extension is kept. */
  async reset(): Promise<void> {
    const [blank = await this.context.newPage(), ...others] = this.context.pages();
    await Promise.all(others.map((page) => page.close()));
    await blank.goto('about:blank');
    await this.context.setOffline(false);
    await this.#worker.evaluate(async () => {
      await chrome.storage.local.clear();
      await chrome.storage.session.clear();
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await (await this.#outside)?.disconnect();
    await this.context.close();
    rmSync(this.#profile, { recursive: true, force: true });
  }
}

const WAIT = { timeout: WAIT_MS };
