/** What a person finds on a page: by role and name, as a screen reader would. */
import type { Locator, Page } from 'playwright-core';

export function button(page: Page, name: string | RegExp): Locator {
  const exact = typeof name === 'string';
  return page.getByRole('button', { name, exact });
}

/** The row of an entry in the list. */
export function entry(page: Page, value: string): Locator {
  return page.getByRole('list', { name: 'Entries of the allowlist' }).getByRole('button', {
    name: new RegExp(`^${value.replaceAll(/[.*+?^$()[\]{}|\\]/g, '\\$&')}\\b`),
  });
}

/** Radio buttons are drawn over. */
export async function choose(page: Page, name: string): Promise<void> {
  await page.getByRole('radio', { name, exact: true }).check({ force: true });
}

/** Resolves once the text is there; what there was instead is in the error. */
export async function sees(page: Page, text: string | RegExp): Promise<void> {
  try {
    await page.getByText(text).first().waitFor();
  } catch (cause) {
    throw new Error(`${text} is not on the page:\n${await page.locator('body').ariaSnapshot()}`, {
      cause,
    });
  }
}
