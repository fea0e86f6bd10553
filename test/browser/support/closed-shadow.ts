/** Reaches what the extension draws on another page. Its shadow roots are closed, so selectors don't get there. */
import type { CDPSession, Page } from 'playwright-core';
import { expect } from 'vitest';

interface Accessible {
  readonly ignored: boolean;
  readonly name?: { readonly value: string };
  readonly role?: { readonly value: string };
  readonly backendDOMNodeId?: number;
}

async function readTree(session: CDPSession): Promise<readonly Accessible[]> {
  const { nodes } = await session.send('Accessibility.getFullAXTree');
  return nodes.filter(({ ignored }) => !ignored) as readonly Accessible[];
}

/** Returns all texts that a screen reader finds on the page. */
export async function readAccessibleNames(page: Page): Promise<string[]> {
  const session = await page.context().newCDPSession(page);
  const names = (await readTree(session)).map(({ name }) => name?.value ?? '');
  await session.detach();
  return names;
}

/** Clicks the middle of a button with the mouse. */
export async function clickButton(page: Page, name: string): Promise<void> {
  const session = await page.context().newCDPSession(page);
  let found: Accessible | undefined;
  await expect
    .poll(async () => {
      found = (await readTree(session)).find(
        (node) => node.role?.value === 'button' && node.name?.value === name,
      );
      return found;
    })
    .toBeDefined();
  const { model } = await session.send('DOM.getBoxModel', {
    ...(found?.backendDOMNodeId !== undefined && { backendNodeId: found.backendDOMNodeId }),
  });
  const [left = 0, top = 0] = model.border;
  await session.detach();
  await page.mouse.click(left + model.width / 2, top + model.height / 2);
}
