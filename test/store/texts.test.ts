/** The texts of the full pages are in a file of their own, which the popup and the other small parts do not read. */
import { dirname, join } from 'node:path';
import { expect, inject, it } from 'vitest';
import { readFolder } from './built-files.ts';

const files = new Map(
  readFolder(join(inject('packages')[0], 'chrome-mv3')).map(({ name, content }) => [
    name,
    content.toString(),
  ]),
);

/** A file, and all that it loads at once or later. */
function reachedFrom(file: string): string[] {
  const reached = new Set([file]);
  for (const name of reached) {
    const text = files.get(name) ?? '';
    const named = name.endsWith('.html')
      ? text.matchAll(/(?:src|href)="\/([^"]+)"/g)
      : text.matchAll(/\b(?:from|import)\s*\(?\s*["'`](\.[^"'`]+)["'`]/g);
    for (const [, path = ''] of named) {
      reached.add(name.endsWith('.html') ? path : join(dirname(name), path));
    }
  }
  return [...reached].filter((name) => name.endsWith('.js'));
}

const fullPageKeys = Object.keys(JSON.parse(files.get('texts/en.json') ?? '{}')).map((key) =>
  key.replace('_', '.'),
);

const namedIn = (code: string) =>
  fullPageKeys.filter((key) => ['"', "'", '`'].some((sign) => code.includes(sign + key + sign)));

const codeOf = (file: string) =>
  reachedFrom(file)
    .map((name) => files.get(name))
    .join('\n');

it('the panel shows texts of that file', () => {
  expect(namedIn(codeOf('sidepanel.html')).length).toBeGreaterThan(20);
});

it.each(['popup.html', 'drawer.html', 'background.js', 'console.js'])(
  '%s shows none of them',
  (file) => {
    expect(codeOf(file).length).toBeGreaterThan(1000);
    expect(namedIn(codeOf(file))).toEqual([]);
  },
);
