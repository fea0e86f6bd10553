/** Ways through a page for a person who has a keyboard alone. */
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** More Tabs than any page here needs on the way to a control. */
export const MOST_STOPS = 60;

/** The words of a screen reader for the control that has the focus. */
export async function readFocus(page: Page): Promise<string> {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (!(element instanceof HTMLElement) || element === document.body) return '';
    const labels = element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement;
    const label = labels ? element.labels?.[0]?.textContent : undefined;
    const group = element.closest('fieldset')?.querySelector('legend')?.textContent ?? '';
    const said = document.importNode(element, true);
    for (const key of said.querySelectorAll('.key')) key.remove();
    return `${group} ${element.ariaLabel ?? label ?? said.textContent ?? ''}`.trim();
  });
}

/** Tabs to the control, and makes sure that a person can see where the focus is. */
export async function tabTo(page: Page, name: RegExp, key = 'Tab'): Promise<void> {
  const passed: string[] = [];
  for (let stop = 0; stop < MOST_STOPS; stop++) {
    await page.keyboard.press(key);
    const focus = await readFocus(page);
    if (name.test(focus)) {
      expect(await isFocusShown(page)).toBe(true);
      return;
    }
    passed.push(focus);
  }
  throw new Error(`No ${name} is on the way of the Tab key: ${passed.join(' | ')}`);
}

async function isFocusShown(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (element === null) return false;
    const shown = [element, element.parentElement].filter((part) => part !== null);
    return shown.some((part) => {
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(part);
      return (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none';
    });
  });
}
