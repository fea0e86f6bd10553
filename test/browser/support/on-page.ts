/** Finds things on a page as a screen reader does, by role and name. */
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

/** A drawing covers the radio buttons, so the click needs force. */
export async function choose(page: Page, name: string): Promise<void> {
  await page.getByRole('radio', { name, exact: true }).check({ force: true });
}

/**
 * Resolves once the page has read everything that it reads when it opens. Any later change by
 * others is news to it.
 */
export async function hasRead(page: Page): Promise<void> {
  await page.locator('#app > *').first().waitFor();
  await expect.poll(() => page.locator('.spinner').count()).toBe(0);
}

/**
 * Waits for the panel to say, in place of entries, that the list is off. The question that turns it
 * off says so, too.
 */
export async function seesListOff(panel: Page): Promise<void> {
  await panel.getByRole('heading', { name: 'The list is off', exact: true }).waitFor();
}

/** Waits until typing has paused, and the typed text can be sent. */
export async function canPress(page: Page, name: string | RegExp): Promise<void> {
  await page.getByRole('button', { name, exact: true, disabled: false }).waitFor();
}

/** Resolves once the text is there. Its error shows the text that was there instead. */
export async function sees(page: Page, text: string | RegExp): Promise<void> {
  try {
    await page.getByText(text).first().waitFor();
  } catch (cause) {
    throw new Error(`${text} is not on the page:\n${await page.locator('body').ariaSnapshot()}`, {
      cause,
    });
  }
}
