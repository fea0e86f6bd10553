/**
 * Configurations of workerd for one cold start each. A process has only the isolate that is asked, and the
 * isolate of the objects if a bare Worker calls an object. So all the time that the process uses is used for
 * these.
 */
import { BARE, FIRST_CALLER } from './bare-workers.ts';
import { moduleOf, quote } from './capnp-text.ts';
import { EXTENSIONS, SendgateService } from './sendgate-service.ts';
import { YARDSTICK } from './yardstick.ts';

export const ASKED = 'asked';
export const BUNDLE = 'bundle.js';
/** The binding of the accounts' objects. */
const ACCOUNTS = 'ACCOUNTS';
const STORAGE = 'storage';
const KV = 'kv';

type Variables = Readonly<Record<string, string>>;

/** Returns the Workers of a process. The configurations differ only in this part. */
export type ColdWorkers = (sendgate: SendgateService, variables: Variables) => string[];

export interface ColdFolders {
  /** The path of the objects' storage. */
  readonly storage: string;
  /** The path of the values in KV. */
  readonly kv: string;
}

export const bareWorker: ColdWorkers = ({ compatibility }) => [
  worker(ASKED, moduleOf(BARE), compatibility),
];

export const yardstick: ColdWorkers = ({ compatibility }) => [
  worker(ASKED, moduleOf(YARDSTICK), compatibility),
];

/**
 * The bundle, but with objects that do nothing. A check reports to its object after the answer, and the start
 * of a real object would be counted as a part of the answer.
 */
export const edgeAlone: ColdWorkers = (sendgate, variables) => [
  worker(
    ASKED,
    `modules = [
        (name = "index.js", esModule = ${quote(withSilentObjects(sendgate.classes))}),
        (name = "${BUNDLE}", esModule = embed "${BUNDLE}"),
      ]`,
    sendgate.compatibility,
    `bindings = ${sendgate.bindings({ variables, kv: KV })}`,
    `durableObjectNamespaces = ${sendgate.namespaces}`,
    'durableObjectStorage = (inMemory = void)',
  ),
];

/** The bundle, with its objects in the same isolate. */
export const edgeAndObjects: ColdWorkers = (sendgate, variables) => [
  bundleWithObjects(ASKED, sendgate, variables),
];

/** A bare Worker that calls an object of the bundle. The object has an isolate of its own. */
export const objectAlone: ColdWorkers = (sendgate, variables) => [
  firstCaller(sendgate),
  bundleWithObjects('objects', sendgate, variables),
];

/** A bare Worker that calls an object which does nothing. */
export const bareObject: ColdWorkers = (sendgate) => [
  firstCaller(sendgate),
  worker(
    'objects',
    moduleOf(`${silentClasses(sendgate.classes)} export default {};`),
    sendgate.compatibility,
    `durableObjectNamespaces = ${sendgate.namespaces}`,
    `durableObjectStorage = (localDisk = "${STORAGE}")`,
  ),
];

export function coldConfig(
  workers: ColdWorkers,
  variables: Variables,
  { storage, kv }: ColdFolders,
): string {
  const services = [
    ...workers(new SendgateService(), variables),
    `(name = "${STORAGE}", disk = (path = ${quote(storage)}, writable = true))`,
    `(name = "${KV}", disk = (path = ${quote(kv)}, writable = true))`,
    '(name = "internet", network = (allow = []))',
  ];
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    ${services.join(',\n    ')},
  ],
  sockets = [(name = "${ASKED}", address = "127.0.0.1:0", http = (), service = "${ASKED}")],
  extensions = ${EXTENSIONS},
);
`;
}

function bundleWithObjects(name: string, sendgate: SendgateService, variables: Variables): string {
  return worker(
    name,
    `modules = [(name = "index.js", esModule = embed "${BUNDLE}")]`,
    sendgate.compatibility,
    `bindings = ${sendgate.bindings({ variables, kv: KV })}`,
    `durableObjectNamespaces = ${sendgate.namespaces}`,
    `durableObjectStorage = (localDisk = "${STORAGE}")`,
  );
}

function firstCaller(sendgate: SendgateService): string {
  const namespace = `(className = "${sendgate.classOf(ACCOUNTS)}", serviceName = "objects")`;
  const binding = `(name = "OBJECTS", durableObjectNamespace = ${namespace})`;
  return worker(ASKED, moduleOf(FIRST_CALLER), sendgate.compatibility, `bindings = [${binding}]`);
}

function worker(name: string, ...parts: readonly string[]): string {
  return `(name = "${name}", worker = (\n      ${parts.join(',\n      ')},\n    ))`;
}

function withSilentObjects(classes: readonly string[]): string {
  return `${silentClasses(classes)}
export { default } from './${BUNDLE}';`;
}

/** Writes classes of objects that answer null to every call. */
function silentClasses(classes: readonly string[]): string {
  return `import { DurableObject } from 'cloudflare:workers';
class Silent extends DurableObject {}
Object.setPrototypeOf(Silent.prototype, new Proxy(DurableObject.prototype, {
  get: (target, name, object) => name in target ? Reflect.get(target, name, object) : () => null,
}));
${classes.map((name) => `export class ${name} extends Silent {}`).join('\n')}`;
}
