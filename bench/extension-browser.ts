/**
 * Starts a browser with the built extension. The extension is connected to a deployment on this machine that
 * has a long list.
 */
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { launchChromium } from '../local/demo/chromium.ts';
import { connectExtension } from '../local/demo/connect-extension.ts';
import { findChromium } from '../local/demo/find-chromium.ts';
import { buildExtension } from '../local/extension-build.ts';
import { startServer } from '../local/server.ts';
import manifest from '../package.json' with { type: 'json' };
import type * as api from '../shared/api.ts';
import { WATCH } from './in-page.ts';

/** A page of the extension with only a line of text. Its time is the browser's own time. */
export const BARE = 'bare.html';
const ACCOUNT = 'bench@example.com';

/** The build of the extension: the current one, or that of the previous release. */
export type Build = 'now' | 'before';

export class ExtensionBrowser implements AsyncDisposable {
  readonly #context: BrowserContext;
  readonly #origins: Readonly<Record<Build, string>>;
  readonly #started: AsyncDisposableStack;

  /**
   * Opens both builds in one browser, so that it slows down both alike. The build of the release is a copy of
   * that folder.
   */
  static async open(entries: number, release: string): Promise<ExtensionBrowser> {
    await using started = new AsyncDisposableStack();
    const folder = await mkdtemp(join(tmpdir(), 'sendgate-bench-'));
    started.defer(() => rm(folder, { recursive: true, force: true }));
    process.env.EXTENSION_OUTPUT = folder;
    const made = await buildExtension();
    if (!made.ok) throw new Error(made.error);
    const before = join(folder, 'before');
    await cp(release, before, { recursive: true });
    const builds = [made.value, before];
    for (const path of builds) {
      await writeFile(join(path, BARE), '<!doctype html><title>Bare</title><h1>Allowed</h1>');
    }
    const executable = findChromium(process.env);
    if (executable === undefined) throw new Error('Chromium is not installed');

    const stateDir = join(folder, 'state');
    const server = await startServer({ port: 0, host: '127.0.0.1', stateDir });
    started.defer(() => server.close());
    const token = await makeList(server.url, server.operatorToken, entries);
    const { context } = await launchChromium({
      executable,
      build: builds.join(),
      profile: join(folder, 'profile'),
      hosts: [],
      port: 0,
      headless: true,
      viewport: { width: 400, height: 800 },
    });
    started.defer(() => context.close());
    await context.addInitScript(WATCH);
    const browser = new ExtensionBrowser(context, await findOrigins(context), started.move());
    for (const build of BUILDS) {
      await using options = await browser.openPage('options.html', build);
      await connectExtension(options.page, { endpoint: server.url, token });
    }
    return browser;
  }

  private constructor(
    context: BrowserContext,
    origins: Readonly<Record<Build, string>>,
    started: AsyncDisposableStack,
  ) {
    this.#context = context;
    this.#origins = origins;
    this.#started = started;
  }

  async openPage(
    name: string,
    build: Build = 'now',
  ): Promise<{ readonly page: Page } & AsyncDisposable> {
    const page = await this.#context.newPage();
    await page.goto(new URL(name, this.#origins[build]).href);
    return { page, [Symbol.asyncDispose]: () => page.close() };
  }

  /** Makes the endpoint silent from now on, so that pages show the last known state. */
  async silence(): Promise<void> {
    const silent = createServer();
    const { promise, resolve } = Promise.withResolvers<void>();
    silent.listen(0, '127.0.0.1', resolve);
    await promise;
    this.#started.defer(() => void silent.close());
    for (const build of BUILDS) {
      await using bare = await this.openPage(BARE, build);
      await bare.page.evaluate(`(async () => {
        const { connections } = await chrome.storage.local.get('connections');
        const [connection] = connections;
        await chrome.storage.local.set({
          connections: [{ ...connection, endpoint: ${JSON.stringify(urlOf(silent))} }],
        });
      })()`);
    }
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#started.disposeAsync();
  }
}

const BUILDS = ['now', 'before'] as const satisfies Build[];

/** Finds the origin of each build. The version tells the previous release apart. */
async function findOrigins(context: BrowserContext): Promise<Record<Build, string>> {
  while (context.serviceWorkers().length < BUILDS.length) {
    await context.waitForEvent('serviceworker');
  }
  const found = new Map<string, string>();
  for (const worker of context.serviceWorkers()) {
    found.set(await worker.evaluate('chrome.runtime.getManifest().version'), worker.url());
  }
  const now = found.get(manifest.version);
  found.delete(manifest.version);
  const [before] = found.values();
  if (now === undefined || before === undefined) throw new Error('an extension is missing');
  return { now, before };
}

function urlOf(server: Server): string {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('it does not listen');
  return `http://127.0.0.1:${address.port}`;
}

/** Makes an account whose list also covers the address of the browser. Returns its manager's token. */
async function makeList(url: string, operatorToken: string, entries: number): Promise<string> {
  const call = async (path: string, body: object) => {
    const response = await fetch(url + path, {
      method: 'POST',
      headers: { authorization: `Bearer ${operatorToken}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${path}: ${await response.text()}`);
    return response.json();
  };
  const account = `/v1/accounts/${encodeURIComponent(ACCOUNT)}`;
  await call('/v1/accounts', { account: ACCOUNT, limit: entries });
  const listed = Array.from({ length: entries - 1 }, (_, index) => nthEntry(index));
  const here = { format: 'address', value: '127.0.0.1', remark: 'Here' };
  await call(`${account}/allowlist/import`, { entries: [...listed, here] });
  const issued = await call(`${account}/tokens`, { role: 'manager', name: 'Bench' });
  return (issued as api.IssuedToken).token;
}

/**
 * Returns an entry for each index. The entries have all formats and both families, and each has another
 * value.
 */
function nthEntry(index: number) {
  const [high, low] = [index >> 8, index & 255];
  const remark = `Server ${index} of the shop`;
  switch (index % 4) {
    case 0:
      return { format: 'segment', value: `2001:db8:${index.toString(16)}::/48`, remark };
    case 1:
      return { format: 'range', value: `10.${high}.${low}.10-10.${high}.${low}.20`, remark };
    default:
      return { format: 'address', value: `10.${high}.${low}.1`, remark };
  }
}
