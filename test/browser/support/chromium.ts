/** Real Chromium with the built extension, and no way off this machine. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page, Worker } from 'playwright-core';
import puppeteer, { type Browser as Outside, type Page as OutsidePage } from 'puppeteer-core';
import type { Browser } from 'wxt/browser';
import { launchChromium } from '../../../local/demo/chromium.ts';
import { BROWSERS } from './describe-browser.ts';
import { type ExtensionPage, SIZES } from './extension-pages.ts';
import type { ProviderConsole } from './provider-console.ts';

/** What only the browser's own page of extensions has. */
interface DeveloperPrivate {
  addHostPermission(id: string, pattern: string): Promise<void>;
  updateProfileConfiguration(update: { readonly inDeveloperMode: boolean }): Promise<void>;
  reload(id: string): Promise<void>;
}

declare const chrome: typeof Browser & { readonly developerPrivate: DeveloperPrivate };

export interface Look {
  readonly language?: 'en' | 'zh-CN';
  readonly colorScheme?: 'light' | 'dark';
  readonly deviceScaleFactor?: number;
}

export interface ContentScript {
  evaluate(expression: string): Promise<unknown>;
}

export interface ChromiumOptions extends Look {
  readonly build: string;
  readonly console: Pick<ProviderConsole, 'hosts' | 'port'>;
}

export interface ShownNotice {
  readonly id: string;
  readonly title: string;
  readonly message: string;
  readonly buttons?: readonly { readonly title: string }[];
}

type Create = (id: string, options: object) => Promise<string>;

interface Heard {
  readonly heard: ShownNotice[];
}

const WAIT_MS = 20_000;

export class Chromium implements AsyncDisposable {
  readonly context: BrowserContext;
  readonly #profile: string;
  #worker: Worker;
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
    await keepOffers(context);
    await stopClock(worker);
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

