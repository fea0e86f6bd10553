/**
 * docs/architecture.md has a row for each layer. The files that it names on the way of a check and
 * of a change exist.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readDocument, tableUnder } from './documents.ts';
import { ROOT } from './source-files.ts';

/** Each folder in these is a layer. */
const DIVIDED = ['worker', 'agent', 'extension'];
const WHOLE = ['agent', 'shared', 'local', 'deploy', 'integrations', 'bench', 'test'];

function foldersIn(realm: string): string[] {
  return readdirSync(join(ROOT, realm), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map(({ name }) => `${realm}/${name}/`);
}

it('has a row for each layer, and for no other folder', () => {
  const { text } = readDocument('docs/architecture.md');
  const named = tableUnder(text, '## Folders are the layers').flatMap(([names = '']) =>
    [...names.matchAll(/`([^`]+)`/g)].map(([, name]) => name),
  );
  const folders = [...WHOLE.map((realm) => `${realm}/`), ...DIVIDED.flatMap(foldersIn)];
  expect(named.sort()).toEqual(folders.sort());
});
