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

/** Opens the tab of the shared lists. */
export async function openLists(scene: Parameters<typeof openOperator>[0]): Promise<Page> {
  const page = await openOperator(scene);
  await page.getByRole('tab', { name: 'Shared lists' }).click();
  return page;
}

export async function searchLists(page: Page, text: string): Promise<void> {
  const lists = page.getByRole('tabpanel', { name: 'Shared lists' });
  await lists.getByLabel('Search the shared lists').fill(text);
}

/** Finds a shared list and opens it. Returns what has opened. */
export async function openList(page: Page, name: string): Promise<Locator> {
  await searchLists(page, name);
  await page.locator(`[data-list="${name}"]`).click();
  const opened = page.getByRole('region', { name, exact: true });
  await opened.waitFor();
  return opened;
}