  /** As if a person had picked the menu's item on selected text; no driver can open that menu. */
  async pickFromMenu(selectionText: string): Promise<void> {
    await this.#worker.evaluate(async (text) => {
      const menuItemId = 'add-to-allowlist';
      // Fails where there is no such item.
      await chrome.contextMenus.update(menuItemId, {});
      const [tab] = await chrome.tabs.query({ active: true });
      const { onClicked } = chrome.contextMenus as unknown as {
        readonly onClicked: { dispatch(info: object, tab: object | undefined): void };
      };
      onClicked.dispatch({ menuItemId, selectionText: text }, tab);
    }, selectionText);
  }

  /** What the toolbar's icon shows, and says. */
  async badge(): Promise<{ readonly text: string; readonly title: string }> {
    return this.#worker.evaluate(async () => ({
      text: await chrome.action.getBadgeText({}),
      title: await chrome.action.getTitle({}),
    }));
  }

  /** The ids of the notices that stand. */
  async notices(): Promise<string[]> {
    return this.#worker.evaluate(async () =>
      Object.keys((await chrome.notifications.getAll()) as unknown as Record<string, true>),
    );
  }

  /** From now on, what the background gives the browser to show: the browser itself tells it to nobody. */
  async overhearNotices(): Promise<() => Promise<ShownNotice[]>> {
    await this.#worker.evaluate(() => {
      const create = chrome.notifications.create as unknown as Create;
      const heard: ShownNotice[] = [];
      Object.assign(globalThis, { heard });
      Object.assign(chrome.notifications, {
        create: (id: string, options: Omit<ShownNotice, 'id'>) => {
          heard.push({ ...options, id });
          return create(id, options);
        },
      });
    });
    return () => this.#worker.evaluate(() => (globalThis as unknown as Heard).heard);
  }

  /** As a person does who has read them. */
  async dismissNotices(): Promise<void> {
    await this.#worker.evaluate(async () => {
      const shown = (await chrome.notifications.getAll()) as unknown as Record<string, true>;
      await Promise.all(Object.keys(shown).map((id) => chrome.notifications.clear(id)));
    });
  }

  /** As if a person had clicked on a notice, or on one of its buttons. */
  async clickNotice(id: string, button?: number): Promise<void> {
    await this.#worker.evaluate(
      ({ notice, at }) => {
        const { onClicked, onButtonClicked } = chrome.notifications as unknown as Record<
          'onClicked' | 'onButtonClicked',
          { dispatch(...given: unknown[]): void }
        >;
        if (at === undefined) onClicked.dispatch(notice);
        else onButtonClicked.dispatch(notice, at);
      },
      { notice: id, at: button },
    );
  }

  /** As if its time had come: that of the alarm which repeats. */
  async fireAlarm(): Promise<void> {
    await this.#worker.evaluate(async () => {
      const alarms = await chrome.alarms.getAll();
      const alarm = alarms.find(({ periodInMinutes }) => periodInMinutes !== undefined);
      const { onAlarm } = chrome.alarms as unknown as {
        readonly onAlarm: { dispatch(alarm: unknown): void };
      };
      onAlarm.dispatch(alarm);
    });
  }

  /** To the extension's background, it is so much later from then on. */
  async passTime(milliseconds: number): Promise<void> {
    await this.#worker.evaluate((passed) => {
      const { now } = Date;
      Date.now = () => now() + passed;
    }, milliseconds);
  }

  /** The world of the extension's script on a page, which the page's own scripts don't see. */
  async findContentScript(page: Page): Promise<ContentScript> {
    const session = await this.context.newCDPSession(page);
    const found = Promise.withResolvers<number>();
    session.on('Runtime.executionContextCreated', ({ context }) => {
      if (context.origin === `chrome-extension://${this.extensionId}`) found.resolve(context.id);
    });
    await session.send('Runtime.enable');
    const contextId = await found.promise;
    return {
      async evaluate(expression) {
        const { result, exceptionDetails } = await session.send('Runtime.evaluate', {
          expression,
          contextId,
          awaitPromise: true,
          returnByValue: true,
        });
        if (exceptionDetails) throw new Error(exceptionDetails.exception?.description);
        return result.value;
      },
    };
  }

  /** Puts into the extension's storage what a page of it would. */
  async keep(items: Readonly<Record<string, unknown>>): Promise<void> {
    await this.#worker.evaluate((kept) => chrome.storage.local.set(kept), items);
  }

  /** What is kept under a key; undefined where nothing is. */
  async kept(key: string): Promise<unknown> {
    return this.#worker.evaluate(async (name) => (await chrome.storage.local.get(name))[name], key);
  }

  /** What the browser would carry to the person's other machines. */
  async synced(): Promise<unknown> {
    return this.#worker.evaluate(() => chrome.storage.sync.get(null));
  }

  /** Grants what a person would be asked for: no driver can answer the browser's own question. */
  async allowHost(host: string): Promise<void> {
    await this.#onExtensionsPage((page) =>
      page.evaluate(([id, pattern]) => chrome.developerPrivate.addHostPermission(id, pattern), [
        this.extensionId,
        `https://${host}/*`,
      ] as const),
    );
  }

  /** As an update does: a new background, while the old extension's scripts are still on the pages. */
  async replaceExtension(): Promise<void> {
    const next = this.context.waitForEvent('serviceworker');
    await this.#onExtensionsPage((page) =>
      page.evaluate(async (id) => {
        // Out of it, an unpacked extension does not start again.
        await chrome.developerPrivate.updateProfileConfiguration({ inDeveloperMode: true });
        await chrome.developerPrivate.reload(id);
      }, this.extensionId),
    );
    this.#worker = await next;
    await stopClock(this.#worker);
  }

  async #onExtensionsPage(act: (page: Page) => Promise<void>): Promise<void> {
    const page = await this.context.newPage();
    await page.goto('chrome://extensions/');
    await act(page);
    await page.close();
  }

  /** No page is open, and nothing of the extension is kept. */
  async reset(): Promise<void> {
    const [blank = await this.context.newPage(), ...others] = this.context.pages();
    await Promise.all(others.map((page) => page.close()));
    await this.#closePanels();
    await blank.goto('about:blank');
    await this.context.setOffline(false);
    await this.#worker.evaluate(() => chrome.storage.local.clear());
    await this.dismissNotices();
  }

  /** A panel stays beside its window whatever becomes of the pages. */
  async #closePanels(): Promise<void> {
    const targets = (await this.#outside)?.targets() ?? [];
    const panels = targets.filter((target) => target.url().startsWith(this.urlOf('sidepanel')));
    await Promise.all(
      panels.map(async (target) => (await target.asPage()).close().catch(unlessGone)),
    );
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await (await this.#outside)?.disconnect();
    await this.context.close();
    rmSync(this.#profile, { recursive: true, force: true });
  }
}

/** A panel may close by itself just then, with the page that it was opened from. */
function unlessGone(error: unknown): void {
  if (!String(error).includes('No target with given id')) throw error;
}

const WAIT = { timeout: WAIT_MS };

/** What can be taken back for ten seconds can be for an hour: a busy machine is slower than a person. */
async function keepOffers(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    // Other pages have none.
    const kept = typeof chrome === 'undefined' ? undefined : chrome.storage?.local;
    if (kept === undefined) return;
    const set = kept.set.bind(kept) as (items: Record<string, unknown>) => Promise<void>;
    const lengthen = (undo: unknown) => undo && { ...undo, until: Date.now() + 3_600_000 };
    Object.assign(kept, {
      set: (items: Record<string, unknown>) =>
        set('undo' in items ? { ...items, undo: lengthen(items.undo) } : items),
    });
  });
}

/** The alarm that repeats goes off when a test says so, and not in the middle of one. */
async function stopClock(worker: Worker): Promise<void> {
  await worker.evaluate(async () => {
    const find = async () => {
      const alarms = await chrome.alarms.getAll();
      return alarms.find(({ periodInMinutes }) => periodInMinutes !== undefined);
    };
    let alarm = await find();
    // The background has just started.
    while (alarm === undefined) alarm = await find();
    const { name, periodInMinutes } = alarm;
    await chrome.alarms.create(name, { periodInMinutes, delayInMinutes: 1e6 });
  });
}
