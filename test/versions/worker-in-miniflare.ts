/** Sets up several Workers in one Miniflare, and calls them. */
import { convertV4MiniflareOptions, Log, LogLevel, type Miniflare } from 'miniflare';
import { BUNDLE_SCRIPT } from '../../local/worker-bundle.ts';
import { readWorkerOptions } from '../../local/worker-options.ts';

export const OPERATOR_TOKEN = 'an-operator-token-for-tests-only-0123456789';

export interface ReleaseAnswer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: each call knows what it asks for.
  readonly body: any;
}

/** The options that local/wrangler-config.ts makes from wrangler.toml. */
interface Described {
  readonly name: string;
  readonly bindings: Readonly<Record<string, string>>;
  readonly durableObjects: Readonly<Record<string, object>>;
}

/**
 * The bundle's Worker under another name, with the objects of the named Worker. `code` replaces the
 * bundle's own code. All Workers have one KV namespace, since its id is the same.
 */
export async function workerOf(
  name: string,
  bundle: string,
  objects: string,
  code: { scriptPath: string } | { script: string } = { scriptPath: BUNDLE_SCRIPT },
  variables: Readonly<Record<string, string>> = { OPERATOR_TOKEN },
) {
  const described = (await readWorkerOptions(bundle, { variables })) as Described;
  const bindings = Object.entries(described.durableObjects).map(([binding, object]) => [
    binding,
    name === objects ? object : { ...object, scriptName: objects },
  ]);
  return {
    ...described,
    name,
    durableObjects: Object.fromEntries(bindings),
    rootPath: bundle,
    modules: true,
    ...code,
  };
}

/** `state` is the folder with their KV namespace and their objects. */
export function optionsWith(
  state: string,
  workers: readonly Awaited<ReturnType<typeof workerOf>>[],
) {
  return convertV4MiniflareOptions({
    host: '127.0.0.1',
    port: 0,
    cf: false,
    logRequests: false,
    log: new Log(LogLevel.NONE),
    handleStructuredLogs: () => {},
    resourcePersistencePath: state,
    workers: [...workers],
  });
}

export async function callWorker(
  miniflare: Miniflare,
  name: string,
  request: string,
  body?: object,
  token = OPERATOR_TOKEN,
  headers: Readonly<Record<string, string>> = {},
): Promise<ReleaseAnswer> {
  const [method = '', path = ''] = request.split(' ');
  const worker = await miniflare.getWorker(name);
  const answer = await worker.fetch(`https://worker.test${path}`, {
    method,
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json', ...headers },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  return { status: answer.status, body: text === '' ? undefined : JSON.parse(text) };
}
