/** Leads to the form in the options that replaces the token of a connection. */
import { browser } from 'wxt/browser';

const FIELD = 'token';

/** The options page is opened anew, as one that is open already may hold what somebody is typing. */
export async function openTokenForm(connectionId: string): Promise<void> {
  const wanted = new URLSearchParams({ [FIELD]: connectionId });
  await browser.tabs.create({ url: `${browser.runtime.getURL('/options.html')}#${wanted}` });
}

/** Returns the connection whose token the page is to replace. Null if it was opened for something else. */
export function findWantedToken(hash: string): string | null {
  return new URLSearchParams(hash.slice(1)).get(FIELD);
}
