/** What a person downloads, and what each console page has to take in. */
import { join } from 'node:path';
import { expect, inject, it } from 'vitest';
import { readFolder } from './built-files.ts';

const MAX_BUILD_BYTES = 250_000;
const MAX_CONTENT_SCRIPT_BYTES = 60_000;

const files = readFolder(join(inject('packages')[0], 'chrome-mv3'));

function bytesOf(pattern: RegExp): number {
  const found = files.filter(({ name }) => pattern.test(name));
  expect(found.length).toBeGreaterThan(0);
  return found.reduce((sum, { content }) => sum + content.byteLength, 0);
}

it('the whole Chrome build has at most 250 kB', () => {
  expect(bytesOf(/^/)).toBeLessThanOrEqual(MAX_BUILD_BYTES);
});

it('the content script, with its styles, has at most 60 kB', () => {
  expect(bytesOf(/^console\.js$/)).toBeLessThanOrEqual(MAX_CONTENT_SCRIPT_BYTES);
});

it('nothing in it is fetched from elsewhere, and no schema library is carried along', () => {
  const scripts = files.filter(({ name }) => /\.(js|html|css)$/.test(name));
  const text = scripts.map(({ content }) => content.toString()).join('\n');
  expect(text).not.toMatch(/<script[^>]+src="(?:https?:)?\/\/|@import\s|url\(["']?https?:/);
  expect(text).not.toMatch(/ZodError|\beval\(|new Function\(/);
});
