/**
 * The layers, and the layers that each may import. A file without a layer here is in the wrong
 * place.
 */
import { expect, it } from 'vitest';
import { isBindingType } from './binding-types.ts';
import { type Import, importsOf, sourceFiles } from './source-files.ts';

type Folders = Readonly<Record<string, readonly string[]>>;

/**
 * A file belongs to the longest of these folders that holds it. It may import from that folder and
 * from the folders named beside it.
 */
const BELOW_DECIDING = ['shared', 'worker/platform', 'worker/tokens', 'worker/replicas'];
const BELOW_OBJECTS = [...BELOW_DECIDING, 'worker/objects/machinery'];

const REALMS: Folders = {
  shared: [],
  local: ['shared', 'extension/model'],
  deploy: [],
  integrations: [],
  bench: [
    ...BELOW_DECIDING,
    'worker/deciding',
    'worker/objects/account',
    'worker/objects/account/alerts',
    'worker/objects/machinery',
    'agent/copies',
    'agent/telling',
    'agent/packaging',
    'local',
  ],
};

const WORKER: Folders = {
  worker: [
    'worker/platform',
    'worker/deciding',
    'worker/protocols',
    'worker/objects/account',
    'worker/objects/directory',
    'worker/management',
  ],
  'worker/platform': ['shared'],
  'worker/tokens': ['shared', 'worker/platform'],
  'worker/replicas': ['shared', 'worker/platform', 'worker/tokens'],
  'worker/deciding': BELOW_DECIDING,
  'worker/protocols': ['shared', 'worker/platform', 'worker/tokens', 'worker/deciding'],
  'worker/objects/machinery': ['shared', 'worker/platform', 'worker/tokens'],
  'worker/objects/directory': BELOW_OBJECTS,
  'worker/objects/account': [
    ...BELOW_OBJECTS,
    'worker/objects/account/alerts',
    'worker/objects/account/webhooks',
  ],
  'worker/objects/account/alerts': [...BELOW_OBJECTS, 'worker/objects/account'],
  'worker/objects/account/webhooks': [...BELOW_OBJECTS, 'worker/objects/account/alerts'],
  'worker/management': [
    ...BELOW_DECIDING,
    'worker/deciding',
    'worker/protocols',
    'worker/objects/account',
    'worker/objects/account/webhooks',
    'worker/management/routes',
  ],
  'worker/management/routes': [
    ...BELOW_DECIDING,
    'worker/deciding',
    'worker/objects/account',
    'worker/objects/account/webhooks',
    'worker/management',
  ],
};

/** What the agent decides with is the Worker's own. */
const OF_THE_WORKER = [...BELOW_DECIDING, 'worker/deciding'];

const AGENT: Folders = {
  agent: [
    ...OF_THE_WORKER,
    'integrations',
    'agent/settings',
    'agent/worker-client',
    'agent/copies',
    'agent/deciding',
    'agent/telling',
    'agent/protocols',
  ],
  'agent/packaging': ['agent', 'worker/platform'],
  'agent/settings': ['shared', 'integrations'],
  'agent/worker-client': ['shared', 'worker/tokens', 'integrations'],
  'agent/deciding': [...OF_THE_WORKER, 'agent/worker-client'],
  'agent/copies': [...OF_THE_WORKER, 'agent/deciding', 'agent/worker-client'],
  'agent/telling': [...OF_THE_WORKER, 'agent/deciding', 'agent/worker-client'],
  'agent/protocols': [
    ...OF_THE_WORKER,
    'worker/protocols',
    'agent/deciding',
    'agent/settings',
    'integrations',
  ],
};

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
};

const LAYERS: Folders = { ...REALMS, ...WORKER, ...AGENT, ...EXTENSION };

/** The packages that a layer may import. A layer that is not named may import any. */
const PACKAGES: Record<string, readonly string[]> = {
  shared: ['zod', 'jsonc-parser', 'papaparse'],
  'worker/platform': ['lru-cache'],
  'worker/tokens': ['lru-cache'],
  'worker/replicas': ['lru-cache'],
  'worker/deciding': ['lru-cache'],
  'worker/protocols': [],
  'worker/objects/machinery': [],
  'worker/objects/directory': ['cloudflare:workers'],
  'worker/objects/account': ['cloudflare:workers'],
  'worker/objects/account/alerts': [],
  'worker/objects/account/webhooks': [],
  'extension/model': [],
  'extension/storage': ['wxt/browser', 'wxt/utils/storage'],
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

function layerOf(path: string): string {
  const holding = Object.keys(LAYERS).filter((folder) => path.startsWith(`${folder}/`));
  return holding.sort((left, right) => right.length - left.length)[0] ?? `none for ${path}`;
}

function isAllowed(statement: Import): boolean {
  const [from, to] = [layerOf(statement.from), layerOf(statement.to)];
  return from === to || LAYERS[from]?.includes(to) === true || isBindingType(statement);
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

it('SQL stands in the objects only, and KV is called by them and by what reads their replicas', () => {
  const elsewhere = sourceFiles().filter(
    ({ path, text }) =>
      path.startsWith('worker/') &&
      !/^worker\/(objects|replicas)\//.test(path) &&
      /\b(SELECT|INSERT INTO|UPDATE|DELETE FROM|CREATE TABLE)\b|REPLICA\.(get|put|delete)/.test(
        text,
      ),
  );
  expect(elsewhere.map(({ path }) => path)).toEqual([]);
});

it('management is reached by one import that waits for its first call', () => {
  const reaching = inside.filter(
    ({ from, to, typeOnly }) =>
      !typeOnly &&
      layerOf(to).startsWith('worker/management') &&
      !layerOf(from).startsWith('worker/management'),
  );
  expect(reaching.map(({ from }) => from)).toEqual(['worker/index.ts']);
  const texts = new Map(sourceFiles().map(({ path, text }) => [path, text]));
  expect(texts.get('worker/index.ts')).toContain("await import('./management/app.ts')");
});

it('checks and objects load no schema library and no framework', () => {
  const heavy = imports.filter(({ to }) => /^(zod|hono|@hono\/)/.test(to)).map(({ from }) => from);
  const loading = inside.filter(
    ({ from, to, typeOnly }) =>
      !typeOnly &&
      heavy.includes(to) &&
      !layerOf(to).startsWith('worker/management') &&
      from.startsWith('worker/') &&
      !layerOf(from).startsWith('worker/management'),
  );
  expect(loading).toEqual([]);
  expect(heavy.filter((path) => path.startsWith('worker/'))).toSatisfy((paths: string[]) =>
    paths.every((path) => layerOf(path).startsWith('worker/management')),
  );
});
