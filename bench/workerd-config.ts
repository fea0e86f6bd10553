/**
 * Writes the configuration that `workerd serve` reads. It has the Worker as `wrangler deploy` would upload it,
 * in three isolates, because on Workers the objects run in other isolates than the checks. It also has their
 * KV, which is files that workerd serves itself, and the bare Workers to compare with.
 */
import { BARE, CALLED, CALLER, READER, REQUEST_READER } from './bare-workers.ts';
import { list, moduleOf, quote } from './capnp-text.ts';
import { EXTENSIONS, SendgateService } from './sendgate-service.ts';

/** The services that listen on a port of their own. The isolate of the objects has no port. */
export const SOCKETS = [
  'sendgate',
  'elsewhere',
  'bare',
  'requestReader',
  'reader',
  'caller',
] as const;
export type Socket = (typeof SOCKETS)[number];

export interface Folders {
  /** The folder of the objects' storage. */
  readonly storage: string;
  /** The folder of the values in KV, by key. */
  readonly kv: string;
  /** The folder of the values in KV that the other isolate sees. */
  readonly kvElsewhere: string;
}

export function workerdConfig(
  variables: Readonly<Record<string, string>>,
  folders: Folders,
): string {
  const sendgate = new SendgateService();
  const { compatibility } = sendgate;
  const bindings = (kv: string) => sendgate.bindings({ variables, kv, objects: 'objects' });
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
      bindings = ${bindings('kv')},
      durableObjectNamespaces = ${sendgate.namespaces},
      durableObjectStorage = (localDisk = "storage"),
    )),
    (name = "sendgate", worker = (${bundle}, ${compatibility}, bindings = ${bindings('kv')})),
    (name = "elsewhere", worker = (${bundle}, ${compatibility}, bindings = ${bindings('kv-elsewhere')})),
    (name = "storage", disk = (path = ${quote(folders.storage)}, writable = true)),
    (name = "kv", disk = (path = ${quote(folders.kv)}, writable = true)),
    (name = "kv-elsewhere", disk = (path = ${quote(folders.kvElsewhere)})),
    (name = "bare", worker = (${moduleOf(BARE)}, ${compatibility})),
    (name = "requestReader", worker = (${moduleOf(REQUEST_READER)}, ${compatibility})),
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
  extensions = ${EXTENSIONS},
);
`;
}
