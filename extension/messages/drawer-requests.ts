/**
 * A drawer on a console's page is a frame there, to which Firefox gives hardly more than to the script on the page:
 * storage, texts and messages. It asks the background for all else.
 */
import { browser } from 'wxt/browser';
import { isPanelTarget, type PanelTarget } from '../model/panel-target.ts';
import { isRecord, type Shape } from '../model/shape.ts';

export type DrawerRequest =
  | { readonly kind: 'close-drawer' | 'open-options' }
  /** The panel in a window, where no page can lay anything over it. */
  | { readonly kind: 'open-panel'; readonly panel: PanelTarget };

const isDrawerRequest: Shape<DrawerRequest> = (value): value is DrawerRequest =>
  isRecord(value) &&
  (value.kind === 'close-drawer' ||
    value.kind === 'open-options' ||
    (value.kind === 'open-panel' && isPanelTarget(value.panel)));

export async function requestFromBackground(request: DrawerRequest): Promise<void> {
  await browser.runtime.sendMessage({ request });
}

/** Those of the drawer, whatever page frames it. */
export function onDrawerRequest(grant: (request: DrawerRequest, tabId: number) => void): void {
  browser.runtime.onMessage.addListener((message: unknown, sender) => {
    const drawer = browser.runtime.getURL('/drawer.html');
    const isDrawer = sender.id === browser.runtime.id && sender.url === drawer;
    if (!isDrawer || sender.tab?.id === undefined || !isRecord(message)) return;
    if (isDrawerRequest(message.request)) grant(message.request, sender.tab.id);
  });
}
