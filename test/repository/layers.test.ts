/** Who may import whom. A layer that is not named for a file here is a file in the wrong place. */
import { expect, it } from 'vitest';
import { type Import, importsOf, sourceFiles } from './source-files.ts';

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
  ['places', /^extension\/places\.ts$/, []],
  ['consoles', /^extension\/provider-hosts\.ts$/, []],
  ['language', /^extension\/translate\.ts$/, ['extension']],
  ['wording', /^extension\/wording\//, ['shared', 'language']],
  ['components', /^extension\/components\//, ['shared', 'language', 'wording', 'places']],
  ['extension', /^extension\/[a-z-]+\.tsx?$/, ['shared', 'language', 'consoles', 'places']],
  [
    'background',
    /^extension\/background\//,
    ['shared', 'extension', 'language', 'wording', 'consoles', 'places'],
  ],
  ['console', /^extension\/console\//, ['extension']],
  [
    'entrypoints',
    /^extension\/entrypoints\//,
    [
      'shared',
      'extension',
      'language',
      'wording',
      'consoles',
      'places',
      'components',
      'background',
      'console',
    ],
  ],
  ['local', /^local\//, ['shared', 'consoles']],
  ['integrations', /^integrations\//, []],
  ['bench', /^bench\//, ['shared', 'foundation', 'storage', 'decision', 'local']],
];

const PACKAGES: Record<string, readonly string[]> = {
  wording: [],
  components: ['preact', 'preact/hooks'],
  shared: ['zod'],
  storage: ['cloudflare:workers', 'lru-cache'],
};

const imports = sourceFiles()
  .filter(({ path }) => !path.startsWith('test/') && !path.endsWith('.config.ts'))
  .flatMap(importsOf);
const inside = imports.filter(({ to }) => /\.(tsx?|mjs)$/.test(to));

function layerOf(path: string): string {
  return LAYERS.find(([, files]) => files.test(path))?.[0] ?? `none for ${path}`;
}

function isAllowed({ from, to, typeOnly }: Import): boolean {
  const layer = LAYERS.find(([, files]) => files.test(from));
  if (!layer) return false;
  // The bindings are typed by the objects behind them, and the context by the decision point in it.
  if (layer[0] === 'foundation' && typeOnly)
    return ['storage', 'decision', 'alerts', 'shared', 'foundation'].includes(layerOf(to));
  // What a component is given is typed by the modules that keep it and fetch it.
  if (typeOnly && [from, to].every((path) => path.startsWith('extension/'))) return true;
  return layerOf(to) === layer[0] || layer[2].includes(layerOf(to));
}

it('every file has its layer, and imports only what that layer may', () => {
  expect(inside.length).toBeGreaterThan(100);
  expect(inside.filter((statement) => !isAllowed(statement))).toEqual([]);
});

it('shared, storage and the extension’s components take only the packages made for them', () => {
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

it('settings.ts alone opens the browser’s storage, and calls leave by api-client.ts', () => {
  const elsewhere = sourceFiles().filter(
    ({ path, text }) =>
      path.startsWith('extension/') &&
      !['extension/settings.ts', 'extension/stored-item.ts'].includes(path) &&
      /wxt\/utils\/storage|\b(browser|chrome)\.storage\b|\b(local|session)Storage\b/.test(text),
  );
  expect(elsewhere.map(({ path }) => path)).toEqual([]);
  const opening = inside.filter(({ to }) => to === 'extension/stored-item.ts');
  expect(opening.map(({ from }) => from)).toEqual(['extension/settings.ts']);
  const calling = sourceFiles().filter(
    ({ path, text }) =>
      path.startsWith('extension/') &&
      /\bfetch\((?!url\))|XMLHttpRequest|WebSocket|sendBeacon/.test(text),
  );
  expect(calling.map(({ path }) => path)).toEqual(['extension/api-client.ts']);
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
