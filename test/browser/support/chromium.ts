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

/** The functions that only the browser's own page of extensions has. */
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

  /** The extension's service worker. There is no other way to see what only the browser shows. */
  get background(): Worker {
    return this.#worker;
  }

  urlOf(page: ExtensionPage): string {
    return `chrome-extension://${this.extensionId}/${page}.html`;
  }

  /** Opens a page of the extension in a tab, with the size of its usual place. */
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

  /** Clicks on the toolbar's icon, and returns the popup that opens over the front tab. */
  async clickIcon(): Promise<OutsidePage> {
    const outside = await this.#connect();
    const extension = (await outside.extensions()).get(this.extensionId);
    const tabs = (await outside.pages()).filter((page) => !page.url().startsWith('chrome-ext'));
    const front = tabs.at(-1);
    if (!extension || !front) throw new Error('no tab to click the icon over');
    await extension.triggerAction(front);
    return this.#findOutside('popup');
  }

  /** Finds the panel that a click has opened beside a page. */
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

  /**
   * Acts as if a person had picked the menu's item on selected text. No driver can open that menu.
   */
  async pickFromMenu(selectionText: string): Promise<void> {
    await this.#worker.evaluate(async (text) => {
      const menuItemId = 'add-to-allowlist';
      // This fails when there is no such item.
      await chrome.contextMenus.update(menuItemId, {});
      const [tab] = await chrome.tabs.query({ active: true });
      const { onClicked } = chrome.contextMenus as unknown as {
        readonly onClicked: { dispatch(info: object, tab: object | undefined): void };
      };
      onClicked.dispatch({ menuItemId, selectionText: text }, tab);
    }, selectionText);
  }

  /** The text on the toolbar's icon, and its title. */
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

  /**
   * Records from now on what the background gives the browser to show. The browser tells it to
   * nobody else.
   */
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

  /** Puts the notices away, like a person who has read them. */
  async dismissNotices(): Promise<void> {
    await this.#worker.evaluate(async () => {
      const shown = (await chrome.notifications.getAll()) as unknown as Record<string, true>;
      await Promise.all(Object.keys(shown).map((id) => chrome.notifications.clear(id)));
    });
  }

  /** Acts as if a person had clicked on a notice, or on one of its buttons. */
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

  /** Acts as if the time of the repeating alarm had come. */
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

  /** Moves the clock of the extension's background forward from now on. */
  async passTime(milliseconds: number): Promise<void> {
    await this.#worker.evaluate((passed) => {
      const { now } = Date;
      Date.now = () => now() + passed;
    }, milliseconds);
  }

  /** Finds the world of the extension's script on a page. The page's own scripts do not see it. */
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

  /** Puts items into the extension's storage, like a page of the extension. */
  async keep(items: Readonly<Record<string, unknown>>): Promise<void> {
    await this.#worker.evaluate((kept) => chrome.storage.local.set(kept), items);
  }

  /** Reads what is kept under a key; undefined if nothing is. */
  async kept(key: string): Promise<unknown> {
    return this.#worker.evaluate(async (name) => (await chrome.storage.local.get(name))[name], key);
  }

  /** Reads what the browser would carry to the person's other machines. */
  async synced(): Promise<unknown> {
    return this.#worker.evaluate(() => chrome.storage.sync.get(null));
  }

  /**
   * Grants a permission in place of the person. No driver can answer the browser's own question.
   */
  async allowHost(host: string): Promise<void> {
    await this.#onExtensionsPage((page) =>
      page.evaluate(([id, pattern]) => chrome.developerPrivate.addHostPermission(id, pattern), [
        this.extensionId,
        `https://${host}/*`,
      ] as const),
    );
  }

  /**
   * Replaces the extension like an update: the background is new, while the old scripts are still
   * on the pages.
   */
  async replaceExtension(): Promise<void> {
    const next = this.context.waitForEvent('serviceworker');
    await this.#onExtensionsPage((page) =>
      page.evaluate(async (id) => {
        // Outside of developer mode, an unpacked extension does not start again.
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

  /** Closes every page, and deletes all that the extension keeps. */
  async reset(): Promise<void> {
    const [blank = await this.context.newPage(), ...others] = this.context.pages();
    await Promise.all(others.map((page) => page.close()));
    await this.#closePanels();
    await blank.goto('about:blank');
    await this.context.setOffline(false);
    await this.#worker.evaluate(() => chrome.storage.local.clear());
    await this.dismissNotices();
  }

  /** A panel stays beside its window even when the pages close. */
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

/** A panel may close by itself at that moment, with the page that it was opened from. */
function unlessGone(error: unknown): void {
  if (!String(error).includes('No target with given id')) throw error;
}

const WAIT = { timeout: WAIT_MS };

/**
 * Makes the undo offers last an hour in place of ten seconds, since a busy machine is slower than a
 * person.
 */
async function keepOffers(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    // Pages outside of the extension have no such storage.
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

/** Stops the repeating alarm from ringing by itself in the middle of a test. A test rings it. */
async function stopClock(worker: Worker): Promise<void> {
  await worker.evaluate(async () => {
    const find = async () => {
      const alarms = await chrome.alarms.getAll();
      return alarms.find(({ periodInMinutes }) => periodInMinutes !== undefined);
    };
    let alarm = await find();
    // The background has just started, and may not have set the alarm yet.
    while (alarm === undefined) alarm = await find();
    const { name, periodInMinutes } = alarm;
    await chrome.alarms.create(name, { periodInMinutes, delayInMinutes: 1e6 });
  });
}
