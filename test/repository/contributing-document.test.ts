/** CONTRIBUTING.md names the projects of the tests as vitest.config.ts has them. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readDocument, tableUnder } from './documents.ts';
import { ROOT } from './source-files.ts';

it('has a row for each project, and for no other', () => {
  const configuration = readFileSync(join(ROOT, 'vitest.config.ts'), 'utf8');
  const projects = [...configuration.matchAll(/\b(?:test: \{\s*)name: '([\w-]+)'/g)].map(
    ([, name]) => name,
  );
  expect(projects.length).toBeGreaterThan(10);
  const { text } = readDocument('CONTRIBUTING.md');
  const named = tableUnder(text, '## Set up, and run one test').flatMap(([names = '']) =>
    [...names.matchAll(/`([\w-]+)`/g)].map(([, name]) => name),
  );
  expect(named.sort()).toEqual(projects.sort());
});
