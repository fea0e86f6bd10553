/** docs/operating.md has the settings that the Worker reads, with the defaults of wrangler.toml. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readDocument, tableUnder } from './documents.ts';
import { ROOT } from './source-files.ts';

const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const { text } = readDocument('docs/operating.md');
const rows = new Map(
  tableUnder(text, '## Settings').map(([name = '', , standard = '']) => [
    name.replaceAll('`', ''),
    standard,
  ]),
);

const namesIn = (code: string, pattern: RegExp) =>
  [...code.matchAll(pattern)].map(([, name]) => name);

it('has every variable of the Worker, and no other', () => {
  const variables = namesIn(read('worker/platform/env.ts'), /^ {2}readonly ([A-Z_]+)\?: string;/gm);
  expect(variables.length).toBeGreaterThan(5);
  expect([...rows.keys()].sort()).toEqual([...variables, 'AUTH_FAILURES'].sort());
});

it('has the defaults of wrangler.toml', () => {
  const [, vars = ''] = /^\[vars\]\n((?:[A-Z_]+ = .*\n)+)/m.exec(read('wrangler.toml')) ?? [];
  const declared = [...vars.matchAll(/^([A-Z_]+) = "(.*)"$/gm)];
  expect(declared.length).toBeGreaterThan(3);
  for (const [, name = '', value = ''] of declared) {
    expect(rows.get(name), name).toMatch(value === '' ? /^empty/ : new RegExp(`^\`${value}\``));
  }
});

it('has the place of objects that the Worker takes', () => {
  const [, list = ''] =
    /LOCATIONS[^=]*= \[([^\]]*)\]/.exec(read('worker/platform/configuration.ts')) ?? [];
  const places = namesIn(list, /'([\w-]+)'/g);
  const cells = tableUnder(text, '### The place of the objects').flat();
  const named = cells.flatMap((cell) => namesIn(cell, /`([\w-]+)`/g));
  expect(places.length).toBeGreaterThan(5);
  expect(named.sort()).toEqual(places.sort());
});
