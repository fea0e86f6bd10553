/** What a person finds on a page: by role and name, as a screen reader would. */
import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

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

/** Resolves once all is read that the page reads as it opens: what others change from then on is news to it. */
export async function hasRead(page: Page): Promise<void> {
  await page.locator('#app > *').first().waitFor();
  await expect.poll(() => page.locator('.spinner').count()).toBe(0);
}

/** The panel says so of its list, in place of entries; what asks about turning it off says so, too. */
export async function seesListOff(panel: Page): Promise<void> {
  await panel.getByRole('heading', { name: 'The list is off', exact: true }).waitFor();
}

/** Typing has paused, and what was typed can be sent. */
export async function canPress(page: Page, name: string | RegExp): Promise<void> {
  await page.getByRole('button', { name, exact: true, disabled: false }).waitFor();
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
