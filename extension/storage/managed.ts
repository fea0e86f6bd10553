/** Reads the company's policy for this extension from the browser. */
import { browser } from 'wxt/browser';

/** Nothing where there is no policy, which Firefox calls an error. */
export async function readManaged(): Promise<unknown> {
  return browser.storage.managed.get(null).catch(() => ({}));
}

/** Calls on each change while the browser runs; Firefox reads its policies as it starts, and no more. */
export function watchManaged(changed: () => void): void {
  browser.storage.onChanged.addListener((_, area) => {
    if (area === 'managed') changed();
  });
}
