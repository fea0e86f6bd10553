/** A rollback is safe: an older version of the code works on with the tables of a newer one. */
import { expect, it } from 'vitest';
import { readDocument, tableUnder } from './documents.ts';
import { sourceFiles } from './source-files.ts';

const objects = sourceFiles().filter(({ path }) => path.startsWith('worker/objects/'));

/** Each match, together with its file. */
function found(pattern: RegExp, files = objects): string[] {
  return files.flatMap(({ path, text }) =>
    [...text.matchAll(pattern)].map(([all]) => `${path}: ${all}`),
  );
}

it('every INSERT names its columns', () => {
  const inserts = found(/INSERT\s+(?:OR\s+\w+\s+)?INTO\s+\w+\s*./g);
  expect(inserts.length).toBeGreaterThan(10);
  expect(inserts.filter((insert) => !insert.endsWith('('))).toEqual([]);
});

it('no row is replaced whole: that loses the columns of a newer version', () => {
  expect(found(/INSERT\s+OR\s+REPLACE|REPLACE\s+INTO/g)).toEqual([]);
});

it('tables are made and changed by migrations alone', () => {
  const elsewhere = found(/CREATE (TABLE|INDEX|UNIQUE)|ALTER TABLE/g).filter(
    (place) => !/(migrations|first-tables)\.ts:/.test(place),
  );
  expect(elsewhere).toEqual([]);
});

it('a migration only adds', () => {
  const migrations = objects.filter(({ path }) => /(migrations|first-tables)\.ts$/.test(path));
  expect(migrations.length).toBe(5);
  expect(found(/\b(DROP|RENAME|DELETE)\b/g, migrations)).toEqual([]);
});

it('worker/objects/README.md has a row for each table, and for no other', () => {
  const { text } = readDocument('worker/objects/README.md');
  const rows = [
    ...tableUnder(text, "## Tables of an account's object"),
    ...tableUnder(text, '## The directory'),
  ];
  const named = rows.flatMap(([names = '']) =>
    [...names.matchAll(/`(\w+)`/g)].map(([, name]) => name),
  );
  const made = objects.flatMap(({ text: code }) =>
    [...code.matchAll(/CREATE TABLE (?:IF NOT EXISTS )?(\w+)/g)].map(([, name]) => name),
  );
  expect(made.length).toBeGreaterThan(20);
  expect([...new Set(named)].sort()).toEqual([...new Set(made)].sort());
});
