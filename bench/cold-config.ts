/**
 * Configurations of workerd for one cold start each: a process has the isolate that is asked and, where a
 * bare Worker calls an object, the isolate of the objects. So whatever it spends is spent on these.
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

/** The Workers of a process, the part in which configurations differ. */
export type ColdWorkers = (sendgate: SendgateService, variables: Variables) => string[];

export interface ColdFolders {
  /** The path of what the objects store. */
  readonly storage: string;
  /** The path of what KV has. */
  readonly kv: string;
}

export const bareWorker: ColdWorkers = ({ compatibility }) => [
  worker(ASKED, moduleOf(BARE), compatibility),
];

export const yardstick: ColdWorkers = ({ compatibility }) => [
  worker(ASKED, moduleOf(YARDSTICK), compatibility),
];

/**
 * The bundle, with objects that do nothing in place of its own. A check reports to its object after its
 * answer, and a start of that object would be taken for a part of the answer.
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

/** The bundle, with its objects in the isolate that is asked. */
export const edgeAndObjects: ColdWorkers = (sendgate, variables) => [
  bundleWithObjects(ASKED, sendgate, variables),
];

/** A bare Worker that calls an object of the bundle, which has an isolate to itself. */
export const objectAlone: ColdWorkers = (sendgate, variables) => [
  firstCaller(sendgate),
  bundleWithObjects('objects', sendgate, variables),
];

/** The same with an object that does nothing. */
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

/** Objects that answer null to whatever they are asked. */
function silentClasses(classes: readonly string[]): string {
  return `import { DurableObject } from 'cloudflare:workers';
class Silent extends DurableObject {}
Object.setPrototypeOf(Silent.prototype, new Proxy(DurableObject.prototype, {
  get: (target, name, object) => name in target ? Reflect.get(target, name, object) : () => null,
}));
${classes.map((name) => `export class ${name} extends Silent {}`).join('\n')}`;
}
