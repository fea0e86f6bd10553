import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { withTables } from './reliability-tables.ts';
import { ROOT } from './source-files.ts';

it('docs/reliability.md says what the tests of test/faults hold the Worker to', () => {
  const document = readFileSync(join(ROOT, 'docs/reliability.md'), 'utf8');
  expect(document, 'npm run reliability writes it').toBe(withTables(document));
});
