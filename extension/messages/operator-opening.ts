import { browser } from 'wxt/browser';

/**
 * Opens the page of the operator in a tab. If one is open already, it comes to the front with this connection. Without
 * a connection, the page takes the first one that an operator has.
 */
export async function openOperatorPage(connectionId = ''): Promise<void> {
  const page = browser.runtime.getURL('/operator.html');
  const url = `${page}#${encodeURIComponent(connectionId)}`;
  const [open] = await browser.tabs.query({ url: page });
  if (open?.id === undefined || open.windowId === undefined) {
    await browser.tabs.create({ url });
    return;
  }
  // Only the end of the address changes, so what stands on the page stays.
  await browser.tabs.update(open.id, { active: true, url });
  await browser.windows.update(open.windowId, { focused: true });
}
