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

async function findButton(session: CDPSession, wanted: string | RegExp) {
  const isIt = (name = '') => (typeof wanted === 'string' ? name === wanted : wanted.test(name));
  let backendNodeId = 0;
  await expect
    .poll(async () => {
      const found = (await readTree(session)).find(
        (node) => node.role?.value === 'button' && isIt(node.name?.value),
      );
      backendNodeId = found?.backendDOMNodeId ?? 0;
      return backendNodeId;
    })
    .not.toBe(0);
  return { backendNodeId };
}

/** Returns the drawn border of a button, and the background of a part in it. */
export async function readLook(
  page: Page,
  name: RegExp,
  part: string,
): Promise<{ readonly border: string; readonly background: string }> {
  const session = await page.context().newCDPSession(page);
  const { object } = await session.send('DOM.resolveNode', await findButton(session, name));
  const { result } = await session.send('Runtime.callFunctionOn', {
    ...(object.objectId !== undefined && { objectId: object.objectId }),
    functionDeclaration: `function (part) {
      const { borderTopStyle, borderTopWidth } = getComputedStyle(this);
      const { backgroundColor } = getComputedStyle(this.querySelector(part));
      return { border: borderTopWidth + ' ' + borderTopStyle, background: backgroundColor };
    }`,
    arguments: [{ value: part }],
    returnByValue: true,
  });
  await session.detach();
  return result.value;
}

/** Clicks the middle of a button with the mouse. */
export async function clickButton(page: Page, name: string): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const { model } = await session.send('DOM.getBoxModel', await findButton(session, name));
  const [left = 0, top = 0] = model.border;
  await session.detach();
  await page.mouse.click(left + model.width / 2, top + model.height / 2);
}
