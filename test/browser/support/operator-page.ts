/** The ways of an operator through their page. */
import type { Locator, Page } from 'playwright-core';
import { SIZES } from './extension-pages.ts';
import type { ExtensionScene } from './extension-scene.ts';

/** The row of an account in the list. */
export function account(page: Page, name: string): Locator {
  return page.locator(`[data-account="${name}"]`);
}

/** Opens the page with the operator's own token. It resolves once the first accounts are there. */
export async function openOperator(
  scene: Pick<ExtensionScene, 'chromium' | 'connectOperator'>,
  size: { width: number; height: number } = SIZES.operator,
): Promise<Page> {
  await scene.connectOperator();
  const page = await scene.chromium.openPage('operator', size);
  await page.locator('[data-account]').first().waitFor();
  return page;
}

export async function search(page: Page, text: string): Promise<void> {
  await page.getByLabel('Search all accounts').fill(text);
}

/** Finds an account and opens it. Returns what has opened. */
export async function openAccount(page: Page, name: string): Promise<Locator> {
  await search(page, name);
  await account(page, name).click();
  const opened = page.getByRole('region', { name, exact: true });
  await opened.waitFor();
  return opened;
}
