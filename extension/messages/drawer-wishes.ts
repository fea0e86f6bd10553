/**
 * A panel in a console's drawer is a frame on that page, to which Firefox gives hardly more than to the script
 * there: storage, texts and messages. What else it needs it wishes from the background.
 */
import { browser } from 'wxt/browser';

export type Wish = 'close-drawer' | 'open-options';

const WISHES: readonly unknown[] = ['close-drawer', 'open-options'] satisfies Wish[];

export async function wishFor(wish: Wish): Promise<void> {
  await browser.runtime.sendMessage({ wish });
}

/** Of this extension's own pages, whatever page frames them. */
export function grantWishes(grant: (wish: Wish, tabId: number) => void): void {
  browser.runtime.onMessage.addListener((message: unknown, sender) => {
    const own = sender.id === browser.runtime.id && sender.url?.startsWith(location.origin);
    if (!own || sender.tab?.id === undefined || !isWish(message)) return;
    grant(message.wish, sender.tab.id);
  });
}

function isWish(message: unknown): message is { wish: Wish } {
  return message instanceof Object && 'wish' in message && WISHES.includes(message.wish);
}
