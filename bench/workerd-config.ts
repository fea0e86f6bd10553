/**
 * What `workerd serve` reads: the Worker as `wrangler deploy` would upload it, as three isolates, since on
 * Workers those that are asked are not those of the objects; the KV they read, which is files that workerd
 * serves itself; and Workers to measure it by: one that does nothing, one that reads KV, one that calls an object.
 */
import { readConfig } from '../local/wrangler-config.ts';

/** Each listens on a port of its own; the objects' isolate has none. */
export const SOCKETS = ['sendgate', 'elsewhere', 'bare', 'reader', 'caller'] as const;
export type Socket = (typeof SOCKETS)[number];

/** What wrangler.toml says, as far as it matters here. */
interface WranglerConfig {
  readonly compatibility_date: string;
  readonly compatibility_flags: readonly string[];
  readonly vars: Readonly<Record<string, string>>;
  readonly kv_namespaces: readonly { readonly binding: string }[];
  readonly ratelimits: readonly { readonly name: string }[];
  readonly durable_objects: {
    readonly bindings: readonly { readonly name: string; readonly class_name: string }[];
  };
}

/** Nothing measured here fails to authenticate. */
const NO_LIMIT = 'export default () => ({ limit: async () => ({ success: true }) });';
const BARE = "export default { fetch: () => new Response('ok') };";
/** The path names the key. */
const READER = `export default {
  async fetch({ url }, { REPLICA }) {
    await REPLICA.get(new URL(url).pathname.slice(1), { type: 'arrayBuffer', cacheTtl: 30 });
    return new Response('ok');
  },
};`;
/** The path names the object. */
const CALLER = `export default {
  async fetch({ url }, { OBJECTS }) {
    await OBJECTS.getByName(new URL(url).pathname).answer();
    return new Response('ok');
  },
};`;
const CALLED = `import { DurableObject } from 'cloudflare:workers';
export class Called extends DurableObject {
  answer() {
    return null;
  }
}
export default {};`;

export interface Folders {
  /** What the objects store. */
  readonly storage: string;
  /** What KV has, by key. */
  readonly kv: string;
  /** What KV has where the other isolate is. */
  readonly kvElsewhere: string;
}

export function workerdConfig(
  variables: Readonly<Record<string, string>>,
  folders: Folders,
): string {
  const config: WranglerConfig = readConfig();
  const flags = config.compatibility_flags.map(quote).join(', ');
  const compatibility = `compatibilityDate = ${quote(config.compatibility_date)}, compatibilityFlags = [${flags}]`;
  const classes = config.durable_objects.bindings.map(({ class_name }) => class_name);
  const namespaces = classes.map(
    (name) => `(className = "${name}", uniqueKey = "${name}", enableSql = true)`,
  );
  const bindings = (kv: string) => [
    ...Object.entries({ ...config.vars, ...variables }).map(
      ([name, value]) => `(name = "${name}", text = ${quote(value)})`,
    ),
    ...config.kv_namespaces.map(({ binding }) => `(name = "${binding}", kvNamespace = "${kv}")`),
    ...config.ratelimits.map(
      ({ name }) => `(name = "${name}", wrapped = (moduleName = "bench:rate-limit"))`,
    ),
    ...config.durable_objects.bindings.map(
      ({ name, class_name }) =>
        `(name = "${name}", durableObjectNamespace = (className = "${class_name}", serviceName = "objects"))`,
    ),
  ];
  const bundle = 'modules = [(name = "index.js", esModule = embed "index.js")]';
  const sockets = SOCKETS.map(
    (name) => `(name = "${name}", address = "127.0.0.1:0", http = (), service = "${name}")`,
  );
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "objects", worker = (
      ${bundle},
      ${compatibility},
      bindings = ${list(bindings('kv'))},
      durableObjectNamespaces = ${list(namespaces)},
      durableObjectStorage = (localDisk = "storage"),
    )),
    (name = "sendgate", worker = (${bundle}, ${compatibility}, bindings = ${list(bindings('kv'))})),
    (name = "elsewhere", worker = (${bundle}, ${compatibility}, bindings = ${list(bindings('kv-elsewhere'))})),
    (name = "storage", disk = (path = ${quote(folders.storage)}, writable = true)),
    (name = "kv", disk = (path = ${quote(folders.kv)}, writable = true)),
    (name = "kv-elsewhere", disk = (path = ${quote(folders.kvElsewhere)})),
    (name = "bare", worker = (${moduleOf(BARE)}, ${compatibility})),
    (name = "reader", worker = (
      ${moduleOf(READER)},
      ${compatibility},
      bindings = [(name = "REPLICA", kvNamespace = "kv")],
    )),
    (name = "caller", worker = (
      ${moduleOf(CALLER)},
      ${compatibility},
      bindings = [(name = "OBJECTS", durableObjectNamespace = (className = "Called", serviceName = "called"))],
    )),
    (name = "called", worker = (
      ${moduleOf(CALLED)},
      ${compatibility},
      durableObjectNamespaces = [(className = "Called", uniqueKey = "called")],
      durableObjectStorage = (inMemory = void),
    )),
    (name = "internet", network = (allow = [])),
  ],
  sockets = ${list(sockets)},
  extensions = [(modules = [
    (name = "bench:rate-limit", internal = true, esModule = ${quote(NO_LIMIT)}),
  ])],
);
`;
}

const moduleOf = (script: string) => `modules = [(name = "index.js", esModule = ${quote(script)})]`;

/** Cap'n Proto's texts and lists are written as JSON's are. */
const quote = (text: string) => JSON.stringify(text);
const list = (items: readonly string[]) => `[\n        ${items.join(',\n        ')},\n      ]`;
