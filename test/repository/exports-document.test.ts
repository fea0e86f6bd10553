/** integrations/exports/README.md has a row for each format. */
import { expect, it } from 'vitest';
import { EXPORT_FORMAT_NAMES } from '../../shared/exports/export-format-name.ts';
import { readDocument, tableUnder } from './documents.ts';

it('has every format of an export, and no other', () => {
  const { text } = readDocument('integrations/exports/README.md');
  const rows = tableUnder(text, '# The list where no call can be made');
  expect(rows.map(([name]) => name)).toEqual(EXPORT_FORMAT_NAMES.map((name) => `\`${name}\``));
});
