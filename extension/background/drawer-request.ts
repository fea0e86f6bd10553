/** Does for the drawer what a frame on a console's page can't do itself. */
import { browser } from 'wxt/browser';
import { tellTab } from '../messages/console-messages.ts';
import type { DrawerRequest } from '../messages/drawer-requests.ts';
import { openPanelWindow } from '../messages/panel-opening.ts';
import { currentPlace, panelTarget } from '../storage/settings.ts';

export async function carryOutDrawerRequest(request: DrawerRequest, tabId: number): Promise<void> {
  switch (request.kind) {
    case 'close-drawer':
      return tellTab(tabId, { kind: 'close-drawer' });
    case 'open-options':
      return browser.runtime.openOptionsPage();
    case 'open-panel':
      await currentPlace.setValue(request.panel.place);
      await panelTarget.setValue(request.panel);
      return openPanelWindow();
  }
}
