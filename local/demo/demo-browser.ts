import type { BrowserContext } from 'playwright-core';
import { launchChromium } from './chromium.ts';
import { type ConnectionDetails, connectExtension } from './connect-extension.ts';
import { CONSOLE_HOSTS } from './stand-in-console.ts';

export interface DemoBrowserOptions extends ConnectionDetails {
  readonly executable: string;
  readonly build: string;
  readonly profile: string;
  readonly consolePort: number;
  readonly headless: boolean;
}

const SHOWN_FIRST = 'https://console.tencentcloud.com/ses/sender';

/** Starts Chromium with the connected extension, and opens the console. */
export async function openDemoBrowser(options: DemoBrowserOptions): Promise<BrowserContext> {
  const { context, worker } = await launchChromium({
    ...options,
    hosts: CONSOLE_HOSTS,
    port: options.consolePort,
  });
  const [page = await context.newPage()] = context.pages();
  await page.goto(new URL('/options.html', worker.url()).href);
  await connectExtension(page, options);
  await page.goto(SHOWN_FIRST);
  return context;
}
