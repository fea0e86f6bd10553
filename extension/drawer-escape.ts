import { browser } from 'wxt/browser';
import { tellTab } from './messages.ts';

/** In a panel that a console's drawer frames, Escape closes the drawer, unless it had something to close in it. */
export function closeDrawerOnEscape(): void {
  if (window.parent === window) return;
  addEventListener('keydown', async (event) => {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    if (document.querySelector('dialog[open]')) return;
    const tab = await browser.tabs.getCurrent();
    if (tab?.id !== undefined) await tellTab(tab.id, 'close-drawer');
  });
}
