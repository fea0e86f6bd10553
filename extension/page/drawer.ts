/** What a panel does otherwise where it stands in a console's drawer. */
import { browser } from 'wxt/browser';
import { wishFor } from '../messages/drawer-wishes.ts';

export async function openOptions(): Promise<void> {
  if (isInDrawer()) await wishFor('open-options');
  else await browser.runtime.openOptionsPage();
}

/** Unless Escape had something else to close, or to take back. */
export function closeDrawerOnEscape(): void {
  if (!isInDrawer()) return;
  addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    if (document.querySelector('dialog[open]') === null) void wishFor('close-drawer');
  });
}

function isInDrawer(): boolean {
  return window.parent !== window;
}
