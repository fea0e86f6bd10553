/**
 * The sizes of the download, of what the popup loads, and of the script that every console page
 * loads.
 */
import { dirname, join } from 'node:path';
import { expect, inject, it } from 'vitest';
import { readFolder } from './built-files.ts';

const MAX_BUILD_BYTES = 1_500_000;
const MAX_POPUP_BYTES = 200_000;
const MAX_CONTENT_SCRIPT_BYTES = 20_000;

const files = readFolder(join(inject('packages')[0], 'chrome-mv3'));
const contents = new Map(files.map(({ name, content }) => [name, content]));

function bytesOf(names: Iterable<string>): number {
  const found = [...names].map((name) => contents.get(name)?.byteLength ?? Number.NaN);
  expect(found.length).toBeGreaterThan(0);
  return found.reduce((sum, bytes) => sum + bytes, 0);
}

/** A page, the files that it names, and the files that those import. */
function loadedBy(page: string): Set<string> {
  const loaded = new Set([page]);
  for (const name of loaded) {
    const text = contents.get(name)?.toString() ?? '';
    const named = name.endsWith('.html')
      ? text.matchAll(/(?:src|href)="\/([^"]+)"/g)
      : text.matchAll(/\b(?:from|import)\s*"(\.[^"]+)"/g);
    for (const [, path = ''] of named) {
      loaded.add(name.endsWith('.html') ? path : join(dirname(name), path));
    }
  }
  return loaded;
}

it('the whole Chrome build has at most 1.5 MB', () => {
  expect(bytesOf(contents.keys())).toBeLessThanOrEqual(MAX_BUILD_BYTES);
});

it('the popup loads at most 200 kB, with the texts of a language', () => {
  const texts = files.map(({ name }) => name).filter((name) => name.startsWith('_locales/'));
  const largest = texts.toSorted((left, right) => bytesOf([right]) - bytesOf([left]));
  const loaded = loadedBy('popup.html');
  expect([...loaded].filter((name) => name.endsWith('.js')).length).toBeGreaterThan(1);
  expect(bytesOf([...loaded, ...largest.slice(0, 1)])).toBeLessThanOrEqual(MAX_POPUP_BYTES);
});

it('the content script, with its styles, has at most 20 kB', () => {
  expect(bytesOf(['console.js'])).toBeLessThanOrEqual(MAX_CONTENT_SCRIPT_BYTES);
});

it('nothing in it is fetched from elsewhere, and no schema library is carried along', () => {
  const scripts = files.filter(({ name }) => /\.(js|html|css)$/.test(name));
  const text = scripts.map(({ content }) => content.toString()).join('\n');
  expect(text).not.toMatch(/<script[^>]+src="(?:https?:)?\/\/|@import\s|url\(["']?https?:/);
  expect(text).not.toMatch(/ZodError|\beval\(|new Function\(/);
});
