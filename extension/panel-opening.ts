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

/** The same panel in a window of its own, for where there is no room beside the page. */
export async function openPanelWindow(): Promise<void> {
  const url = browser.runtime.getURL('/sidepanel.html');
  await browser.windows.create({ url, type: 'popup', width: 420, height: 760 });
}
