import { browser } from 'wxt/browser';
import { NO_ENDPOINT } from '../model/options-view.ts';

/** The page for whoever has no endpoint, in a tab. */
export async function openNoEndpoint(): Promise<void> {
  await browser.tabs.create({ url: browser.runtime.getURL(`/options.html${NO_ENDPOINT}`) });
}
