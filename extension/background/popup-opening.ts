import { browser } from 'wxt/browser';

/**
 * Opens the popup at the icon. Some browsers allow that only after a click on the icon; there the same page opens in
 * a tab.
 */
export async function openPopup(): Promise<void> {
  const opened = await browser.action.openPopup().then(
    () => true,
    () => false,
  );
  if (!opened) await browser.tabs.create({ url: browser.runtime.getURL('/popup.html') });
}
