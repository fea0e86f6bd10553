import { browser } from 'wxt/browser';

/** Firefox's own, of which the shared types know nothing. */
interface Sidebar {
  open(): Promise<void>;
}

/**
 * Opens the panel beside the pages of a window. Browsers want a person's act for it: call this in the handler of
 * one, with nothing awaited before.
 */
export async function openPanel(windowId: number): Promise<void> {
  if (import.meta.env.FIREFOX) {
    await (browser as unknown as { sidebarAction: Sidebar }).sidebarAction.open();
  } else {
    await browser.sidePanel.open({ windowId });
  }
}

/** Ends the address of a panel in a window of its own. */
export const PANEL_WINDOW = '#window';

/** The same panel in a window of its own, for where it can't stand beside the page; one that is there is enough. */
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
