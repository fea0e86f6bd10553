/** Starts a Chromium that can reach only the extension, the consoles and this machine. */
import { type BrowserContext, chromium, type Worker } from 'playwright-core';

export interface ChromiumOptions {
  readonly executable: string;
  /** The folder of the extension's Chrome build. */
  readonly build: string;
  readonly profile: string;
  /** The host names that are answered on this machine, and the port that answers them. */
  readonly hosts: readonly string[];
  readonly port: number;
  readonly headless: boolean;
  readonly language?: 'en' | 'zh-CN';
  readonly colorScheme?: 'light' | 'dark' | 'no-preference';
  /** The size of the page. If it is absent, the page is as large as the window. */
  readonly viewport?: { readonly width: number; readonly height: number };
  /** The number of screen pixels for a CSS pixel. It needs a viewport. */
  readonly deviceScaleFactor?: number;
}

export interface StartedChromium {
  readonly context: BrowserContext;
  /** The extension's service worker. */
  readonly worker: Worker;
}

export async function launchChromium(options: ChromiumOptions): Promise<StartedChromium> {
  const { language = 'en', colorScheme = 'no-preference', viewport, deviceScaleFactor } = options;
  const context = await chromium.launchPersistentContext(options.profile, {
    executablePath: options.executable,
    headless: options.headless,
    ignoreHTTPSErrors: true,
    viewport: viewport ?? null,
    ...(deviceScaleFactor && { deviceScaleFactor }),
    locale: language === 'en' ? 'en-US' : language,
    colorScheme,
    handleSIGINT: false,
    handleSIGTERM: false,
    args: flags(options),
  });
  const worker = context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker'));
  return { context, worker };
}

function flags({ build, hosts, port, language = 'en' }: ChromiumOptions): string[] {
  const answered = hosts.map((host) => `MAP ${host}:443 127.0.0.1:${port}`);
  return [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    `--lang=${language}`,
    `--load-extension=${build}`,
    `--disable-extensions-except=${build}`,
    // A second driver needs it to open the popup and the panel, which the first can't open.
    '--enable-unsafe-extension-debugging',
    '--remote-debugging-port=0',
    `--host-resolver-rules=${[...answered, 'MAP * ~NOTFOUND', 'EXCLUDE 127.0.0.1'].join(', ')}`,
  ];
}
