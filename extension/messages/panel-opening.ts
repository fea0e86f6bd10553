import { browser } from 'wxt/browser';

/** The sidebar of Firefox. The shared types do not contain it. */
interface Sidebar {
  open(): Promise<void>;
}

/**
 * Opens the panel beside the pages of a window. Browsers allow this only for an action of the person: call it in the
 * handler of a click, and await nothing before it.
 */
export async function openPanel(windowId: number): Promise<void> {
  if (import.meta.env.FIREFOX) {
    await (browser as unknown as { sidebarAction: Sidebar }).sidebarAction.open();
  } else {
    await browser.sidePanel.open({ windowId });
  }
}

/** The end of the address of a panel in a window of its own. */
export const PANEL_WINDOW = '#window';

/**
 * Opens the same panel in a window of its own, for when it can't be shown beside the page. If such a window exists,
 * it comes to the front.
 */
export async function openPanelWindow(): Promise<void> {
  const url = browser.runtime.getURL('/sidepanel.html');
  const [open] = await browser.tabs.query({ url });
  if (open?.id !== undefined && open.windowId !== undefined) {
    await browser.tabs.update(open.id, { active: true });
    await browser.windows.update(open.windowId, { focused: true });
    return;
  }
  await browser.windows.create({
    url: `${url}${PANEL_WINDOW}`,
    type: 'popup',
    width: 420,
    height: 760,
  });
}
