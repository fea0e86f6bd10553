/** Every promise of docs/threat-model.md names a test, and that test exists under that name. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT, sourceFiles } from './source-files.ts';

const document = await readFile(join(ROOT, 'docs/threat-model.md'), 'utf8');
const files = new Map(sourceFiles().map(({ path, text }) => [path, text]));

const named = [...document.matchAll(/`((?:test|bench)\/[^`]+\.ts)`(?:: “([^”]+)”)?/g)].map(
  ([, path = '', name]) => ({ path, name }),
);
const threats = document
  .split('\n')
  .filter((line) => /^\| /.test(line) && line.split('|').length === 5)
  .filter((line) => !/^\| (threat|asset) \|/.test(line) && !/^\|-/.test(line));

describe('docs/threat-model.md', () => {
  it.each(named)('names $path “$name”', ({ path, name }) => {
    const text = files.get(path);
    expect(text, `there is no ${path}`).toBeDefined();
    if (name === undefined) return;
    // The name must be a title, so it stands in quotes of its own.
    const titled = ["'", '"', '`'].some((quote) => text?.includes(`${quote}${name}${quote}`));
    expect(titled, `${path} has no test “${name}”`).toBe(true);
  });

  it('names a test for every threat', () => {
    const section = document.slice(
      document.indexOf('## Threats'),
      document.indexOf('## What is not held'),
    );
    const inSection = threats.filter((line) => section.includes(line));
    expect(inSection.length).toBeGreaterThan(30);
    expect(inSection.filter((line) => !/`test\/[^`]+\.test\.ts`/.test(line))).toEqual([]);
  });
});
