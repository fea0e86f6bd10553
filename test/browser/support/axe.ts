/** What axe-core finds wrong with a page. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults, Result } from 'axe-core';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What of them the colours decide: structure is the same in dark, and is not looked at twice. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block'];

declare const axe: { run(root: Document, options: object): Promise<AxeResults> };

/** In light and dark. */
export async function findFaults(page: Page): Promise<string[]> {
  // Its script element would be refused by the extension's policy.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(AXE);
  const light = await look(page, { type: 'tag', values: RULES });
  expect(light.passes.length).toBeGreaterThan(5);
  await page.emulateMedia({ colorScheme: 'dark' });
  const dark = await look(page, { type: 'rule', values: COLOUR_RULES });
  // It passes nothing if it can't tell what is behind any text. Then it says why.
  const untold = dark.incomplete.map(wordResult).join('\n');
  expect(
    dark.passes.map(({ id }) => id),
    untold,
  ).toContain('color-contrast');
  await page.emulateMedia({ colorScheme: 'light' });
  return [...light.violations, ...dark.violations].map(wordResult);
}

function wordResult({ id, nodes }: Result): string {
  return `${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`).join('\n')}`;
}

function look(page: Page, runOnly: { type: 'tag' | 'rule'; values: readonly string[] }) {
  return page.evaluate((rules) => axe.run(document, { runOnly: rules }), runOnly);
}
