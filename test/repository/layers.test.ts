/** Who may import whom. A layer that is not named for a file here is a file in the wrong place. */
import { expect, it } from 'vitest';
import { type Import, importsOf, sourceFiles } from './source-files.ts';

type Folders = Readonly<Record<string, readonly string[]>>;

const DECISION = [
  'decision-point',
  'asker',
  'token-digests',
  'refusal-log',
  'use-recorder',
  'sender-recorder',
  'leak-book',
];

const LAYERS: readonly (readonly [name: string, files: RegExp, mayImport: readonly string[]])[] = [
  ['shared', /^shared\//, []],
  [
    'foundation',
    /^worker\/(env|app-env|log|deadline|recent|version|caller-address|check-call|request-id|send-upstreams)\.ts$/,
    ['shared'],
  ],
  ['alerts', /^worker\/alerts\//, ['shared', 'foundation']],
  ['storage', /^worker\/storage\//, ['shared', 'foundation', 'alerts']],
  [
    'decision',
    new RegExp(`^worker/(${DECISION.join('|')})\\.ts$`),
    ['shared', 'foundation', 'storage'],
  ],
  ['middleware', /^worker\/middleware\//, ['shared', 'foundation', 'storage', 'decision']],
  ['adapters', /^worker\/adapters\//, ['shared', 'foundation', 'decision', 'middleware']],
  ['endpoint', /^worker\/endpoint\.ts$/, ['shared', 'foundation', 'middleware']],
  [
    'routes',
    /^worker\/routes\//,
    ['shared', 'foundation', 'alerts', 'storage', 'decision', 'middleware', 'endpoint'],
  ],
  [
    'surface',
    /^worker\/index\.ts$/,
    ['shared', 'foundation', 'storage', 'decision', 'middleware', 'adapters', 'endpoint', 'routes'],
  ],
  ['local', /^local\//, ['shared', 'extension/model']],
  ['integrations', /^integrations\//, []],
  ['bench', /^bench\//, ['shared', 'foundation', 'storage', 'decision', 'local']],
];

/** A file belongs to the longest of these folders that holds it, and may import from the named folders and its own. */
const EXTENSION: Folders = {
  'extension/model': ['shared'],
  'extension/storage': ['shared', 'extension/model'],
  'extension/endpoint': ['shared', 'extension/model', 'extension/storage'],
  'extension/messages': ['extension/model'],
  'extension/wording': ['shared', 'extension/model'],
  'extension/locales': [
    'extension/model',
    'extension/storage',
    'extension/endpoint',
    'extension/wording',
  ],
  'extension/components': ['shared', 'extension/model', 'extension/wording'],
  'extension/page': [
    'shared',
    'extension/model',
    'extension/storage',
    'extension/endpoint',
    'extension/messages',
    'extension/locales',
  ],
  'extension/background': [
    'shared',
    'extension/model',
    'extension/storage',
    'extension/endpoint',
    'extension/messages',
    'extension/wording',
    'extension/locales',
  ],
  'extension/console': ['extension/model', 'extension/messages'],
  'extension/entrypoints': [
    'shared',
    'extension/model',
    'extension/storage',
    'extension/endpoint',
    'extension/messages',
    'extension/wording',
    'extension/components',
    'extension/page',
    'extension/background',
    'extension/console',
  ],
  'extension/build': [],
};

const PACKAGES: Record<string, readonly string[]> = {
  shared: ['zod'],
  storage: ['cloudflare:workers', 'lru-cache'],
  'extension/model': [],
  'extension/storage': ['wxt/browser'],
  'extension/endpoint': [],
  'extension/messages': ['wxt/browser'],
  'extension/wording': ['#i18n'],
  'extension/locales': ['wxt/browser'],
  'extension/components': ['preact', 'preact/hooks'],
};

const imports = sourceFiles()
  .filter(({ path }) => !path.startsWith('test/') && !path.endsWith('.config.ts'))
  .flatMap(importsOf);
const inside = imports.filter(({ to }) => /\.(tsx?|mjs)$/.test(to));

function folderOf(path: string, folders: Folders): string | undefined {
  const holding = Object.keys(folders).filter((folder) => path.startsWith(`${folder}/`));
  return holding.sort((left, right) => right.length - left.length)[0];
}

function layerOf(path: string): string {
  const folder = folderOf(path, EXTENSION);
  return folder ?? LAYERS.find(([, files]) => files.test(path))?.[0] ?? `none for ${path}`;
}

function isAllowed({ from, to, typeOnly }: Import): boolean {
  const folder = folderOf(from, EXTENSION);
  const layer = LAYERS.find(([, files]) => files.test(from));
  const mayImport = folder === undefined ? layer?.[2] : EXTENSION[folder];
  if (!mayImport) return false;
  // The bindings are typed by the objects behind them, and the context by the decision point in it.
  if (layer?.[0] === 'foundation' && typeOnly)
    return ['storage', 'decision', 'alerts', 'shared', 'foundation'].includes(layerOf(to));
  return layerOf(to) === layerOf(from) || mayImport.includes(layerOf(to));
}

it('every file has its layer, and imports only what that layer may', () => {
  expect(inside.length).toBeGreaterThan(100);
  expect(inside.filter((statement) => !isAllowed(statement))).toEqual([]);
});

it('a layer takes only the packages made for it', () => {
  const packages = imports.filter(({ to }) => !/\.tsx?$/.test(to));
  const wrong = packages.filter(({ from, to }) => PACKAGES[layerOf(from)]?.includes(to) === false);
  expect(wrong).toEqual([]);
});

it('the extension takes only types from where the schema library is', () => {
  const schemas = imports.filter(({ to }) => to === 'zod').map(({ from }) => from);
  expect(schemas.length).toBeGreaterThan(0);
  const taken = inside.filter(
    ({ from, to }) => from.startsWith('extension/') && schemas.includes(to),
  );
  expect(taken.filter(({ typeOnly }) => !typeOnly)).toEqual([]);
});

it('only extension/storage touches the browser’s storage', () => {
  const touching = sourceFiles().filter(
    ({ path, text }) =>
      path.startsWith('extension/') &&
      /wxt\/utils\/storage|\b(browser|chrome)\.storage\b|\b(local|session)Storage\b/.test(text),
  );
  expect(new Set(touching.map(({ path }) => layerOf(path)))).toEqual(
    new Set(['extension/storage']),
  );
});

it('only extension/endpoint calls out', () => {
  const calling = sourceFiles().filter(
    ({ path, text }) =>
      path.startsWith('extension/') && /\bfetch\(|XMLHttpRequest|WebSocket|sendBeacon/.test(text),
  );
  expect(new Set(calling.map(({ path }) => layerOf(path)))).toEqual(
    new Set(['extension/endpoint']),
  );
});

it('nothing imports tests', () => {
  expect(inside.filter(({ to }) => to.startsWith('test/'))).toEqual([]);
});

it('SQL and storage keys stand in worker/storage only', () => {
  const elsewhere = sourceFiles().filter(
    ({ path, text }) =>
      path.startsWith('worker/') &&
      !path.startsWith('worker/storage/') &&
      /\b(SELECT|INSERT INTO|UPDATE|DELETE FROM|CREATE TABLE)\b|REPLICA\.(get|put|delete)/.test(
        text,
      ),
  );
  expect(elsewhere.map(({ path }) => path)).toEqual([]);
});
