import { browser } from 'wxt/browser';

/** The popup in its place, where the browser opens it without a click there; else the same page in a tab. */
export async function openPopup(): Promise<void> {
  const opened = await browser.action.openPopup().then(
    () => true,
    () => false,
  );
  if (!opened) await browser.tabs.create({ url: browser.runtime.getURL('/popup.html') });
}
