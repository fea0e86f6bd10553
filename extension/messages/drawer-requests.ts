/**
 * The requests of the drawer. It is a frame on a console's page, and Firefox gives such a frame hardly more than a
 * content script: storage, texts and messages. For everything else the drawer asks the background.
 */
import { browser } from 'wxt/browser';
import { isPanelTarget, type PanelTarget } from '../model/panel-target.ts';
import { isRecord, type Shape } from '../model/shape.ts';

export type DrawerRequest =
  | { readonly kind: 'close-drawer' | 'open-options' }
  /** Opens the panel in a window, where no page can lay anything over it. */
  | { readonly kind: 'open-panel'; readonly panel: PanelTarget };

const isDrawerRequest: Shape<DrawerRequest> = (value): value is DrawerRequest =>
  isRecord(value) &&
  (value.kind === 'close-drawer' ||
    value.kind === 'open-options' ||
    (value.kind === 'open-panel' && isPanelTarget(value.panel)));

export async function requestFromBackground(request: DrawerRequest): Promise<void> {
  await browser.runtime.sendMessage({ request });
}

/** Listens to requests of the drawer only, whichever page frames it. */
export function onDrawerRequest(grant: (request: DrawerRequest, tabId: number) => void): void {
  browser.runtime.onMessage.addListener((message: unknown, sender) => {
    const drawer = browser.runtime.getURL('/drawer.html');
    const isDrawer = sender.id === browser.runtime.id && sender.url === drawer;
    if (!isDrawer || sender.tab?.id === undefined || !isRecord(message)) return;
    if (isDrawerRequest(message.request)) grant(message.request, sender.tab.id);
  });
}
