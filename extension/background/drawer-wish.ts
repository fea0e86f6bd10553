/** Does for a drawer what a frame on a page can't. */
import { browser } from 'wxt/browser';
import { tellTab } from '../messages/console-messages.ts';
import type { Wish } from '../messages/drawer-wishes.ts';
import { openPanelWindow } from '../messages/panel-opening.ts';
import { currentPlace, panelWish } from '../storage/settings.ts';

export async function grantWish(wish: Wish, tabId: number): Promise<void> {
  switch (wish.kind) {
    case 'close-drawer':
      return tellTab(tabId, { kind: 'close-drawer' });
    case 'open-options':
      return browser.runtime.openOptionsPage();
    case 'open-panel':
      await currentPlace.setValue(wish.panel.place);
      await panelWish.setValue(wish.panel);
      return openPanelWindow();
  }
}
