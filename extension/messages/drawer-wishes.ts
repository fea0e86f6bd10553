/**
 * A drawer on a console's page is a frame there, to which Firefox gives hardly more than to the script on the page:
 * storage, texts and messages. What else it needs it wishes from the background.
 */
import { browser } from 'wxt/browser';
import { isPanelWish, type PanelWish } from '../model/panel-wish.ts';
import { isRecord, type Shape } from '../model/shape.ts';

export type Wish =
  | { readonly kind: 'close-drawer' | 'open-options' }
  /** The panel in a window, where no page can lay anything over it. */
  | { readonly kind: 'open-panel'; readonly panel: PanelWish };

const isWish: Shape<Wish> = (value): value is Wish =>
  isRecord(value) &&
  (value.kind === 'close-drawer' ||
    value.kind === 'open-options' ||
    (value.kind === 'open-panel' && isPanelWish(value.panel)));

export async function wishFor(wish: Wish): Promise<void> {
  await browser.runtime.sendMessage({ wish });
}

/** Those of the drawer, whatever page frames it. */
export function grantWishes(grant: (wish: Wish, tabId: number) => void): void {
  browser.runtime.onMessage.addListener((message: unknown, sender) => {
    const drawer = browser.runtime.getURL('/drawer.html');
    const isDrawer = sender.id === browser.runtime.id && sender.url === drawer;
    if (!isDrawer || sender.tab?.id === undefined || !isRecord(message)) return;
    if (isWish(message.wish)) grant(message.wish, sender.tab.id);
  });
}
